"""What the demonstration finds ready: a recipe for each product of the simulated line."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from inspector_app.boards import Product, demo_products, render_golden
from inspector_app.domain.frame import Image
from inspector_app.inspection.board_recipe import board_recipe
from inspector_app.inspection.recipes import RECIPE_FILE, save_recipe
from inspector_app.model_packages.shelf import find_package, package_folders
from inspector_app.settings.home import Home

DEMO_RECIPE = "demo"
SHIPPED_MODEL = "board-defects"
DEMO_VIEWS = 2
_AFTER_THE_START_S = 4.0
_BETWEEN_DRAWINGS_S = 0.5
_LOG = logging.getLogger(__name__)


def recipe_name(product: str, views: int = DEMO_VIEWS) -> str:
    """The demonstration's first recipe is called `demo`, the others after their product."""
    name = DEMO_RECIPE if product == demo_products()[0].name else product
    return name if views == DEMO_VIEWS else f"{name}-{views}-views"


def prepare_demo(home: Home, *, views: int = DEMO_VIEWS, model: str = SHIPPED_MODEL) -> str:
    """Writes the first product's recipe where it is missing, and returns its name; a person's stays as it is.

    Raises PackageError, OSError.
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
    name = recipe_name(product.name, views)
    if (home.recipes / name / RECIPE_FILE).exists():
        return
    card = find_package(model, package_folders(home.models)).card
    recipe = board_recipe(product, card, name=name, views=views)
    shown = replace(product, views=views)
    goldens: dict[str, Image] = {}
    for index, view in enumerate(recipe.views):
        goldens[view.name] = render_golden(shown, index)
        if stop():
            return
    save_recipe(home.recipes / name, recipe, goldens)
