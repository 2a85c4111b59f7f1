"""A recipe whose network is still being loaded: windows can be told of it, parts can't be inspected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inspector_app.domain.frame import Frame
from inspector_app.domain.part import Inspection, Part
from inspector_app.domain.recipe import Mode, Recipe


@dataclass(frozen=True, slots=True)
class PendingRecipe:
    """Stands in for a RecipeAtWork while the line starts."""

    recipe: Recipe

    @property
    def model(self) -> str:
        """The model that is being loaded."""
        return self.recipe.model

    @property
    def standing(self) -> str:
        """Nobody knows yet."""
        return ""

    @property
    def blocked(self) -> str:
        """The line is starting anyway."""
        return ""

    @property
    def details(self) -> str:
        """Nothing is in the way."""
        return ""

    @property
    def model_sha256(self) -> str:
        """Nobody knows yet."""
        return ""

    def check_mode(self, mode: Mode) -> None:
        """Raises RuntimeError; commands for it wait until the recipe is at work."""
        raise RuntimeError(f"no model is at work that could go to {mode}")

    def change_mode(self, mode: Mode) -> None:
        """Nothing is at work."""

    def look_again(self) -> None:
        """Nothing is in the way that somebody could accept."""

    def inspect(
        self, part: Part, frames: Mapping[str, Frame], *, shift_id: str | None, since: float
    ) -> Inspection:
        """Raises RuntimeError; the line brings no parts yet."""
        raise RuntimeError("the network is still being loaded")

    def reload(self) -> None:
        """Nothing is loaded yet."""

    def close(self) -> None:
        """Nothing is held."""
