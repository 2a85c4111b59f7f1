"""`inspector-app demo`: the station on the simulated line, nothing to configure."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption


def command(
    *,
    seconds: Annotated[
        float | None, typer.Option(min=0.5, help="Close by itself after so many seconds.")
    ] = None,
    screenshot: Annotated[
        Path | None, typer.Option(help="Save what the window shows just before it closes by itself.")
    ] = None,
    speed: Annotated[float | None, typer.Option(min=1, max=20_000, help="Parts an hour.")] = None,
    views: Annotated[
        int | None, typer.Option(min=1, max=8, help="Views a part, each a camera of its own; else 2.")
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Opens the station on the simulated line; with its window the line ends."""
    from inspector_app.bootstrap.line_options import LineOptions
    from inspector_app.cli.station import open_station

    line = LineOptions(demo=True, speed=speed, views=views)
    open_station(home, line, seconds=seconds, screenshot=screenshot, as_json=json)
