"""Which folder of a home holds the recipe of which product."""

from __future__ import annotations

from pathlib import Path

from inspector_app.domain.recipe import Recipe
from inspector_app.inspection.recipes import RECIPE_FILE, UNFINISHED, RecipeError, read_recipe


class RecipeShelf:
    """The recipes by product, looked up again when a recipe comes or goes.

    Of several for one product the one with the views that the cameras show is taken, else the first by name.
    """

    def __init__(self, recipes: Path, start: Path) -> None:
        """start: the folder of the recipe at work: its views are those of the cameras."""
        self._recipes = recipes
        self._start = start
        self._seen_ns = -1
        self._folders: dict[str, Path] = {}

    def products(self) -> tuple[str, ...]:
        """What there is a recipe for; asked twice a second, so that only a change costs anything."""
        self._look()
        return tuple(sorted(self._folders))

    def folder(self, product: str) -> Path | None:
        """Where the recipe of a product is; None where there is none."""
        self._look()
        return self._folders.get(product)

    def _look(self) -> None:
        try:
            changed_ns = self._recipes.stat().st_mtime_ns
        except OSError:  # the folder is gone: what was known stays known
            return
        if changed_ns != self._seen_ns:
            self._folders = self._folders_by_product()
            self._seen_ns = changed_ns

    def _folders_by_product(self) -> dict[str, Path]:
        """What can't be read is said when somebody asks for it."""
        any_views: dict[str, Path] = {}
        same_views: dict[str, Path] = {}
        start = _read(self._start)
        if start is not None:
            same_views[start.product] = self._start
        for path in sorted(self._recipes.glob(f"*/{RECIPE_FILE}")):
            recipe = _read(path.parent)
            if recipe is None or path.parent.name.startswith(UNFINISHED):
                continue
            any_views.setdefault(recipe.product, path.parent)
            if start is not None and _views(recipe) == _views(start):
                same_views.setdefault(recipe.product, path.parent)
        return any_views | same_views


def _views(recipe: Recipe) -> set[str]:
    return {view.name for view in recipe.views}


def _read(folder: Path) -> Recipe | None:
    try:
        return read_recipe(folder / RECIPE_FILE)
    except RecipeError:
        return None
