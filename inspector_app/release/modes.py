"""In which mode a package works on a line: what the records say, never above what the recipe allows."""

from __future__ import annotations

from inspector_app.domain.mode import ModeChange, is_above, lower_of
from inspector_app.domain.recipe import Mode, Recipe


class ModeError(Exception):
    """A mode that a package can't have on a line; the message says why, and what to do."""


def first_mode(recipe: Recipe, *, real_line: bool, last_run: Mode | None) -> Mode:
    """The mode in which a package begins that never had one on this line.

    On real cameras it begins in shadow, whatever the recipe allows. One that inspected there before modes were kept
    goes on as it did; nothing real hangs on a simulated line or on a folder.
    """
    if last_run is not None:
        return lower_of(last_run, recipe.mode)
    return Mode.SHADOW if real_line else recipe.mode


def mode_at_work(recipe: Recipe, kept: ModeChange) -> Mode:
    """The lower of both: taking the recipe down works at once, taking it up moves nobody up."""
    return lower_of(kept.mode, recipe.mode)


def check_ceiling(recipe: Recipe, mode: Mode) -> None:
    """Raises ModeError where the recipe does not allow so much."""
    if is_above(mode, recipe.mode):
        raise ModeError(
            f'recipe {recipe.name} allows no more than {recipe.mode.value}: an engineer sets mode = "{mode.value}" in '
            "its recipe.toml, and the line is started again"
        )
