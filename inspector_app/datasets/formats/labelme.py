"""LabelMe: a JSON file beside each image, with its shapes in px.

Shapes of one label and one group are one defect in pieces. Flags become attributes of labels and tags of images.
labels.txt names the classes where it is there, else they are sorted. Written: images/ with the JSON files beside
them, labels.txt; a shape carries `attributes`, which LabelMe keeps.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import cv2
import numpy as np

from inspector_app.datasets.formats.images import without_suffix
from inspector_app.datasets.formats.masks import outlines_of_mask
from inspector_app.datasets.formats.numbers import number, whole_number
from inspector_app.datasets.formats.reading import Reading
from inspector_app.datasets.formats.shapes import bounds, checked_label, ellipse, hull_instead
from inspector_app.datasets.formats.texts import read_bytes, read_json, read_lines
from inspector_app.datasets.formats.values import as_tags, list_of, object_at, text_at
from inspector_app.datasets.formats.writing import Writing
from inspector_app.datasets.labelled import DatasetError, Label, LabelledImage
from inspector_app.domain.geometry import Box, Outline

_NO_CLASSES = frozenset({"", "__ignore__", "_background_"})
_LABELS = "labels.txt"
_WORDS = {"true": True, "false": False}
Shape = Mapping[str, Any]


def recognises(reading: Reading) -> bool:
    """Whether the folder's JSON files have shapes."""
    files = reading.files.with_suffix(".json")
    return any(b'"shapes"' in read_bytes(reading.root / each) for each in files[:3])


def read(reading: Reading) -> Sequence[str]:
    """Adds all images with their labels; gives the classes."""
    named = _named_classes(reading)
    seen: set[str] = set()
    used: set[str] = set()
    for file in reading.files.with_suffix(".json"):
        with reading.item():
            image, labels = _add(reading, file, named)
            seen.add(image)
            used.update(label.defect_class for label in labels)
    for image in reading.files.images:
        if image not in seen:
            with reading.item():
                reading.add_unlabelled(image)
    return named or tuple(sorted(used))


def write(writing: Writing) -> None:
    """Writes a dataset; tags, goldens and boxes that are larger than their outlines go to the sidecar."""
    for image in writing.dataset.images:
        file = writing.place(image)
        for index, label in enumerate(image.labels):
            hull = hull_instead(label)
            if hull is not None:
                writing.keep(index, label, read_as=hull)
        text = json.dumps(_as_json(image, file), ensure_ascii=False, allow_nan=False, indent=2)
        writing.text(f"{without_suffix(file)}.json", text + "\n")
    refused = next((each for each in writing.dataset.classes if each in _NO_CLASSES), None)
    if refused:
        raise DatasetError(f"LabelMe has a meaning of its own for {refused!r}; rename the class.")
    writing.text(_LABELS, "".join(f"{each}\n" for each in writing.dataset.classes))


def _named_classes(reading: Reading) -> tuple[str, ...]:
    if _LABELS not in reading.files.files:
        return ()
    lines = read_lines(reading.root / _LABELS)
    return tuple(each for each in lines if each not in _NO_CLASSES)


def _add(reading: Reading, file: str, classes: Sequence[str]) -> tuple[str, list[Label]]:
    where = str(reading.root / file)
    data = object_at(read_json(reading.root / file), where)
    image = _image_of(reading, file, data, where)
    height, width = data.get("imageHeight"), data.get("imageWidth")
    declared = None
    if height is not None and width is not None:
        declared = (whole_number(width, where, "imageWidth"), whole_number(height, where, "imageHeight"))
    size = reading.size(image, where, declared)
    labels = list(_labels(reading, list_of(data, "shapes", where), size, classes, where))
    reading.add(image, size, labels, as_tags(object_at(data.get("flags") or {}, where)))
    return image, labels


def _image_of(reading: Reading, file: str, data: Shape, where: str) -> str:
    try:
        folder = PurePosixPath(file).parent.as_posix()
        return reading.files.find(text_at(data, "imagePath", where), [folder], where)
    except DatasetError as error:
        if data.get("imageData"):
            raise DatasetError(f"{error} It is inside the JSON file: save it beside with LabelMe.") from error
        raise


def _labels(
    reading: Reading, shapes: list[Any], size: tuple[int, int], classes: Sequence[str], where: str
) -> Iterator[Label]:
    for defect in _defects(shapes, where):
        with reading.item():
            at, first = defect[0]
            place = f"{where}: shape {at}"
            name = text_at(first, "label", place).strip()
            if classes and name not in classes:
                raise DatasetError(f"{place}: the class {name!r} is unknown; it is not in {_LABELS}.")
            boxes = [_box(shape, place) for _, shape in defect if shape.get("shape_type") == "rectangle"]
            outlines = [
                outline
                for number_of, shape in defect
                if shape.get("shape_type") != "rectangle"
                for outline in _outlines(shape, f"{where}: shape {number_of}")
            ]
            attributes = _attributes(first, place)
            box = boxes[0] if boxes else None
            yield checked_label(name, size, place, box=box, outlines=outlines, attributes=attributes)


def _defects(shapes: list[Any], where: str) -> list[list[tuple[int, Shape]]]:
    """Shapes with their numbers from 1, those together that are pieces of one defect; a box is always one alone."""
    defects: list[list[tuple[int, Shape]]] = []
    pieces: dict[tuple[str, str], list[tuple[int, Shape]]] = defaultdict(list)
    for at, each in enumerate(shapes, 1):
        shape = object_at(each, f"{where}: shape {at}")
        group = shape.get("group_id")
        if group is None or shape.get("shape_type") == "rectangle":
            defects.append([(at, shape)])
            continue
        piece = pieces[str(shape.get("label")), str(group)]
        if not piece:
            defects.append(piece)
        piece.append((at, shape))
    return defects


def _points(shape: Shape, where: str) -> Outline:
    points = list_of(shape, "points", where)
    if not all(isinstance(each, list) and len(each) == 2 for each in points):
        raise DatasetError(f"{where}: `points` are not pairs of x and y.")
    return tuple((number(x, where, "a point"), number(y, where, "a point")) for x, y in points)


def _box(shape: Shape, where: str) -> Box:
    points = _points(shape, where)
    if len(points) < 2:
        raise DatasetError(f"{where}: a rectangle needs two corners.")
    return bounds([points])


def _outlines(shape: Shape, where: str) -> tuple[Outline, ...]:
    kind, points = shape.get("shape_type") or "polygon", _points(shape, where)
    if kind == "circle" and len(points) == 2:
        (x, y), (edge_x, edge_y) = points
        radius = float(np.hypot(edge_x - x, edge_y - y))
        return (ellipse(x, y, radius, radius),)
    if kind == "mask":
        return _mask(shape, bounds([points]) if points else Box(0, 0, 0, 0), where)
    if kind not in {"polygon", "oriented_rectangle"}:
        raise DatasetError(f"{where}: a {kind} has no area; draw a rectangle or a polygon instead.")
    return (points,)


def _mask(shape: Shape, box: Box, where: str) -> tuple[Outline, ...]:
    try:
        data = base64.b64decode(text_at(shape, "mask", where), validate=True)
        mask = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    except (binascii.Error, cv2.error) as error:
        raise DatasetError(f"{where}: its mask is broken.") from error
    if mask is None:
        raise DatasetError(f"{where}: its mask is no image.")
    return outlines_of_mask(np.asarray(mask) > 0, box.x1, box.y1)


def _attributes(shape: Shape, where: str) -> Mapping[str, str]:
    found = as_tags(object_at(shape.get("flags") or {}, where))
    if shape.get("description"):
        found["description"] = str(shape["description"])
    if shape.get("group_id") is not None and shape.get("shape_type") == "rectangle":
        found["group_id"] = str(shape["group_id"])
    return {**found, **as_tags(object_at(shape.get("attributes") or {}, where))}


def _as_json(image: LabelledImage, file: str) -> Mapping[str, Any]:
    shapes: list[Mapping[str, Any]] = []
    for at, label in enumerate(image.labels, 1):
        shapes.extend(_shapes(label, at))
    return {
        "version": "5.5.0",
        "flags": {key: _WORDS[value] for key, value in image.tags.items() if value in _WORDS},
        "shapes": shapes,
        "imagePath": PurePosixPath(file).name,
        "imageData": None,
        "imageHeight": image.height,
        "imageWidth": image.width,
    }


def _shapes(label: Label, at: int) -> Iterator[Mapping[str, Any]]:
    flags = {key: _WORDS[value] for key, value in label.attributes.items() if value in _WORDS}
    description = label.attributes.get("description", "")
    if "description" in flags:
        description = ""
    in_place = {*flags, *({"description"} if description else ())}
    same = {
        "label": label.defect_class,
        "description": description,
        "flags": flags,
        "attributes": {key: value for key, value in label.attributes.items() if key not in in_place},
    }
    if not label.outlines:
        corners = [[label.box.x1, label.box.y1], [label.box.x2, label.box.y2]]
        yield {**same, "shape_type": "rectangle", "group_id": None, "points": corners}
    group = at if len(label.outlines) > 1 else None
    for outline in label.outlines:
        yield {
            **same,
            "shape_type": "polygon",
            "group_id": group,
            "points": [list(point) for point in outline],
        }
