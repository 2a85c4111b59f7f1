"""COCO: one JSON file with images, categories and annotations; boxes, polygons, masks as run lengths.

Read: annotations/instances_*.json, or any JSON file with those three lists; of several, all. Written:
annotations/instances_default.json and images/.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from inspector_app.datasets.formats.masks import counts_of_text, mask_of_counts, outlines_of_mask
from inspector_app.datasets.formats.numbers import number, pairs, whole_number
from inspector_app.datasets.formats.reading import Reading
from inspector_app.datasets.formats.shapes import area, checked_label
from inspector_app.datasets.formats.texts import read_bytes, read_json
from inspector_app.datasets.formats.values import as_tags, list_of, object_at, text_at
from inspector_app.datasets.formats.writing import Writing
from inspector_app.datasets.labelled import DatasetError, Label
from inspector_app.domain.geometry import Box, Outline

_KEYS = (b'"images"', b'"annotations"', b'"categories"')
_OWN = frozenset({"id", "image_id", "category_id", "bbox", "area", "segmentation", "attributes"})
_SPLITS = {"train": "train", "val": "val", "valid": "val", "test": "test"}
_IMAGE_TAGS = ("date_captured", "flickr_url", "coco_url")


@dataclass(frozen=True, slots=True)
class _File:
    """One JSON file: where it is, what its numbers of categories mean, and its annotations by image."""

    file: str
    where: str
    data: Mapping[str, Any]
    categories: Mapping[int, str]
    annotations: Mapping[int, list[Mapping[str, Any]]]


def recognises(reading: Reading) -> bool:
    """Whether some JSON file of the folder has COCO's lists."""
    return bool(_files(reading))


def read(reading: Reading) -> Sequence[str]:
    """Adds all images with their labels; gives the classes in the order of the categories."""
    classes: dict[str, None] = {}
    seen: set[str] = set()
    for name in _files(reading):
        with reading.item():
            file = _opened(reading, name)
            classes.update(dict.fromkeys(file.categories.values()))
            for entry in list_of(file.data, "images", file.where):
                with reading.item():
                    seen.add(_add(reading, file, object_at(entry, file.where)))
    for image in reading.files.images:
        if image not in seen:
            with reading.item():
                reading.add_unlabelled(image)
    return tuple(classes)


def write(writing: Writing) -> None:
    """Writes a dataset; only tags and goldens go to the sidecar."""
    numbers = {each: at for at, each in enumerate(writing.dataset.classes, 1)}
    images: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    for at, image in enumerate(writing.dataset.images, 1):
        file = writing.place(image).removeprefix("images/")
        images.append({"id": at, "width": image.width, "height": image.height, "file_name": file})
        for label in image.labels:
            own = {"id": len(annotations) + 1, "image_id": at, "category_id": numbers[label.defect_class]}
            annotations.append(own | _annotation(label))
    categories = [{"id": at, "name": each, "supercategory": ""} for each, at in numbers.items()]
    info = {"description": "Written by Inspector"}
    whole = {
        "info": info,
        "licenses": [],
        "categories": categories,
        "images": images,
        "annotations": annotations,
    }
    writing.text("annotations/instances_default.json", json.dumps(whole, ensure_ascii=False, allow_nan=False))


def _files(reading: Reading) -> list[str]:
    found = [
        each
        for each in reading.files.with_suffix(".json")
        if _is_named_so(each) or all(key in read_bytes(reading.root / each) for key in _KEYS)
    ]
    instances = [each for each in found if PurePosixPath(each).name.startswith("instances")]
    return instances or found


def _is_named_so(file: str) -> bool:
    """One that is cut off or of another encoding has that name still, so it is named with what is wrong with it."""
    path = PurePosixPath(file)
    return path.parent.name == "annotations" and path.name.startswith("instances")


def _opened(reading: Reading, name: str) -> _File:
    where = str(reading.root / name)
    data = object_at(read_json(reading.root / name), where)
    categories: dict[int, str] = {}
    for each in list_of(data, "categories", where):
        at, called = _id(each, where, "category"), text_at(each, "name", f"{where}: category")
        if categories.setdefault(at, called.strip()) != called.strip():
            raise DatasetError(f"{where}: two categories have the id {at}.")
    known = {_id(each, where, "image") for each in list_of(data, "images", where)}
    annotations: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for each in list_of(data, "annotations", where):
        place = f"{where}: annotation {_id(each, where, 'annotation')}"
        image = whole_number(each.get("image_id"), place, "image_id")
        if image not in known:
            with reading.item():
                raise DatasetError(f"{place}: there is no image with the id {image}.")
        annotations[image].append(each)
    return _File(name, where, data, categories, annotations)


def _id(entry: object, where: str, what: str) -> int:
    return whole_number(object_at(entry, where).get("id"), f"{where}: {what}", "its id")


def _add(reading: Reading, file: _File, entry: Mapping[str, Any]) -> str:
    at = _id(entry, file.where, "image")
    where = f"{file.where}: image {at}"
    folder, split = PurePosixPath(file.file).parent.as_posix(), _split(file.file)
    above = PurePosixPath(folder).parent.as_posix()
    folders = [f"{each}/{split}" for each in (f"{above}/images", above) if split]
    name = text_at(entry, "file_name", where)
    image = reading.files.find(name, [*folders, f"{above}/images", folder, above, "images"], where)
    declared = (
        whole_number(entry.get("width"), where, "width"),
        whole_number(entry.get("height"), where, "height"),
    )
    size = reading.size(image, where, declared)
    labels = list(_labels(reading, file, at, size))
    tags = as_tags({key: entry.get(key) for key in _IMAGE_TAGS if entry.get(key)})
    reading.add(image, size, labels, {"split": split, **tags} if split else tags)
    return image


def _split(file: str) -> str | None:
    words = PurePosixPath(file).stem.lower().replace("-", "_").split("_")
    return next((_SPLITS[word] for word in words if word in _SPLITS), None)


def _labels(reading: Reading, file: _File, image: int, size: tuple[int, int]) -> Iterator[Label]:
    for entry in file.annotations.get(image, ()):
        with reading.item():
            where = f"{file.where}: annotation {entry['id']}"
            category = whole_number(entry.get("category_id"), where, "category_id")
            if category not in file.categories:
                raise DatasetError(
                    f"{where}: the category {category} is unknown; it is not among `categories`."
                )
            yield checked_label(
                file.categories[category],
                size,
                where,
                box=_box(entry.get("bbox"), where),
                outlines=_outlines(entry.get("segmentation"), size, where),
                attributes=_attributes(entry, where),
            )


def _box(value: object, where: str) -> Box | None:
    if not value:
        return None
    if not isinstance(value, list) or len(value) != 4:
        raise DatasetError(f"{where}: bbox is not x, y, width, height.")
    x, y, width, height = (number(each, where, "bbox") for each in value)
    return Box(x, y, x + width, y + height)


def _outlines(value: object, size: tuple[int, int], where: str) -> tuple[Outline, ...]:
    if not value:
        return ()
    if isinstance(value, list):
        polygons = value if isinstance(value[0], list) else [value]
        return tuple(
            pairs([number(each, where, "segmentation") for each in polygon], where)
            for polygon in polygons
            if polygon
        )
    mask = object_at(value, where)
    counts = mask.get("counts")
    runs = (
        counts_of_text(counts, where)
        if isinstance(counts, str)
        else [whole_number(each, where, "segmentation") for each in list_of(mask, "counts", where)]
    )
    if mask.get("size") != [size[1], size[0]]:
        raise DatasetError(
            f"{where}: the mask's size {mask.get('size')} is not [height, width] of its image."
        )
    return outlines_of_mask(mask_of_counts(runs, *size, by_column=True, where=where))


def _attributes(entry: Mapping[str, Any], where: str) -> Mapping[str, str]:
    """The annotation's attributes, and what else stands in it, such as iscrowd 1 or a score."""
    more = {key: value for key, value in entry.items() if key not in _OWN}
    if not more.get("iscrowd"):
        more.pop("iscrowd", None)
    return as_tags({**more, **object_at(entry.get("attributes") or {}, where)})


def _annotation(label: Label) -> dict[str, Any]:
    attributes = dict(label.attributes)
    crowd = attributes.get("iscrowd") == "1"
    if crowd:
        del attributes["iscrowd"]
    box, outlines = label.box, [[value for point in outline for value in point] for outline in label.outlines]
    return {
        "bbox": [box.x1, box.y1, box.width, box.height],
        "area": sum(area(outline) for outline in label.outlines) if outlines else box.area,
        "segmentation": outlines,
        "iscrowd": int(crowd),
        "attributes": attributes,
    }
