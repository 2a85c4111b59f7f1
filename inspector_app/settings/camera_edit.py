"""Changes cameras.toml as a person would: comments and order stay, and what can't be used is not written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import ValidationError
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT

from inspector_app.settings.camera_file import CameraFileError
from inspector_app.settings.camera_sections import Cameras, CameraSection
from inspector_app.settings.section_file import first_trouble
from inspector_app.settings.whole_files import write_whole


def change_camera(file: Path, view: str, keys: Mapping[str, Any], *, spare: bool = False) -> None:
    """Sets keys of a view's section; a mapping is merged into the section's own. Raises CameraFileError, OSError."""
    document, sections = _read(file)
    section = next(
        (one for one in sections if one.get("view") == view and bool(one.get("spare", False)) == spare), None
    )
    if section is None:
        raise CameraFileError(f"{file} has no camera of {view}")
    for key, value in keys.items():
        if isinstance(value, Mapping) and isinstance(section.get(key), Mapping):
            for inner, its_value in value.items():
                section[key][inner] = its_value
        else:
            section[key] = value
    _write(file, document)


def add_camera(file: Path, section: CameraSection) -> None:
    """Adds a section at the end, making the file where there is none. Raises CameraFileError, OSError."""
    document, sections = _read(file)
    table = tomlkit.table()
    for key, value in section.model_dump(mode="json", exclude_defaults=True).items():
        table[key] = value
    table["kind"] = section.kind
    sections.append(table)
    _write(file, document)


def _read(file: Path) -> tuple[tomlkit.TOMLDocument, AoT]:
    try:
        document = (
            tomlkit.parse(file.read_text(encoding="utf-8-sig")) if file.exists() else tomlkit.document()
        )
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise CameraFileError(f"{file} can't be read: {error}") from error
    if "camera" not in document:
        document["camera"] = tomlkit.aot()
    sections = document["camera"]
    if not isinstance(sections, AoT):
        raise CameraFileError(f"{file}: camera: write each as [[camera]]")
    return document, sections


def _write(file: Path, document: tomlkit.TOMLDocument) -> None:
    try:
        Cameras.model_validate(document.unwrap())
    except ValidationError as error:
        raise CameraFileError(f"{file} was not changed: {first_trouble(error)}") from error
    write_whole(file, tomlkit.dumps(document).encode())
