"""The lines that packages are released for: what recipes call their product, and what the history speaks of."""

from __future__ import annotations

from inspector_app.bootstrap.line_recipes import recipes_of
from inspector_app.inspection.recipes import RECIPE_FILE, UNFINISHED, RecipeError, read_recipe
from inspector_app.records.release_history import ReleaseHistory
from inspector_app.release.history import in_force, lines
from inspector_app.settings.home import Home
from inspector_app.ui.learning.ports import ProductLine


def product_lines(home: Home) -> tuple[ProductLine, ...]:
    """Each with its recipes and the package in force, by name. Raises HistoryError for a changed history."""
    entries = ReleaseHistory(home.releases).entries()
    products: set[str] = set(lines(entries))
    for path in home.recipes.glob(f"*/{RECIPE_FILE}"):
        if path.parent.name.startswith(UNFINISHED):
            continue
        try:
            products.add(read_recipe(path).product)
        except RecipeError:  # the line says so where it is put to work
            continue
    return tuple(
        ProductLine(
            product,
            tuple(recipes_of(home, product)),
            entry.package if (entry := in_force(entries, product)) else "",
        )
        for product in sorted(products)
    )
