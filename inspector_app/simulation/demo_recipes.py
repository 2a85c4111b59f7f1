"""The recipes of the demo: one for each of its products, made where they are missing."""

from __future__ import annotations

from pathlib import Path

from inspector_app.boards import Product, demo_products, render_golden
from inspector_app.inspection.board_recipe import board_recipe
from inspector_app.inspection.recipes import RECIPE_FILE, RecipeError, read_recipe, save_recipe
from inspector_app.model_packages.card import Card

DEMO_RECIPE = "demo"
DEMO_MODEL = "board-defects"


def recipe_name(product: Product) -> str:
    """The first product's recipe is called `demo`, the others `demo-PRODUCT`."""
    return DEMO_RECIPE if product == demo_products()[0] else f"{DEMO_RECIPE}-{product.name}"


def demo_product(name: str) -> Product:
    """The demo's product of that name; raises RecipeError where there is none."""
    known = {product.name: product for product in demo_products()}
    if name not in known:
        raise RecipeError(f"the simulated line has no product {name}; it has {', '.join(known)}")
    return known[name]


def make_demo_recipes(recipes: Path, card: Card) -> None:
    """Writes what is missing, and renews recipes whose thresholds belong to another model than this one."""
    for product in demo_products():
        folder = recipes / recipe_name(product)
        wanted = board_recipe(product, card, name=recipe_name(product))
        if (folder / RECIPE_FILE).is_file():
            kept = read_recipe(folder / RECIPE_FILE)
            if kept.model == wanted.model and kept.classes == wanted.classes:
                continue
            wanted = wanted.model_copy(update={"version": kept.version + 1})
        goldens = {view.name: render_golden(product, number) for number, view in enumerate(wanted.views)}
        save_recipe(folder, wanted, goldens)
