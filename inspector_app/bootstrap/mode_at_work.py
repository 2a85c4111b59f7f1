"""The mode that a package has on a line when its recipe is put to work, by the records."""

from __future__ import annotations

from datetime import UTC, datetime

from inspector_app.domain.mode import ModeChange, is_above
from inspector_app.domain.recipe import Mode, Recipe
from inspector_app.model_packages.package import ModelPackage
from inspector_app.records.store import Store
from inspector_app.release.modes import first_mode, mode_at_work

BY = "Inspector"


def settle_mode(store: Store, recipe: Recipe, package: ModelPackage, *, real_line: bool) -> tuple[Mode, str]:
    """The mode, and a sentence where people should know why it is not what the recipe allows.

    A package that never had one on this line gets its first row. Raises RecordError where that can't be kept.
    """
    kept = store.newest_mode(recipe.product, package.sha256)
    if kept is None:
        mode = first_mode(
            recipe, real_line=real_line, last_run=store.mode_of_last_run(recipe.product, package.sha256)
        )
        kept = _first_row(recipe, package, mode)
        store.keep_mode(kept)
    mode = mode_at_work(recipe, kept)
    if not is_above(recipe.mode, mode):
        return mode, ""
    return mode, f"It works in {mode.value} here (by {kept.by}, {kept.at:%Y-%m-%d}: {kept.reason})."


def _first_row(recipe: Recipe, package: ModelPackage, mode: Mode) -> ModeChange:
    reason = f"first time on this line, by recipe {recipe.name} version {recipe.version}"
    return ModeChange(recipe.product, package.card.name, package.sha256, mode, BY, reason, datetime.now(UTC))
