"""Reads cameras.toml, where a site says which camera looks at which view."""

from __future__ import annotations

from pathlib import Path

from inspector_app.settings.camera_sections import Cameras
from inspector_app.settings.section_file import SectionFileError, load_sections


class CameraFileError(Exception):
    """cameras.toml can't be used; the message names the file, the key, and what is wrong."""


def load_cameras(file: Path) -> Cameras:
    """The cameras of a home. Raises CameraFileError, also where there is no such file."""
    try:
        cameras = load_sections(file, Cameras)
    except SectionFileError as error:
        raise CameraFileError(str(error)) from error
    if cameras is None:
        raise CameraFileError(f"There is no {file}: docs/cameras.md shows one to copy.")
    return cameras
