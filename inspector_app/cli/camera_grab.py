"""`inspector-app camera grab`: one picture, by the same process that the line would use."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption
from inspector_app.cli.output import answer

if TYPE_CHECKING:
    from inspector_app.settings.camera_sections import CameraSection


def command(
    *,
    out: Annotated[Path, typer.Option(help="The PNG to write.")],
    view: Annotated[
        str | None, typer.Option(help="The camera of this view in the home's cameras.toml.")
    ] = None,
    kind: Annotated[str | None, typer.Option(help="genicam, usb, rtsp or video, with its options.")] = None,
    option: Annotated[
        list[str] | None,
        typer.Option("--set", help="KEY=VALUE, as in cameras.toml: serial=1, device=0, exposure_us=5000."),
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Takes a picture and says how bright it is. Exit code 1 where none comes, with the reason."""
    from inspector_app.bootstrap.camera_setting_up import grab

    if (view is None) == (kind is None):
        raise typer.BadParameter("either --view, of cameras.toml, or --kind with --set KEY=VALUE")
    section = _of_view(home, view) if view is not None else _typed(kind or "", option or [])
    grabbed = grab(section, out)
    answer(asdict(grabbed), as_json=json, text=grabbed.text)


def _of_view(home: Path | None, view: str) -> CameraSection:
    from inspector_app.settings.camera_file import load_cameras
    from inspector_app.settings.home import resolve_home

    cameras = load_cameras(resolve_home(home).camera_file)
    section = cameras.of_view(view)
    if section is None:
        raise typer.BadParameter(f"cameras.toml has no camera of {view}")
    return section


def _typed(kind: str, options: list[str]) -> CameraSection:
    from inspector_app.settings.camera_file import CameraFileError, section_of

    lacking = [text for text in options if "=" not in text]
    if lacking:
        raise typer.BadParameter(f"--set takes KEY=VALUE, not {lacking[0]}")
    try:
        return section_of(kind, dict(text.split("=", 1) for text in options))
    except CameraFileError as error:
        raise typer.BadParameter(str(error)) from error
