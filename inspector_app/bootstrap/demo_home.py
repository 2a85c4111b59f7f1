"""What the demonstration finds ready: a recipe for each product of the simulated line."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from inspector_app.boards import Product, demo_products, render_golden
from inspector_app.domain.frame import Image
from inspector_app.domain.recipe import Recipe
from inspector_app.inspection.board_recipe import board_recipe
from inspector_app.inspection.recipes import RECIPE_FILE, RecipeError, read_recipe, save_recipe
from inspector_app.model_packages.shelf import find_package, package_folders
from inspector_app.settings.home import Home

DEMO_RECIPE = "demo"
SHIPPED_MODEL = "board-defects"
DEMO_VIEWS = 2
_MADE = "made.sha256"
"""Beside a recipe: the digest of what the demonstration wrote, to tell it from what a person made of it."""
_AFTER_THE_START_S = 4.0
_BETWEEN_DRAWINGS_S = 0.5
_LOG = logging.getLogger(__name__)


def recipe_name(product: str, views: int = DEMO_VIEWS) -> str:
    """The demonstration's first recipe is called `demo`, the others after their product."""
    name = DEMO_RECIPE if product == demo_products()[0].name else product
    return name if views == DEMO_VIEWS else f"{name}-{views}-views"


def prepare_demo(home: Home, *, views: int = DEMO_VIEWS, model: str = SHIPPED_MODEL) -> str:
    """Writes the first product's recipe where it is missing, and returns its name.

    One that a person edited stays as it is; one that nobody touched follows the shipped model. Raises PackageError,
    OSError.
    """
    product = demo_products()[0]
    _write(home, product, views, model, lambda: False)
    return recipe_name(product.name, views)


@contextmanager
def demo_recipes(home: Home, *, views: int = DEMO_VIEWS, model: str = SHIPPED_MODEL) -> Iterator[str]:
    """prepare_demo, and the other products' recipes beside the line's work: drawing them takes seconds."""
    first = prepare_demo(home, views=views, model=model)
    ended = threading.Event()
    beside = threading.Thread(target=_prepare_others, args=(home, views, model, ended), name="demo-recipes")
    beside.start()
    try:
        yield first
    finally:
        ended.set()
        beside.join()


def _prepare_others(home: Home, views: int, model: str, ended: threading.Event) -> None:
    try:
        if not ended.wait(_AFTER_THE_START_S):
            for product in demo_products()[1:]:
                _write(home, product, views, model, lambda: ended.wait(_BETWEEN_DRAWINGS_S))
    except Exception:  # the line goes on; these products can't be chosen
        _LOG.exception("the demonstration's other recipes could not be made")


def _write(home: Home, product: Product, views: int, model: str, stop: Callable[[], bool]) -> None:
    """Asks `stop` after each golden; where it says so, nothing is written."""
    card = find_package(model, package_folders(home.models)).card
    recipe = board_recipe(product, card, name=recipe_name(product.name, views), views=views)
    folder = home.recipes / recipe.name
    version = _version_to_write(folder, recipe)
    if version is None:
        return
    shown = replace(product, views=views)
    goldens: dict[str, Image] = {}
    for index, view in enumerate(recipe.views):
        goldens[view.name] = render_golden(shown, index)
        if stop():
            return
    save_recipe(folder, recipe.model_copy(update={"version": version}), goldens)
    (folder / _MADE).write_text(_digest(folder), encoding="utf-8")


def _version_to_write(folder: Path, recipe: Recipe) -> int | None:
    """None where the recipe that is there stays: it is the same, or a person has edited it."""
    if not (folder / RECIPE_FILE).exists():
        return recipe.version
    try:
        if (folder / _MADE).read_text(encoding="utf-8") != _digest(folder):
            return None
        there = read_recipe(folder / RECIPE_FILE)
    except (OSError, RecipeError):
        return None
    return None if there.model_copy(update={"version": recipe.version}) == recipe else there.version + 1


def _digest(folder: Path) -> str:
    return sha256((folder / RECIPE_FILE).read_bytes()).hexdigest()
