"""The recipes of a home that inspect one product, read and changed together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from inspector_app.domain.catalogue import Severity
from inspector_app.domain.recipe import Mode, Recipe
from inspector_app.inspection.recipes import (
    RECIPE_FILE,
    UNFINISHED,
    RecipeError,
    check_recipe,
    load_recipe,
    read_recipe,
)
from inspector_app.model_packages.card import Card
from inspector_app.release.history import RecipeBefore
from inspector_app.release.recipe_change import before, put_over
from inspector_app.settings.home import Home
from inspector_app.settings.whole_files import write_whole

_WORST_FIRST = (Severity.CRITICAL, Severity.MAJOR, Severity.MINOR)


@dataclass(frozen=True, slots=True)
class Change:
    """One recipe that is about to be put over: its file, its new text, and what it was."""

    path: Path
    text: str
    was: RecipeBefore
    version: int

    def write(self) -> None:
        """Whole or not at all."""
        write_whole(self.path, self.text.encode())


def recipes_of(home: Home, line: str) -> dict[str, Recipe]:
    """Name of the folder to recipe, of all that can be read and inspect this product."""
    found: dict[str, Recipe] = {}
    for path in sorted(home.recipes.glob(f"*/{RECIPE_FILE}")):
        if path.parent.name.startswith(UNFINISHED):
            continue
        try:
            recipe = read_recipe(path)
        except RecipeError:
            continue
        if recipe.product == line:
            found[path.parent.name] = recipe
    return found


def severities(recipes: Mapping[str, Recipe], catalogue: Mapping[str, Severity]) -> dict[str, Severity]:
    """The worst severity that any recipe of the line gives a class; that of the plant's catalogue where none does."""
    given: dict[str, list[Severity]] = {}
    for recipe in recipes.values():
        for code, rule in recipe.classes.items():
            given.setdefault(code, []).append(rule.severity)
    return dict(catalogue) | {code: min(all_of, key=_WORST_FIRST.index) for code, all_of in given.items()}


@dataclass(frozen=True, slots=True)
class Wish:
    """What recipes of a line are put over to. model: the package's folder; mode: None leaves it as it is."""

    line: str
    model: str
    card: Card
    thresholds: Mapping[str, tuple[float, float]]
    mode: Mode | None = None


def prepare_changes(
    home: Home, names: Sequence[str], line: str, folder: str, card: Card, *, shadow: bool
) -> dict[str, Change]:
    """The recipes as they will be; raises RecipeError, nothing written, where one can't use the package."""
    thresholds = {code: (one.threshold, one.review_from) for code, one in card.thresholds.items()}
    wish = Wish(line, folder, card, thresholds, Mode.SHADOW if shadow else None)
    return {name: _change(home, name, wish) for name in names}


def prepare_return(
    home: Home, names: Mapping[str, RecipeBefore], line: str, folder: str, card: Card, *, shadow: bool
) -> dict[str, Change]:
    """Recipes back on a package, with the thresholds that they had on it, else with the card's."""
    changes = prepare_changes(home, [*names], line, folder, card, shadow=shadow)
    mode = Mode.SHADOW if shadow else None
    had = {name: was.thresholds for name, was in names.items() if was.model == folder}
    return changes | {name: _change(home, name, Wish(line, folder, card, had[name], mode)) for name in had}


def _change(home: Home, name: str, wish: Wish) -> Change:
    path = home.recipes / name / RECIPE_FILE
    loaded = load_recipe(path.parent, home.path)
    if loaded.recipe.product != wish.line:
        raise RecipeError(f"{path}: inspects {loaded.recipe.product}, not {wish.line}")
    text = put_over(path.read_text(encoding="utf-8-sig"), wish.model, wish.thresholds, wish.mode)
    changed = _read_text(path, text)
    check_recipe(replace(loaded, recipe=changed), wish.card)
    return Change(path, text, before(loaded.recipe), changed.version)


def _read_text(path: Path, text: str) -> Recipe:
    """As it will be read from its file."""
    trial = path.with_name(f"{path.name}.part")
    try:
        trial.write_text(text, encoding="utf-8")
        return read_recipe(trial)
    finally:
        trial.unlink(missing_ok=True)
