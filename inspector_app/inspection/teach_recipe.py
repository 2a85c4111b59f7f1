"""Puts what was taught into a recipe's folder: first the files, then the recipe that names them; then old ones go."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from inspector_app.domain.recipe import Recipe
from inspector_app.inspection.recipes import RECIPE_FILE, write_recipe
from inspector_app.novelty import Taught, TaughtSurface, taught_bytes
from inspector_app.settings.whole_files import write_whole

_PREFIX = "taught-"


def save_taught(folder: Path, recipe: Recipe, taught: Mapping[str, Taught | TaughtSurface]) -> Recipe:
    """The recipe's next version, with what was taught of these views (by name); other views keep theirs.

    Whenever it is cut short, the recipe that is there is whole: the old one or the new one.
    """
    views = []
    for number, view in enumerate(recipe.views, start=1):
        known = taught.get(view.name)
        if known is None:
            views.append(view)
            continue
        content = taught_bytes(known)
        name = f"{_PREFIX}{number}-{hashlib.sha256(content).hexdigest()[:12]}.npz"
        write_whole(folder / name, content)
        views.append(view.model_copy(update={"taught": name}))
    changed = recipe.model_copy(update={"views": tuple(views), "version": recipe.version + 1})
    write_recipe(folder / RECIPE_FILE, changed)
    _remove_old(folder, changed)
    return changed


def _remove_old(folder: Path, recipe: Recipe) -> None:
    named = {view.taught for view in recipe.views}
    for path in folder.glob(f"{_PREFIX}*"):
        if path.name not in named:
            path.unlink(missing_ok=True)
