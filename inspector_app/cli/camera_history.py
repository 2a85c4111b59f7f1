"""`inspector-app camera history`: who calibrated and set up which camera, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption
from inspector_app.cli.output import answer

if TYPE_CHECKING:
    from inspector_app.calibration.history import CameraEntry


def command(
    *,
    view: Annotated[str | None, typer.Option(help="Of this view only.")] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Oldest first. A line that was changed by hand is found, and named."""
    from inspector_app.calibration.history import read_history
    from inspector_app.settings.home import resolve_home

    entries = [
        entry
        for entry in read_history(resolve_home(home).camera_history)
        if view is None or entry.view == view
    ]
    text = "\n".join(_line(entry) for entry in entries) or "Nothing was done to any camera yet."
    answer({"entries": entries}, as_json=json, text=text)


def _line(entry: CameraEntry) -> str:
    scale = entry.scale
    figures = (
        f"{scale.mm_per_px:.5f} mm a pixel, residual {scale.residual_px:.2f} px" if scale is not None else ""
    )
    told = ", ".join(filter(None, (figures, entry.text, entry.camera or "from a file")))
    return f"{entry.at:%Y-%m-%d %H:%M} {entry.view}: {entry.what}, by {entry.by}: {told}"
