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
from inspector_app.datasets.parts import Part

MANIFEST = "version.json"
_FORMAT = 1


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

    format: int = _FORMAT
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

    def sealed(self) -> Manifest:
        """The manifest with its content hash, over images, labels, tags, parts and classes, and the hash of it all."""
        images = {name: image.model_dump(mode="json") for name, image in sorted(self.images.items())}
        content = hash_of({"classes": self.classes, "images": images})
        return self.model_copy(update={"content": content, "seal": self._seal(content)})

    def _seal(self, content: str) -> str:
        return hash_of({**self.model_dump(mode="json", exclude={"seal"}), "content": content})

    def is_whole(self) -> bool:
        """Whether content and seal are those of what stands in it."""
        return self.sealed() == self


def hash_of(value: Mapping[str, Any]) -> str:
    """SHA-256 of the value as JSON with sorted keys."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def hash_of_file(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a version's folder. Raises DatasetError where it can't be read, or was changed."""
    path = folder / MANIFEST
    try:
        manifest = Manifest.model_validate_json(path.read_bytes())
    except OSError as error:
        raise DatasetError(
            f"{path}: can't be read: {error.strerror or error}. Is it a frozen version?"
        ) from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise DatasetError(f"{path}: {place}: {first['msg']}. Take it from a backup.") from error
    if manifest.format > _FORMAT:
        raise DatasetError(f"{path}: written by a newer version of Inspector; open it with that one.")
    if not manifest.is_whole():
        raise DatasetError(f"{path}: it was changed after it was frozen. Take it from a backup.")
    return manifest
