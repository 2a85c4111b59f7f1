"""Recipes as folders: read with their goldens, checked against the model, written back."""

from __future__ import annotations

import tomllib
from pathlib import Path

import tomlkit
from pydantic import ValidationError

from inspector_app.domain.frame import Image
from inspector_app.domain.recipe import Mode, Recipe
from inspector_app.imaging import ImageError, encode_png, read_image
from inspector_app.inspection.ports import LoadedRecipe
from inspector_app.model_packages.card import OUTLINES, PLANES, Card
from inspector_app.novelty import Taught, TaughtError, TaughtSurface, read_taught
from inspector_app.settings.whole_files import write_whole

RECIPE_FILE = "recipe.toml"
FORMAT = 1
UNFINISHED = "."
"""What the name of a recipe's folder begins with while it is written; no recipe's name can."""

_HIGHEST_SCORE = 0.95
"""Networks give their plainest finding hardly more; a recipe that drops what is below it drops all."""


class RecipeError(Exception):
    """A recipe that is refused; the message names the file and what is off."""


def read_recipe(path: Path) -> Recipe:
    """The recipe of a recipe.toml; raises RecipeError naming file and key or line."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise RecipeError(f"{path}: no such recipe") from None
    except (OSError, UnicodeDecodeError) as error:
        raise RecipeError(f"{path}: cannot be read ({error})") from error
    except tomllib.TOMLDecodeError as error:
        raise RecipeError(f"{path}: {error}") from error
    made_for = content.get("format", FORMAT)
    if isinstance(made_for, int) and made_for > FORMAT:
        raise RecipeError(
            f"{path}: made by a newer version (format {made_for}, this one reads up to {FORMAT})"
        )
    try:
        return Recipe.model_validate(content)
    except ValidationError as error:
        raise RecipeError(f"{path}: {complaint(error)}") from error


def complaint(error: ValidationError) -> str:
    """The first thing that is wrong, with its key."""
    first = error.errors()[0]
    where = ".".join(str(step) for step in first["loc"]) or "the recipe"
    return f"{where}: {first['msg']}"


def load_recipe(folder: Path, home: Path, *, with_taught: bool = True) -> LoadedRecipe:
    """A recipe with its goldens and what it was taught; raises RecipeError where a file is missing or can't be used.

    with_taught: without, a recipe can be taught again whose teaching has been lost.
    """
    recipe = read_recipe(folder / RECIPE_FILE)
    goldens: dict[str, Image] = {}
    paths: dict[str, str] = {}
    for view in recipe.views:
        path = _inside(folder, view.golden, f"the golden of {view.name}")
        try:
            goldens[view.name] = read_image(path)
        except ImageError as error:
            raise RecipeError(f"{folder / RECIPE_FILE}: golden of {view.name}: {error}") from error
        paths[view.name] = _relative(path, home)
    taught = _load_taught(folder, recipe, goldens) if with_taught else {}
    return LoadedRecipe(recipe, goldens, paths, taught)


def _load_taught(
    folder: Path, recipe: Recipe, goldens: dict[str, Image]
) -> dict[str, Taught | TaughtSurface]:
    taught: dict[str, Taught | TaughtSurface] = {}
    for view in recipe.views:
        if view.taught is None:
            continue
        path = _inside(folder, view.taught, f"what was taught of {view.name}")
        try:
            taught[view.name] = read_taught(path, goldens[view.name], surface=view.surface)
        except TaughtError as error:
            raise RecipeError(f"{folder / RECIPE_FILE}: {view.name}: {error}") from error
    return taught


def _inside(folder: Path, name: str, what: str) -> Path:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise RecipeError(f"{folder / RECIPE_FILE}: {what} lies outside the recipe's folder")
    return path


def check_recipe(loaded: LoadedRecipe, card: Card) -> None:
    """Refuses a recipe that asks for what its model can't do; raises RecipeError saying what."""
    recipe = loaded.recipe
    unknown = sorted(set(recipe.classes) - set(card.classes))
    if unknown:
        raise RecipeError(f"recipe {recipe.name}: the model {card.name} does not know {', '.join(unknown)}")
    unjudged = sorted(set(card.classes) - set(recipe.classes))
    if unjudged:
        raise RecipeError(f"recipe {recipe.name}: no rule for {', '.join(unjudged)}, which {card.name} finds")
    _check_tolerances(recipe, card)
    _check_areas(recipe, card)
    _check_that_all_can_fail(loaded)
    _check_that_surfaces_can_pass(recipe, card)


def _check_that_surfaces_can_pass(recipe: Recipe, card: Card) -> None:
    surfaces = [view.name for view in recipe.views if view.surface]
    if surfaces and recipe.mode is Mode.AUTO_REJECT and card.input.channels == PLANES:
        raise RecipeError(
            f"recipe {recipe.name}: {surfaces[0]} is a surface, and the model {card.name} compares with a golden, so "
            "that auto-reject would reject every part; choose shadow or alert, or a model of the image alone"
        )


def save_recipe(folder: Path, recipe: Recipe, goldens: dict[str, Image]) -> None:
    """Writes the goldens and then the recipe, each whole or not at all; a new folder appears when all is in it."""
    target = folder if folder.exists() else folder.with_name(f"{UNFINISHED}{folder.name}")
    target.mkdir(parents=True, exist_ok=True)
    for view in recipe.views:
        write_whole(target / view.golden, encode_png(goldens[view.name]))
    write_recipe(target / RECIPE_FILE, recipe)
    if target != folder:
        target.rename(folder)


def write_recipe(path: Path, recipe: Recipe) -> None:
    """Writes a recipe.toml, whole or not at all."""
    write_whole(path, tomlkit.dumps(recipe.model_dump(mode="json", exclude_none=True)).encode("utf-8"))


def _check_tolerances(recipe: Recipe, card: Card) -> None:
    for view in recipe.views:
        for code, rule in recipe.classes.items():
            smallest_mm = card.smallest_found_px[code] * view.mm_per_px
            if rule.tolerance_mm < smallest_mm:
                raise RecipeError(
                    f"recipe {recipe.name}: tolerance of {code} is {rule.tolerance_mm:.3f} mm, but {card.name} finds "
                    f"it from {smallest_mm:.3f} mm on in {view.name} ({view.mm_per_px} mm a pixel)"
                )


def _check_areas(recipe: Recipe, card: Card) -> None:
    judged = sorted(recipe.tolerances_mm2)
    if judged and card.gives != OUTLINES:
        raise RecipeError(
            f"recipe {recipe.name}: tolerance_area_mm2 of {judged[0]} needs a model that gives outlines, and "
            f"{card.name} gives boxes; take it out, or choose another model"
        )


def _check_that_all_can_fail(loaded: LoadedRecipe) -> None:
    """A tolerance beyond the whole view, or a scale that is wrong by powers of ten, passes whatever is found."""
    recipe = loaded.recipe
    _check_scores(recipe)
    for view in recipe.views:
        whole_mm = max(loaded.goldens[view.name].shape[:2]) * view.mm_per_px
        for code, rule in recipe.classes.items():
            if rule.tolerance_mm >= whole_mm:
                raise RecipeError(
                    f"recipe {recipe.name}: tolerance of {code} is {rule.tolerance_mm:.3f} mm, but all of {view.name} "
                    f"is {whole_mm:.3f} mm wide ({view.mm_per_px} mm a pixel): nothing could fail"
                )


def _check_scores(recipe: Recipe) -> None:
    for code, rule in recipe.classes.items():
        if rule.review_from > _HIGHEST_SCORE:
            raise RecipeError(
                f"recipe {recipe.name}: review_from of {code} is {rule.review_from:g}, which hardly any score reaches: "
                f"nothing could fail; at most {_HIGHEST_SCORE:g}"
            )


def _relative(path: Path, home: Path) -> str:
    return path.relative_to(home.resolve()).as_posix() if path.is_relative_to(home.resolve()) else str(path)
