"""What the demonstration finds ready: a recipe for each product of the simulated line."""

from __future__ import annotations

from inspector_app.boards import demo_products, render_golden
from inspector_app.inspection.board_recipe import board_recipe
from inspector_app.inspection.recipes import RECIPE_FILE, save_recipe
from inspector_app.model_packages.shelf import find_package, package_folders
from inspector_app.settings.home import Home

DEMO_RECIPE = "demo"
SHIPPED_MODEL = "board-defects"


def prepare_demo(home: Home, model: str = SHIPPED_MODEL) -> None:
    """Writes the recipes that are missing; those of a person stay as they are. Raises PackageError, OSError."""
    names = {product.name: product for product in demo_products()}
    missing = {
        name: product
        for name, product in names.items()
        if not (home.recipes / recipe_name(name) / RECIPE_FILE).exists()
    }
    if not missing:
        return
    card = find_package(model, package_folders(home.models)).card
    for name, product in missing.items():
        recipe = board_recipe(product, card, name=recipe_name(name))
        goldens = {view.name: render_golden(product, index) for index, view in enumerate(recipe.views)}
        save_recipe(home.recipes / recipe.name, recipe, goldens)


def recipe_name(product: str) -> str:
    """The demonstration's first recipe is called `demo`, the others after their product."""
    return DEMO_RECIPE if product == demo_products()[0].name else product
