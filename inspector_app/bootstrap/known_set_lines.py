"""The known sets of a home's recipes, as the learning screen lists them; nothing is asked anew."""

from __future__ import annotations

from pathlib import Path

from inspector_app.inspection.known_set import FOLDER, KnownSetError, changes, read_checked, read_known_set
from inspector_app.inspection.recipes import RECIPE_FILE, UNFINISHED, RecipeError, read_recipe
from inspector_app.settings.home import Home
from inspector_app.ui.learning.answers import ChangedAnswer
from inspector_app.ui.learning.ports import KnownSetLine


def known_set_lines(home: Home) -> tuple[KnownSetLine, ...]:
    """Of every recipe by name, those without images too."""
    folders = sorted(path.parent for path in home.recipes.glob(f"*/{RECIPE_FILE}"))
    return tuple(_line(folder) for folder in folders if not folder.name.startswith(UNFINISHED))


def _line(folder: Path) -> KnownSetLine:
    place = str(folder / FOLDER)
    try:
        views = tuple(view.name for view in read_recipe(folder / RECIPE_FILE).views)
        known = read_known_set(folder)
    except (KnownSetError, RecipeError, OSError) as error:
        return KnownSetLine(folder.name, 0, folder=place, trouble=str(error))
    checked = read_checked(folder)
    if checked is None:
        return KnownSetLine(folder.name, len(known.images), folder=place, views=views)
    changed = tuple(ChangedAnswer(one.image.file, one.words) for one in changes(known, checked.answers))
    return KnownSetLine(folder.name, len(known.images), checked.at.isoformat(), changed, place, views=views)
