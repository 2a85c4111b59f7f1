"""`inspector-app`: opens the station, and starts its line where none runs yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer

if TYPE_CHECKING:
    from inspector_app.bootstrap.line_options import LineOptions


def command(
    *,
    recipe: Annotated[
        str | None, typer.Option(help="Name of a recipe of the home; else the setting's.")
    ] = None,
    seconds: Annotated[
        float | None, typer.Option(min=0.5, help="Close by itself after so many seconds.")
    ] = None,
    screenshot: Annotated[
        Path | None, typer.Option(help="Save what the window shows just before it closes by itself.")
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Opens the window. A line that runs already is joined, and goes on when the window closes."""
    from inspector_app.bootstrap.line_options import LineOptions

    open_station(home, LineOptions(recipe=recipe), seconds=seconds, screenshot=screenshot, as_json=json)


def open_station(
    home: Path | None, line: LineOptions, *, seconds: float | None, screenshot: Path | None, as_json: bool
) -> None:
    """Opens the window on a home and answers with how it went."""
    from inspector_app.ui.display import require_display

    require_display()
    from inspector_app.settings.settings_file import load_settings

    station = opened_home(home, log="window", demo=line.demo)
    loaded = load_settings(station, demo=line.demo)
    for warning in loaded.warnings:
        typer.echo(warning, err=True)
    from inspector_app.bootstrap.window import Opening, open_window

    opening = Opening(station, loaded.settings, line, tuple(loaded.warnings))
    result = open_window(opening, seconds=seconds, screenshot=screenshot, measure=as_json)
    code = result.window.code
    if as_json or code:
        answer(result.as_json(), as_json=as_json, text="The station did not come up as it should.")
    if code:
        raise typer.Exit(code)
