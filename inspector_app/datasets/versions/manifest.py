"""What a frozen version says of itself.

HOME/frozen/NAME/
    uses.jsonl              every use of validation, test and vault
    1/version.json          this
    1/train/ validation/ test/      datasets in the station's own layout
HOME/vaults/NAME/frozen-0001/       the vault of version 1, in the same layout
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from inspector_app.datasets.labelled import DatasetError
from inspector_app.datasets.parts import OPEN_PARTS, Part

MANIFEST = "version.json"
_FORMAT = 1
_ADVICE = "Take it from a backup, or open it with the newer Inspector that wrote it."


class FrozenImage(BaseModel):
    """An image of a version: its files, labels and tags as hashes, so that nothing of a vault can be read here."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    part: Part
    image: str
    golden: str = ""
    labels: str
    tags: str
    classes: tuple[str, ...]


class PartFigures(BaseModel):
    """Images of a part: all, clean ones, and those with each class."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    images: int
    clean: int
    classes: dict[str, int]


class Manifest(BaseModel):
    """A version: where it comes from, why it was made, what is in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = Field(_FORMAT, le=_FORMAT)
    dataset: str
    number: int = Field(ge=1)
    parent: int | None = None
    parent_content: str = ""
    note: str = Field(min_length=1)
    by: str
    at: str
    classes: tuple[str, ...]
    parts: dict[Part, PartFigures]
    images: dict[str, FrozenImage]
    files: dict[str, str]
    vault_files: dict[str, str]
    open_errors: tuple[str, ...] = ()
    split: dict[str, Any] = Field(default_factory=dict)
    """How it was divided: shares, seed, what makes a group."""
    content: str = ""
    seal: str = ""

    @property
    def open_classes(self) -> tuple[str, ...]:
        """Classes of which there are images that learning sees."""
        found = {code for part in OPEN_PARTS for code in self.parts[part].classes}
        return tuple(code for code in self.classes if code in found)

    def sealed(self) -> Manifest:
        """The manifest with its content hash, over images, labels, tags, parts and classes, and the hash of it all."""
        content = _content_of(self.model_dump(mode="json"))
        told = self.model_copy(update={"content": content})
        return told.model_copy(update={"seal": _seal_of(told.model_dump(mode="json"))})


def _content_of(told: Mapping[str, Any]) -> str:
    return hash_of({"classes": told["classes"], "images": told["images"]})


def _seal_of(told: Mapping[str, Any]) -> str:
    return hash_of({key: value for key, value in told.items() if key != "seal"})


def hash_of(value: Mapping[str, Any]) -> str:
    """SHA-256 of the value as JSON with sorted keys."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def hash_of_file(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a version's folder. Raises DatasetError where it can't be read, or was changed.

    The hashes are those of what stands in the file, so that a manifest outlives the fields of later releases.
    """
    path = folder / MANIFEST
    try:
        data = path.read_bytes()
        manifest = Manifest.model_validate_json(data)
    except OSError as error:
        raise DatasetError(
            f"{path}: can't be read: {error.strerror or error}. Is it a frozen version?"
        ) from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise DatasetError(f"{path}: {place}: {first['msg']}. {_ADVICE}") from error
    told = json.loads(data)
    if _content_of(told) != manifest.content or _seal_of(told) != manifest.seal:
        raise DatasetError(f"{path}: it was changed after it was frozen. Take it from a backup.")
    return manifest
