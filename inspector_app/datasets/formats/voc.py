"""Pascal VOC as LabelImg writes it: an XML file an image, boxes by their corners in px from 0.

Read: Annotations/ with JPEGImages/ or images/, or XML beside the images; ImageSets/Main/ says which images were
labelled, also without an XML file; SegmentationObject and SegmentationClass have masks. labelmap.txt (CVAT),
classes.txt or predefined_classes.txt name the classes, else they are sorted. `<polygon>` with x1, y1, x2 ... and
`<attributes>` are read where they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from inspector_app.datasets.formats.images import is_image, without_suffix
from inspector_app.datasets.formats.numbers import number, whole_number
from inspector_app.datasets.formats.reading import Reading
from inspector_app.datasets.formats.shapes import checked_label
from inspector_app.datasets.formats.texts import Element, read_lines, read_xml
from inspector_app.datasets.formats.voc_masks import FOLDERS, Masks, read_colours
from inspector_app.datasets.labelled import DatasetError, Label
from inspector_app.domain.geometry import Box, Outline

FLAGS = ("truncated", "occluded", "difficult")
SPLITS = ("train", "val", "test")
_LISTS = frozenset({*SPLITS, "trainval", "default"})
_CLASS_LISTS = ("classes.txt", "predefined_classes.txt")


@dataclass(frozen=True, slots=True)
class _Known:
    """What the folder says beside its XML files. complete: there can be no other classes than the named ones."""

    classes: tuple[str, ...]
    complete: bool
    listed: Mapping[str, str | None]
    masks: Masks


def recognises(reading: Reading) -> bool:
    """Whether the first XML file of the folder is one of an image, or masks with their colours are there."""
    masks = "labelmap.txt" in reading.files.files and any(_is_mask(each) for each in reading.files.images)
    return masks or any(
        _is_voc(read_xml(reading.root / each)) for each in reading.files.with_suffix(".xml")[:1]
    )


def read(reading: Reading) -> Sequence[str]:
    """Adds all images with their labels; gives the classes."""
    known = _known(reading)
    seen: set[str] = set()
    used: set[str] = set()
    for file in reading.files.with_suffix(".xml"):
        with reading.item():
            root = read_xml(reading.root / file)
            if not _is_voc(root):
                raise DatasetError(f"{root.where}: <{root.tag}> is no VOC annotation.")
            image = _image_of(reading, file, root)
            seen.add(image)
            used |= _add(reading, image, known, root)
    for image in reading.files.images:
        if image not in seen and not _is_mask(image):
            with reading.item():
                used |= _add_without_file(reading, image, known)
    classes = tuple(each for each in known.classes if each != "background" or each in used)
    return (*classes, *sorted(used - set(classes)))


def _is_voc(root: Element) -> bool:
    return root.tag == "annotation" and root.first("filename") is not None and root.first("imagesize") is None


def _listed(reading: Reading) -> Mapping[str, str | None]:
    """Names that the lists in ImageSets have, with the split where a list is one."""
    found: dict[str, str | None] = {}
    for file in reading.files.with_suffix(".txt"):
        path = PurePosixPath(file)
        if path.parent.name in {"Main", "Segmentation"} and path.stem in _LISTS:
            for line in read_lines(reading.root / file):
                if line:
                    found[line] = found.get(line) or (path.stem if path.stem in SPLITS else None)
    return found


def _known(reading: Reading) -> _Known:
    lines = _labelmap_lines(reading)
    if lines is not None:
        classes = tuple(each.rsplit(":", 3)[0] for each in lines)
        return _Known(classes, True, _listed(reading), Masks(reading, classes, read_colours(lines)))
    file = next((each for each in _CLASS_LISTS if each in reading.files.files), None)
    names = read_lines(reading.root / file) if file else []
    classes = tuple(dict.fromkeys(filter(None, names)))
    return _Known(classes, False, _listed(reading), Masks(reading, classes, {}))


def _labelmap_lines(reading: Reading) -> list[str] | None:
    if "labelmap.txt" not in reading.files.files:
        return None
    lines = read_lines(reading.root / "labelmap.txt")
    return [each for each in lines if each and not each.startswith("# ")]


def _add(reading: Reading, image: str, known: _Known, root: Element) -> set[str]:
    """Adds an image with an XML file; gives the classes of its labels."""
    size = reading.size(image, root.where, _declared(root))
    labels = list(_labels(reading, root, size, known.classes if known.complete else None))
    return _add_labelled(reading, image, known, size, labels)


def _add_without_file(reading: Reading, image: str, known: _Known) -> set[str]:
    """An image without an XML file was labelled where a list names it, or where it has masks."""
    name = _list_name(image)
    if name not in known.listed and not known.masks.has(name):
        reading.add_unlabelled(image)
        return set()
    return _add_labelled(reading, image, known, reading.size(image), [])


def _add_labelled(
    reading: Reading, image: str, known: _Known, size: tuple[int, int], labels: list[Label]
) -> set[str]:
    name = _list_name(image)
    found = known.masks.outlined(name, size, labels)
    split = known.listed.get(name)
    reading.add(image, size, found, {"split": split} if split else {})
    return {label.defect_class for label in found}


def _is_mask(image: str) -> bool:
    return not FOLDERS.isdisjoint(PurePosixPath(image).parts[:-1])


def _list_name(image: str) -> str:
    return without_suffix(image).partition("JPEGImages/")[2] or without_suffix(image)


def _image_of(reading: Reading, file: str, root: Element) -> str:
    """The image beside the XML file or in the folder of images that goes with it."""
    named = root.text_of("filename")
    folder = PurePosixPath(file).parent.as_posix()
    folders = [folder.replace("Annotations", other, 1) for other in ("JPEGImages", "images", "Images")]
    if not is_image(named):  # LabelImg has written names without a suffix
        stem = PurePosixPath(file).stem
        beside = [each for each in reading.files.images if PurePosixPath(each).stem == stem]
        named = PurePosixPath(beside[0]).name if len(beside) == 1 else named
    above = [PurePosixPath(each).parts[0] for each in folders if each != "."]
    return reading.files.find(named, [*folders, folder, *above, "images"], root.where)


def _declared(root: Element) -> tuple[int, int] | None:
    size = root.first("size")
    if size is None:
        return None
    width, height = (whole_number(size.text_of(each), size.where, each) for each in ("width", "height"))
    return (width, height) if width or height else None  # LabelImg writes 0 where it could not tell


def _labels(
    reading: Reading, root: Element, size: tuple[int, int], classes: Sequence[str] | None
) -> Iterator[Label]:
    for each in root.all("object"):
        with reading.item():
            name = each.text_of("name")
            if not name:
                raise DatasetError(f"{each.where}: the object has no name.")
            if classes is not None and name not in classes:
                raise DatasetError(f"{each.where}: the class {name!r} is unknown; it is not in labelmap.txt.")
            outlines = tuple(_outline(polygon) for polygon in each.all("polygon"))
            yield checked_label(
                name, size, each.where, box=_box(each), outlines=outlines, attributes=_attributes(each)
            )


def _box(each: Element) -> Box | None:
    box = each.first("bndbox")
    if box is None:
        return None
    return Box(*(number(box.text_of(edge), box.where, edge) for edge in ("xmin", "ymin", "xmax", "ymax")))


def _outline(polygon: Element) -> Outline:
    count = sum(1 for child in polygon.children if child.tag.startswith("x"))
    return tuple(
        (
            number(polygon.text_of(f"x{at}"), polygon.where, f"x{at}"),
            number(polygon.text_of(f"y{at}"), polygon.where, f"y{at}"),
        )
        for at in range(1, count + 1)
    )


def _attributes(each: Element) -> Mapping[str, str]:
    found = {flag: each.text_of(flag) for flag in FLAGS if each.text_of(flag) not in {"", "0"}}
    if each.text_of("pose") not in {"", "Unspecified"}:
        found["pose"] = each.text_of("pose")
    listed = each.first("attributes")
    for pair in listed.all("attribute") if listed else ():
        found[pair.text_of("name")] = pair.text_of("value")
    return found
