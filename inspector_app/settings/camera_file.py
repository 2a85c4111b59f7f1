"""Reads cameras.toml, where a site says which camera looks at which view."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from inspector_app.settings.camera_sections import (
    SECTION,
    SOFTWARE_PRODUCER,
    Cameras,
    CameraSection,
    GenicamCamera,
    VideoCamera,
)
from inspector_app.settings.section_file import SectionFileError, first_trouble, load_sections


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
    return Cameras(camera=tuple(_absolute(camera, file.parent) for camera in cameras.camera))


def section_of(kind: str, values: Mapping[str, str]) -> CameraSection:
    """A section from what was typed, as in TOML, but a plain word is text. Raises CameraFileError."""
    try:
        return SECTION.validate_python(
            {"kind": kind, "view": "camera", **{key: _typed(text) for key, text in values.items()}}
        )
    except ValidationError as error:
        raise CameraFileError(first_trouble(error)) from error


def _typed(text: str) -> object:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _absolute(camera: CameraSection, folder: Path) -> CameraSection:
    """Files that a section names are looked for beside cameras.toml, wherever the line was started."""
    if isinstance(camera, VideoCamera):
        return camera.model_copy(update={"file": _beside(camera.file, folder)})
    if isinstance(camera, GenicamCamera) and camera.producer != SOFTWARE_PRODUCER:
        return camera.model_copy(update={"producer": _beside(camera.producer, folder)})
    return camera


def _beside(name: str, folder: Path) -> str:
    try:
        return str(folder / Path(name).expanduser())
    except RuntimeError as error:
        raise CameraFileError(f"{name}: there is no such user") from error
