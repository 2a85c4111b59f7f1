"""The options that commands share, each declared once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from inspector_app.settings.home import Home

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="The station's folder; else INSPECTOR_HOME, else the platform's own."),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="One JSON object on standard output; logs go to standard error.")
]
ProgressOption = Annotated[
    Path | None, typer.Option("--progress", help="Append how far the work is to this file, as JSON lines.")
]


def plain_name(name: str) -> str:
    """A name that becomes a folder of the home; BadParameter for one that would lead elsewhere."""
    if not name or name.startswith(".") or any(mark in name for mark in "/\\:\0"):
        raise typer.BadParameter("a name, please, and no path")
    return name


def opened_home(option: Path | None, *, log: str, demo: bool = False) -> Home:
    """The home of this run, made where it is missing, with its log file `log` begun.

    Raises HomeError where the home can't be written.
    """
    from inspector_app.cli.logs import log_to_folder
    from inspector_app.settings.home import resolve_home

    home = resolve_home(option, demo=demo).create()
    log_to_folder(home.logs, log)
    return home
