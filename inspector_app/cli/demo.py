"""`inspector-app demo`: the station on the simulated line, nothing to configure."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
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
    plc: Annotated[
        bool,
        typer.Option(
            "--plc", help="A simulated PLC in a process of its own, over Modbus TCP, sorts the parts."
        ),
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Opens the station on the simulated line; with its window the line ends."""
    from inspector_app.bootstrap.line_options import LineOptions
    from inspector_app.cli.station import open_station

    line = LineOptions(demo=True, speed=speed, views=views)
    with _plc(home, speed) if plc else nullcontext():
        open_station(home, line, seconds=seconds, screenshot=screenshot, as_json=json)


def _plc(home: Path | None, speed: float | None) -> AbstractContextManager[object]:
    from inspector_app.bootstrap.plc_beside import plc_beside
    from inspector_app.settings.home import resolve_home
    from inspector_app.settings.station import DEMO_DEFAULTS

    station = resolve_home(home, demo=True).create()
    return plc_beside(station, speed or float(str(DEMO_DEFAULTS["parts_per_hour"])))
