"""Writes Pascal VOC: Annotations/, JPEGImages/, ImageSets/Main/ and labelmap.txt; outlines as `<polygon>`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from inspector_app.datasets.formats.images import split_named, without_suffix
from inspector_app.datasets.formats.numbers import as_text
from inspector_app.datasets.formats.voc import FLAGS
from inspector_app.datasets.formats.writing import Writing
from inspector_app.datasets.formats.xml_texts import element, is_carried
from inspector_app.datasets.labelled import DatasetError, Label, LabelledImage
from inspector_app.domain.geometry import Outline


def write(writing: Writing) -> None:
    """Writes a dataset; tags, goldens and what XML can't carry go to the sidecar."""
    lists: dict[str, list[str]] = defaultdict(list)
    for image in writing.dataset.images:
        file = writing.place(image, "JPEGImages")
        name = without_suffix(file).removeprefix("JPEGImages/")
        lists[split_named(image.tags.get("split", "")) or "default"].append(name)
        for index, label in enumerate(image.labels):
            if not _holds(label.attributes):
                writing.keep(index, label, attributes=True)
        writing.text(f"Annotations/{name}.xml", _as_xml(image, file))
    for split, names in lists.items():
        writing.text(f"ImageSets/Main/{split}.txt", "".join(f"{each}\n" for each in names))
    writing.text("labelmap.txt", _labelmap(writing.dataset.classes))


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
    silent = any(attributes.get(flag, "1") in {"", "0"} for flag in FLAGS)
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
    flags = "".join(element(flag, more.pop(flag, "0"), "    ") for flag in FLAGS)
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
