"""Which second model looks at the parts of which recipe."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from inspector_app.bootstrap.second_model import SecondModel
from inspector_app.domain.frame import Frame
from inspector_app.inspection.ports import LoadedRecipe, Network, RecordError
from inspector_app.inspection.recipes import check_recipe
from inspector_app.inspection.second_look import SecondLook, with_thresholds
from inspector_app.model_packages.package import ModelPackage
from inspector_app.records.store import Store
from inspector_app.settings.home import Home

Afterwards: TypeAlias = Callable[[str, Mapping[str, Frame]], None]
OpenModel = Callable[[str, Home], tuple[ModelPackage, Network]]


class SecondBeside:
    """The package that the setting `second_model` names, opened once, with a network of its own."""

    def __init__(self, name: str, home: Home, store: Store, open_model: OpenModel) -> None:
        self._name, self._home, self._store, self._open_model = name, home, store, open_model
        self._opened: tuple[ModelPackage, Network] | None = None
        self._model = SecondModel(store.add_second_opinion)

    @property
    def counts(self) -> tuple[int, int]:
        """Parts judged and parts dropped since the line started."""
        return self._model.judged, self._model.dropped

    def beside(self, loaded: LoadedRecipe, active: ModelPackage) -> tuple[Afterwards, str]:
        """What is done with each part of this recipe, and a sentence for people.

        A second model that can't be opened, or can't judge by the recipe, says so and stops nothing.
        """
        try:
            look = self._look(loaded, active)
        except Exception as error:  # whatever is off with it, the active one works on
            return _nothing, f"No second model looks at these parts: {error}"
        return (
            lambda inspection_id, frames: self._model.offer(look, inspection_id, frames),
            f"{self._name} looks at the same parts in shadow, where there is time.",
        )

    def close(self) -> None:
        """Ends its thread, and keeps what was dropped."""
        self._model.close()
        judged, dropped = self.counts
        if judged or dropped:
            text = f"The second model {self._name} judged {judged} parts; {dropped} were dropped under load."
            with contextlib.suppress(RecordError):  # the log has it as well
                self._store.add_event("event", text, "second model")

    def _look(self, loaded: LoadedRecipe, active: ModelPackage) -> SecondLook:
        if self._opened is None:
            self._opened = self._open_model(self._name, self._home)
        package, network = self._opened
        if package.sha256 == active.sha256:
            raise ValueError(f"{self._name} is the active one")
        judged_by = replace(loaded, recipe=with_thresholds(loaded.recipe, package))
        check_recipe(judged_by, package.card)
        return SecondLook(judged_by, package, network)


def _nothing(inspection_id: str, frames: Mapping[str, Frame]) -> None:
    """Nobody looks."""
