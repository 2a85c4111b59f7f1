"""`inspector.json`: what a format has no place for, in a file beside it.

{"format": "inspector-sidecar", "version": 1, "written_as": "yolo", "classes": ["scratch", ...], "images": [
    {"file": "images/a.png", "name": "a", "golden": "goldens/a.png" or null, "tags": {"lot": "L1"}, "labels": [
        {"index": 0, "class": "scratch", "box": [x1, y1, x2, y2], "outlines": [[[x, y], ...], ...],
         "attributes": {"depth": "deep"}}]}]}

`labels` are only those that the format can't hold whole, and of outlines and attributes only what it can't hold. They
belong to the labels of the same class and place, so labels that were changed by hand since then stay as they are.
`index` tells two labels of the same class and place apart; `read_as` is the box that the format's file gives, where it
is another: the one round the outlines.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError

from inspector_app.datasets.formats.shapes import same_place
from inspector_app.datasets.formats.texts import read_bytes
from inspector_app.datasets.labelled import DatasetError, Label, LabelledImage
from inspector_app.datasets.names import check_classes, check_image_name
from inspector_app.datasets.new_folder import write_text
from inspector_app.domain.geometry import Box

SIDECAR = "inspector.json"
_FORMAT, _VERSION = "inspector-sidecar", 1


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class KeptLabel(_Row):
    """What is kept of one label; None: the format's file says it."""

    index: int
    defect_class: str = Field(alias="class")
    box: tuple[FiniteFloat, FiniteFloat, FiniteFloat, FiniteFloat]
    read_as: tuple[FiniteFloat, FiniteFloat, FiniteFloat, FiniteFloat] | None = None
    outlines: tuple[tuple[tuple[FiniteFloat, FiniteFloat], ...], ...] | None = None
    attributes: dict[str, str] | None = None


class KeptImage(_Row):
    """What is kept of one image."""

    file: str
    name: str
    golden: str | None = None
    tags: dict[str, str] = {}
    labels: tuple[KeptLabel, ...] = ()


class _Kept(_Row):
    format: str
    version: int
    written_as: str
    classes: tuple[str, ...]
    images: tuple[KeptImage, ...]


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A sidecar that was read."""

    written_as: str
    classes: tuple[str, ...]
    images: Mapping[str, KeptImage]

    def applied(self, root: Path, file: str, image: LabelledImage, tolerance: float) -> LabelledImage:
        """The image with what the sidecar keeps of it. tolerance: px by which the format rounds."""
        kept = self.images.get(file)
        if kept is None:
            return image
        return replace(
            image,
            name=kept.name,
            golden=root / kept.golden if kept.golden else image.golden,
            tags={**kept.tags, **image.tags},  # what another tool has changed since then wins
            labels=_with_kept(image.labels, kept.labels, tolerance),
        )

    def ordered(self, classes: tuple[str, ...]) -> tuple[str, ...]:
        """The same classes in the order in which they were written; what is new comes after."""
        known = [each for each in self.classes if each in classes]
        return (*known, *(each for each in classes if each not in known))


def read_sidecar(folder: Path) -> Sidecar | None:
    """The sidecar of a folder; None where there is none. DatasetError for a broken one."""
    path = folder / SIDECAR
    if not path.is_file():
        return None
    try:
        kept = _Kept.model_validate_json(read_bytes(path))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise DatasetError(f"{path}: {place}: {first['msg']}. Export again, or remove the file.") from error
    if kept.format != _FORMAT or kept.version > _VERSION:
        raise DatasetError(f"{path}: written by a newer version of Inspector; read it with that one.")
    check_classes(kept.classes, str(path))
    for image in kept.images:
        for name in filter(None, (image.file, image.name, image.golden)):
            check_image_name(name, str(path))
    return Sidecar(kept.written_as, kept.classes, {image.file: image for image in kept.images})


def write_sidecar(
    folder: Path, written_as: str, classes: tuple[str, ...], images: list[dict[str, Any]]
) -> None:
    """Writes the sidecar of a folder; `images` are rows as of `KeptImage`."""
    head = {"format": _FORMAT, "version": _VERSION, "written_as": written_as, "classes": classes}
    lines = ",\n".join(json.dumps(image, ensure_ascii=False, allow_nan=False) for image in images)
    start = json.dumps(head, ensure_ascii=False)[:-1]
    write_text(folder / SIDECAR, f'{start}, "images": [\n{lines}\n]}}\n')


def _with_kept(labels: tuple[Label, ...], kept: tuple[KeptLabel, ...], tolerance: float) -> tuple[Label, ...]:
    """Each kept label belongs to one label: that at its old place in the file, else the first one like it."""
    left = dict(enumerate(labels))
    found = dict(left)
    moved = []
    for each in kept:
        label = left.get(each.index)
        if label is not None and _belongs(label, each, tolerance):
            found[each.index] = _restored(left.pop(each.index), each)
        else:
            moved.append(each)
    for each in moved:
        index = next((at for at, label in left.items() if _belongs(label, each, tolerance)), None)
        if index is not None:
            found[index] = _restored(left.pop(index), each)
    return tuple(found.values())


def _belongs(label: Label, kept: KeptLabel, tolerance: float) -> bool:
    return label.defect_class == kept.defect_class and same_place(
        label.box, Box(*(kept.read_as or kept.box)), tolerance
    )


def _restored(label: Label, kept: KeptLabel) -> Label:
    outlines = label.outlines if kept.outlines is None else kept.outlines
    attributes = label.attributes if kept.attributes is None else kept.attributes
    return Label(label.defect_class, Box(*kept.box), outlines, attributes)
