"""Pascal VOC as LabelImg writes it: an XML file an image, boxes by their corners in px from 0.

Read: Annotations/ with JPEGImages/ or images/, or XML beside the images; ImageSets/Main/ says which images were
labelled, also without an XML file; labelmap.txt (CVAT), classes.txt or predefined_classes.txt name the classes, else
they are sorted. `<polygon>` with x1, y1, x2 ... and `<attributes>` are read where they are. Written: all of that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from inspector_app.datasets.formats.images import is_image, without_suffix
from inspector_app.datasets.formats.numbers import as_text, number, whole_number
from inspector_app.datasets.formats.reading import Reading
from inspector_app.datasets.formats.shapes import checked_label
from inspector_app.datasets.formats.texts import Element, read_lines, read_xml
from inspector_app.datasets.formats.writing import Writing
from inspector_app.datasets.formats.xml_texts import element, is_carried
from inspector_app.datasets.labelled import DatasetError, Label, LabelledImage, Outline
from inspector_app.domain.geometry import Box

_FLAGS = ("truncated", "occluded", "difficult")
_SPLITS = ("train", "val", "test")
_LISTS = frozenset({*_SPLITS, "trainval", "default"})
_CLASS_LISTS = ("classes.txt", "predefined_classes.txt")


def recognises(reading: Reading) -> bool:
    """Whether the first XML file of the folder is one of an image."""
    return any(_is_voc(read_xml(reading.root / each)) for each in reading.files.with_suffix(".xml")[:1])


def read(reading: Reading) -> Sequence[str]:
    """Adds all images with their labels; gives the classes."""
    listed = _listed(reading)
    named, complete = _named_classes(reading)
    seen: set[str] = set()
    used: set[str] = set()
    for file in reading.files.with_suffix(".xml"):
        with reading.item():
            root = read_xml(reading.root / file)
            if not _is_voc(root):
                raise DatasetError(f"{root.where}: <{root.tag}> is no VOC annotation.")
            image, labels = _add(reading, file, root, listed, named if complete else None)
            seen.add(image)
            used.update(label.defect_class for label in labels)
    for image in reading.files.images:
        if image not in seen:
            with reading.item():
                _add_without_file(reading, image, listed)
    classes = tuple(each for each in named if each != "background" or each in used)
    return (*classes, *sorted(used - set(classes)))


def write(writing: Writing) -> None:
    """Writes a dataset; tags, goldens and what XML can't carry go to the sidecar."""
    lists: dict[str, list[str]] = defaultdict(list)
    for image in writing.dataset.images:
        file = writing.place(image, "JPEGImages")
        name = without_suffix(file).removeprefix("JPEGImages/")
        split = image.tags.get("split", "")
        lists[split if split in _SPLITS else "default"].append(name)
        for index, label in enumerate(image.labels):
            if not _holds(label.attributes):
                writing.keep(index, label, attributes=True)
        writing.text(f"Annotations/{name}.xml", _as_xml(image, file))
    for split, names in lists.items():
        writing.text(f"ImageSets/Main/{split}.txt", "".join(f"{each}\n" for each in names))
    writing.text("labelmap.txt", _labelmap(writing.dataset.classes))


def _is_voc(root: Element) -> bool:
    return root.tag == "annotation" and root.first("filename") is not None and root.first("imagesize") is None


def _listed(reading: Reading) -> Mapping[str, str | None]:
    """Names that ImageSets/Main lists, with the split where a list is one."""
    found: dict[str, str | None] = {}
    for file in reading.files.with_suffix(".txt"):
        path = PurePosixPath(file)
        if path.parent.name == "Main" and path.stem in _LISTS:
            for line in read_lines(reading.root / file):
                if line:
                    found[line] = found.get(line) or (path.stem if path.stem in _SPLITS else None)
    return found


def _add(
    reading: Reading,
    file: str,
    root: Element,
    listed: Mapping[str, str | None],
    classes: Sequence[str] | None,
) -> tuple[str, list[Label]]:
    image = _image_of(reading, file, root)
    size = reading.size(image, root.where, _declared(root))
    labels = list(_labels(reading, root, size, classes))
    split = listed.get(_list_name(image))
    reading.add(image, size, labels, {"split": split} if split else {})
    return image, labels


def _add_without_file(reading: Reading, image: str, listed: Mapping[str, str | None]) -> None:
    name = _list_name(image)
    if name not in listed:
        reading.add_unlabelled(image)
        return
    split = listed[name]
    reading.add(image, reading.size(image), (), {"split": split} if split else {})


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
    found = {flag: each.text_of(flag) for flag in _FLAGS if each.text_of(flag) not in {"", "0"}}
    if each.text_of("pose") not in {"", "Unspecified"}:
        found["pose"] = each.text_of("pose")
    listed = each.first("attributes")
    for pair in listed.all("attribute") if listed else ():
        found[pair.text_of("name")] = pair.text_of("value")
    return found


def _named_classes(reading: Reading) -> tuple[tuple[str, ...], bool]:
    """The classes that a list beside the labels names, and whether there can be no others."""
    if "labelmap.txt" in reading.files.files:
        lines = [
            each for each in read_lines(reading.root / "labelmap.txt") if each and not each.startswith("# ")
        ]
        return tuple(each.rsplit(":", 3)[0] for each in lines), True
    file = next((each for each in _CLASS_LISTS if each in reading.files.files), None)
    lines = read_lines(reading.root / file) if file else []
    return tuple(dict.fromkeys(filter(None, lines))), False


def _labelmap(classes: Sequence[str]) -> str:
    refused = next((each for each in classes if each.startswith("# ") or each == "background"), None)
    if refused:
        raise DatasetError(
            f"VOC's labelmap.txt can't hold the class {refused!r}; rename it or choose another format."
        )
    lines = "".join(f"{each}:::\n" for each in classes)
    return f"# label:color_rgb:parts:actions\nbackground:0,0,0::\n{lines}"


def _holds(attributes: Mapping[str, str]) -> bool:
    """Whether all attributes come back as they are; what stands for `nothing said` would not."""
    silent = any(attributes.get(flag, "1") in {"", "0"} for flag in _FLAGS)
    return is_carried(attributes) and not silent and attributes.get("pose", "Left") not in {"", "Unspecified"}


def _as_xml(image: LabelledImage, file: str) -> str:
    objects = "".join(_as_object(label) for label in image.labels)
    return (
        "<annotation>\n"
        + element("folder", PurePosixPath(file).parent.name, "  ")
        + element("filename", PurePosixPath(file).name, "  ")
        + f"  <size><width>{image.width}</width><height>{image.height}</height><depth>3</depth></size>\n"
        + f"  <segmented>0</segmented>\n{objects}</annotation>\n"
    )


def _as_object(label: Label) -> str:
    more = dict(label.attributes) if _holds(label.attributes) else {}
    flags = "".join(element(flag, more.pop(flag, "0"), "    ") for flag in _FLAGS)
    corners = zip(("xmin", "ymin", "xmax", "ymax"), label.box.as_tuple(), strict=True)
    box = "".join(element(edge, as_text(value)).strip() for edge, value in corners)
    pairs = "".join(
        f"      <attribute>{element('name', key).strip()}{element('value', value).strip()}</attribute>\n"
        for key, value in more.items()
        if key != "pose"
    )
    attributes = f"    <attributes>\n{pairs}    </attributes>\n" if pairs else ""
    name, pose = (
        element("name", label.defect_class, "    "),
        element("pose", more.get("pose", "Unspecified"), "    "),
    )
    outlines = "".join(_as_polygon(outline) for outline in label.outlines)
    return f"  <object>\n{name}{pose}{flags}    <bndbox>{box}</bndbox>\n{attributes}{outlines}  </object>\n"


def _as_polygon(outline: Outline) -> str:
    points = "".join(
        f"<x{at}>{as_text(x)}</x{at}><y{at}>{as_text(y)}</y{at}>" for at, (x, y) in enumerate(outline, 1)
    )
    return f"    <polygon>{points}</polygon>\n"
