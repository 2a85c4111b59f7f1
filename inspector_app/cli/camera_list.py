"""`inspector-app camera list`: finds cameras of every kind."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from inspector_app.cli.options import HomeOption, JsonOption
from inspector_app.cli.output import answer


def command(
    *,
    producer: Annotated[
        list[str] | None,
        typer.Option(
            help="A GenTL producer (*.cti), or viky, the software one; else those of cameras.toml and installed ones."
        ),
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """GenICam and USB cameras with what cameras.toml needs; network streams and files can't be found."""
    from inspector_app.bootstrap.camera_book import calibration_standings
    from inspector_app.bootstrap.camera_setting_up import find_cameras, known_producers
    from inspector_app.settings.home import resolve_home
    from inspector_app.settings.settings_file import load_settings

    station = resolve_home(home)
    found = find_cameras(producer or known_producers(station))
    due = [one for one in calibration_standings(station, load_settings(station).settings) if one.due]
    lines = [_line(camera) for camera in found["cameras"]] or ["no cameras"]
    lines += [f"not looked for: {trouble}" for trouble in found["troubles"]]
    lines += [f"calibration is due: {one.why}" for one in due]
    found["calibration_due"] = {one.view: one.why for one in due}
    answer(found, as_json=json, text="\n".join(lines))


def _line(camera: dict[str, Any]) -> str:
    key = "serial" if camera["kind"] == "genicam" else "device"
    producer = f", producer {camera['producer']}" if camera["producer"] else ""
    used = "" if camera["free"] else " (in use, or out of reach)"
    return f"{camera['kind']}: {key} {camera['address']}, {camera['text']}{producer}{used}"
