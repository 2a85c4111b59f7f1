"""`inspector-app camera check`: warnings about how cameras stand; none of them is a verdict on a part."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, plain_name
from inspector_app.cli.output import answer


def command(
    recipe: Annotated[str, typer.Argument(help="Name of a recipe of the home.")],
    *,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Tilted targets, rolling shutters and long exposures on a moving line, uncovered surfaces, due calibrations."""
    from inspector_app.bootstrap.camera_book import camera_warnings
    from inspector_app.inspection.recipes import RECIPE_FILE, read_recipe
    from inspector_app.settings.home import resolve_home
    from inspector_app.settings.settings_file import load_settings

    station = resolve_home(home)
    read = read_recipe(station.recipes / plain_name(recipe) / RECIPE_FILE)
    found = camera_warnings(station, load_settings(station).settings, read)
    answer({"warnings": found}, as_json=json, text="\n".join(found) or "Nothing to warn of.")
