"""The goldens of a recipe over time: who approved which, from how many parts, since which version of the recipe.

Files of older goldens stay in the recipe's folder, and the records keep a copy of each that judged a part, named by
its pixels; the same name stands here, so that a row leads to its golden and to who approved it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from inspector_app.domain.recipe import Recipe
from inspector_app.imaging import encode_png, read_image
from inspector_app.imaging.encoding import pixels_sha256
from inspector_app.inspection.golden_draft import discard_draft, read_draft
from inspector_app.inspection.new_recipe import check_golden
from inspector_app.inspection.recipes import RECIPE_FILE, RecipeError, read_recipe, write_recipe
from inspector_app.settings.chained_lines import add_chained, read_chained
from inspector_app.settings.whole_files import write_whole

_HISTORY, _CALLED = "goldens.jsonl", "the history of the goldens"
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class GoldenVersion:
    """One golden of one view. sha256 is of the pixels, as kept frames name it; file is relative to the recipe."""

    view: str
    file: str
    sha256: str
    by: str
    at: str
    recipe_version: int
    parts: int
    note: str = ""


def read_versions(recipe_folder: Path) -> tuple[GoldenVersion, ...]:
    """All that were approved, oldest first. Raises ChainError for a history that was changed."""
    return read_chained(recipe_folder / _HISTORY, _CALLED, _version)


def approve_draft(recipe_folder: Path, view: str, *, by: str, note: str = "") -> tuple[Recipe, GoldenVersion]:
    """The draft of a view becomes its golden, from the recipe's next version on.

    What was taught of the view goes with the old golden. Raises RecipeError, ImageError, ChainError, OSError; whenever
    it is cut short, the recipe that is there is whole, with the old golden or the new one.
    """
    if not by.strip() or len(by) > _LONGEST_NAME:
        raise RecipeError(f"Say who approves: a name of 1 to {_LONGEST_NAME} characters.")
    draft = read_draft(recipe_folder, view)
    if draft is None:
        raise RecipeError(f"{view}: no golden waits to be approved; teach one first")
    recipe = read_recipe(recipe_folder / RECIPE_FILE)
    image = read_image(draft.merged)
    check_golden(view, image)
    sha256 = pixels_sha256(image)
    file = f"golden-{_number(recipe, view)}-{sha256[:12]}.png"
    write_whole(recipe_folder / file, encode_png(image))
    changed = _with_golden(recipe, view, file)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    version = GoldenVersion(view, file, sha256, by, at, changed.version, len(draft.images), note)
    add_chained(recipe_folder / _HISTORY, _CALLED, _version, asdict(version))
    write_recipe(recipe_folder / RECIPE_FILE, changed)
    discard_draft(recipe_folder, view)
    return changed, version


def _number(recipe: Recipe, view: str) -> int:
    names = [one.name for one in recipe.views]
    if view not in names:
        raise RecipeError(f"recipe {recipe.name} has no view {view}; it has {', '.join(names)}")
    return names.index(view) + 1


def _with_golden(recipe: Recipe, view: str, file: str) -> Recipe:
    views = tuple(
        one.model_copy(update={"golden": file, "taught": None}) if one.name == view else one
        for one in recipe.views
    )
    return recipe.model_copy(update={"views": views, "version": recipe.version + 1})


def _version(row: dict[str, Any]) -> GoldenVersion:
    return GoldenVersion(**row)
