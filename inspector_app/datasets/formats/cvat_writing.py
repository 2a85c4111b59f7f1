"""Writes CVAT for images 1.1: annotations.xml and images/; a defect in pieces is a group of polygons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from xml.sax.saxutils import escape

from inspector_app.datasets.formats.numbers import as_text
from inspector_app.datasets.formats.shapes import hull_instead
from inspector_app.datasets.formats.writing import Writing
from inspector_app.datasets.formats.xml_texts import attribute, element, is_carried
from inspector_app.datasets.labelled import Dataset, Label, LabelledImage


def write(writing: Writing) -> None:
    """Writes a dataset; tags, goldens and boxes that are larger than their outlines go to the sidecar."""
    parts = [_head(writing.dataset)]
    for at, image in enumerate(writing.dataset.images):
        file = writing.place(image)
        parts.append(_as_xml(image, at, file.removeprefix("images/")))
        for index, label in enumerate(image.labels):
            hull, lost = hull_instead(label), not is_carried(label.attributes)
            if hull or lost:
                writing.keep(index, label, attributes=lost, read_as=hull)
    writing.text("annotations.xml", "".join(parts) + "</annotations>\n")


def _head(dataset: Dataset) -> str:
    labels = "".join(_class(dataset, each) for each in dataset.classes)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n  <version>1.1</version>\n  <meta><task>\n'
        f"    <name>Inspector</name><size>{len(dataset.images)}</size><mode>annotation</mode>\n"
        f"    <labels>\n{labels}    </labels>\n  </task></meta>\n"
    )


def _class(dataset: Dataset, defect_class: str) -> str:
    """A label of the task with the attributes that its shapes have, which CVAT wants to know beforehand."""
    named: dict[str, None] = {}
    for image in dataset.images:
        for label in image.labels:
            if label.defect_class == defect_class and is_carried(label.attributes):
                named.update(dict.fromkeys(_asked(label.attributes)))
    asked = "".join(
        f"<attribute>{element('name', each).strip()}<mutable>False</mutable><input_type>text</input_type>"
        "<default_value></default_value><values></values></attribute>"
        for each in named
    )
    return f"      <label>{element('name', defect_class).strip()}<attributes>{asked}</attributes></label>\n"


def _asked(attributes: Mapping[str, str]) -> dict[str, str]:
    """Attributes but for the one that CVAT has a place of its own for."""
    return {key: value for key, value in attributes.items() if (key, value) != ("occluded", "1")}


def _as_xml(image: LabelledImage, at: int, file: str) -> str:
    groups = count(1)
    split = image.tags.get("split", "")
    subset = attribute("subset", split) if split and is_carried({"split": split}) else ""
    size = f' width="{image.width}" height="{image.height}"'
    shapes = "".join(line for label in image.labels for line in _shapes(label, groups))
    return f'  <image id="{at}"{attribute("name", file)}{subset}{size}>\n{shapes}  </image>\n'


def _shapes(label: Label, groups: Iterator[int]) -> Iterator[str]:
    more = dict(label.attributes) if is_carried(label.attributes) else {}
    inner = "".join(
        f"<attribute{attribute('name', key)}>{escape(value)}</attribute>"
        for key, value in _asked(more).items()
    )
    occluded = int(more.get("occluded") == "1")
    same = f'{attribute("label", label.defect_class)} source="manual" occluded="{occluded}" z_order="0"'
    if not label.outlines:
        edges = zip(("xtl", "ytl", "xbr", "ybr"), label.box.as_tuple(), strict=True)
        corners = "".join(f' {edge}="{as_text(value)}"' for edge, value in edges)
        yield f"    <box{same}{corners}>{inner}</box>\n"
        return
    group = f' group_id="{next(groups)}"' if len(label.outlines) > 1 else ""
    for outline in label.outlines:
        points = ";".join(f"{as_text(x)},{as_text(y)}" for x, y in outline)
        yield f'    <polygon{same} points="{points}"{group}>{inner}</polygon>\n'
