"""CVAT for images 1.1: XML files with all images, boxes, polygons, masks and what was asked of each.

Polygons and masks of one label and one group are one defect in pieces. Tags of an image become its tags. Written:
annotations.xml and images/.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from inspector_app.datasets.formats.masks import mask_of_counts, outlines_of_mask
from inspector_app.datasets.formats.numbers import number, pairs, whole_number
from inspector_app.datasets.formats.reading import Reading
from inspector_app.datasets.formats.shapes import checked_label, ellipse, turned
from inspector_app.datasets.formats.texts import Element, read_xml
from inspector_app.datasets.labelled import DatasetError, Label
from inspector_app.domain.geometry import Box, Outline

_OUTLINED = frozenset({"polygon", "mask", "ellipse"})
_WITHOUT_AREA = frozenset({"polyline", "points", "cuboid", "skeleton"})
_SPLITS = frozenset({"train", "val", "test"})


def recognises(reading: Reading) -> bool:
    """Whether some XML file of the folder is CVAT's."""
    return any(
        read_xml(reading.root / each).tag == "annotations" for each in reading.files.with_suffix(".xml")[:3]
    )


def read(reading: Reading) -> Sequence[str]:
    """Adds all images with their labels; gives the classes in the order of the task's labels."""
    classes: dict[str, None] = {}
    seen: set[str] = set()
    for file in reading.files.with_suffix(".xml"):
        with reading.item():
            root = read_xml(reading.root / file)
            _check_kind(root)
            named = _named_classes(root)
            classes.update(dict.fromkeys(named))
            for element in root.all("image"):
                with reading.item():
                    image, used = _add(reading, file, element, named)
                    seen.add(image)
                    classes.update(dict.fromkeys(used))
    for image in reading.files.images:
        if image not in seen:
            with reading.item():
                reading.add_unlabelled(image)
    return tuple(classes)


def _check_kind(root: Element) -> None:
    if root.tag != "annotations":
        raise DatasetError(f"{root.where}: <{root.tag}> is no CVAT file.")
    if root.all("track"):
        raise DatasetError(f"{root.where}: is CVAT for video; export the task as CVAT for images 1.1.")


def _named_classes(root: Element) -> tuple[str, ...]:
    """The labels of the task, project or job that the file is of; none where it doesn't say."""
    for kind in ("task", "project", "job"):
        labels = root.first("meta", kind, "labels")
        if labels is not None:
            return tuple(
                label.text_of("name") for label in labels.all("label") if not label.text_of("parent")
            )
    return ()


def _add(reading: Reading, file: str, element: Element, classes: Sequence[str]) -> tuple[str, list[str]]:
    folder, stem = PurePosixPath(file).parent.as_posix(), PurePosixPath(file).stem
    split = element.attributes.get("subset") or (stem if stem in _SPLITS else "")
    folders = [f"{folder}/images/{split}", f"{folder}/images", folder]
    image = reading.files.find(element.attributes.get("name", ""), folders, element.where)
    declared = (
        whole_number(element.attributes.get("width"), element.where, "width"),
        whole_number(element.attributes.get("height"), element.where, "height"),
    )
    size = reading.size(image, element.where, declared)
    labels = list(_labels(reading, element, size, classes))
    tags = {**({"split": split} if split else {}), **_tags(element)}
    reading.add(image, size, labels, tags)
    return image, [label.defect_class for label in labels]


def _tags(element: Element) -> Mapping[str, str]:
    found: dict[str, str] = {}
    named = [each.attributes.get("label", "") for each in element.all("tag")]
    if named:
        found["tag"] = ", ".join(named)
    for each in element.all("tag"):
        found.update(_said(each))
    return found


def _labels(
    reading: Reading, element: Element, size: tuple[int, int], classes: Sequence[str]
) -> Iterator[Label]:
    for shapes in _defects(reading, element):
        with reading.item():
            first = shapes[0]
            name = first.attributes.get("label", "").strip()
            if not name or (classes and name not in classes):
                raise DatasetError(
                    f"{first.where}: the label {name!r} is unknown; it is not among the task's labels."
                )
            box = _box(first) if first.tag == "box" else None
            outlines = [outline for shape in shapes for outline in _outlines(shape)]
            attributes = _attributes(first, element)
            turn = number(first.attributes.get("rotation", "0"), first.where, "rotation")
            if box is not None and turn:
                yield checked_label(
                    name, size, first.where, outlines=[turned(box, turn)], attributes=attributes
                )
            else:
                yield checked_label(
                    name, size, first.where, box=box, outlines=outlines, attributes=attributes
                )


def _defects(reading: Reading, element: Element) -> list[list[Element]]:
    """Shapes of the image, those together that are pieces of one defect."""
    pieces: dict[tuple[str, str], list[Element]] = defaultdict(list)
    defects: list[list[Element]] = []
    for each in element.children:
        if each.tag in _WITHOUT_AREA:
            with reading.item():
                raise DatasetError(
                    f"{each.where}: a {each.tag} has no area; draw a box or a polygon instead."
                )
        elif each.tag == "box":
            defects.append([each])
        elif each.tag in _OUTLINED:
            group = each.attributes.get("group_id", "0") or "0"
            key = (each.attributes.get("label", ""), group if group != "0" else each.where)
            if key not in pieces or group == "0":
                pieces[key] = []
                defects.append(pieces[key])
            pieces[key].append(each)
    return defects


def _box(each: Element) -> Box:
    return Box(
        *(number(each.attributes.get(edge), each.where, edge) for edge in ("xtl", "ytl", "xbr", "ybr"))
    )


def _outlines(each: Element) -> tuple[Outline, ...]:
    if each.tag == "mask":
        return _mask(each)
    if each.tag == "ellipse":
        return (
            ellipse(*(number(each.attributes.get(key), each.where, key) for key in ("cx", "cy", "rx", "ry"))),
        )
    if each.tag != "polygon":
        return ()
    words = each.attributes.get("points", "").replace(";", ",").split(",")
    return (pairs([number(word, each.where, "points") for word in words], each.where),)


def _mask(each: Element) -> tuple[Outline, ...]:
    left, top, width, height = (
        whole_number(each.attributes.get(key), each.where, key) for key in ("left", "top", "width", "height")
    )
    runs = [whole_number(word, each.where, "rle") for word in each.attributes.get("rle", "").split(",")]
    mask = mask_of_counts(runs, width, height, by_column=False, where=each.where)
    return outlines_of_mask(mask, left, top)


def _attributes(each: Element, image: Element) -> Mapping[str, str]:
    groups = Counter(other.attributes.get("group_id") for other in image.children)
    group = each.attributes.get("group_id", "")
    own = {
        "occluded": each.attributes.get("occluded", "0"),
        "z_order": each.attributes.get("z_order", "0"),
        "source": each.attributes.get("source", "manual"),
        # a group of one says nothing, and pieces of one defect are together already
        "group_id": group if each.tag == "box" and groups[group] > 1 else "",
    }
    silent = {"", "0", "manual", "file"}
    return {**{key: value for key, value in own.items() if value not in silent}, **_said(each)}


def _said(each: Element) -> dict[str, str]:
    """What was asked of a shape or tag, and the answers."""
    return {child.attributes.get("name", ""): child.text.strip() for child in each.all("attribute")}
