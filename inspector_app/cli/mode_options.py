"""What the `mode` commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector_app.cli.options import opened_home

if TYPE_CHECKING:
    from inspector_app.bootstrap.mode_desk import ModeDesk

ModeRecipeOption = Annotated[
    str | None,
    typer.Option("--recipe", help="A recipe of the home; else what the line runs, else the setting's."),
]


def mode_desk(home: Path | None) -> ModeDesk:
    """The modes of this home."""
    from inspector_app.bootstrap.mode_desk import ModeDesk
    from inspector_app.settings.settings_file import load_settings

    station = opened_home(home, log="mode")
    return ModeDesk(station, load_settings(station).settings)
