"""LabelMe's older XML, of the tool in the browser: an XML file an image, polygons with their points; only read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from inspector_app.datasets.formats.numbers import number, whole_number
from inspector_app.datasets.formats.reading import Reading
from inspector_app.datasets.formats.shapes import bounds, checked_label
from inspector_app.datasets.formats.texts import Element, read_xml
from inspector_app.datasets.labelled import DatasetError, Label
from inspector_app.domain.geometry import Outline


def recognises(reading: Reading) -> bool:
    """Whether the first XML file of the folder is one of LabelMe's."""
    return any(_is_labelme(read_xml(reading.root / each)) for each in reading.files.with_suffix(".xml")[:1])


def read(reading: Reading) -> Sequence[str]:
    """Adds all images with their labels; gives the classes, sorted, since nothing names them."""
    seen: set[str] = set()
    used: set[str] = set()
    for file in reading.files.with_suffix(".xml"):
        with reading.item():
            root = read_xml(reading.root / file)
            if not _is_labelme(root):
                raise DatasetError(f"{root.where}: <{root.tag}> is no LabelMe annotation.")
            image, labels = _add(reading, file, root)
            seen.add(image)
            used.update(label.defect_class for label in labels)
    for image in reading.files.images:
        if image not in seen:
            with reading.item():
                reading.add_unlabelled(image)
    return tuple(sorted(used))


def _is_labelme(root: Element) -> bool:
    return root.tag == "annotation" and root.first("imagesize") is not None


def _add(reading: Reading, file: str, root: Element) -> tuple[str, list[Label]]:
    folder = PurePosixPath(file).parent.as_posix()
    folders = [folder.replace("Annotations", other, 1) for other in ("Images", "images")]
    image = reading.files.find(root.text_of("filename"), [*folders, folder], root.where)
    size = reading.size(image, root.where, _declared(root))
    labels = list(_labels(reading, root, size))
    reading.add(image, size, labels)
    return image, labels


def _declared(root: Element) -> tuple[int, int] | None:
    rows, columns = root.text_of("imagesize", "nrows"), root.text_of("imagesize", "ncols")
    if not rows and not columns:  # the tool has left both empty at times
        return None
    return whole_number(columns, root.where, "ncols"), whole_number(rows, root.where, "nrows")


def _labels(reading: Reading, root: Element, size: tuple[int, int]) -> Iterator[Label]:
    for each in root.all("object"):
        if each.text_of("deleted") == "1":
            continue
        with reading.item():
            name, polygon = each.text_of("name"), each.first("polygon")
            if not name or polygon is None:
                raise DatasetError(f"{each.where}: the object has no name or no polygon; draw it again.")
            outline = _outline(polygon)
            drawn_as_box = each.text_of("type") == "bounding_box" and len(outline) > 1
            yield checked_label(
                name,
                size,
                each.where,
                box=bounds([outline]) if drawn_as_box else None,
                outlines=() if drawn_as_box else (outline,),
                attributes=_attributes(each),
            )


def _outline(polygon: Element) -> Outline:
    return tuple(
        (number(point.text_of("x"), point.where, "x"), number(point.text_of("y"), point.where, "y"))
        for point in polygon.all("pt")
    )


def _attributes(each: Element) -> Mapping[str, str]:
    """`depth=deep, shiny` as depth: deep and shiny: true."""
    words = [word.strip() for word in each.text_of("attributes").split(",") if word.strip()]
    pairs = [word.partition("=") for word in words]
    found = {key.strip(): value.strip() if sign else "true" for key, sign, value in pairs}
    if each.text_of("occluded") == "yes":
        found["occluded"] = "1"
    return found
