"""Labels that lie outside, have a class that nobody knows, or put several types under one; and names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations

from inspector_app.datasets.checking.material import Material
from inspector_app.datasets.checking.result import Remark, Weight
from inspector_app.datasets.labelled import Label, LabelledImage

_SLACK_PX = 0.5  # labelling tools round
_SAME_BOX = 0.9
_SEVERAL = re.compile(r"\w\s*[+/,;&|]\s*\w|\s(?:and|or|und|oder|et|y)\s", re.IGNORECASE)
_CATCH_ALL = frozenset(
    {"other", "others", "misc", "defect", "defects", "ng", "bad", "fault", "unknown", "various"}
)


def check_places(material: Material) -> Iterator[Remark]:
    """An error for labels that reach out of their image, or have no area."""

    def wrong(image: LabelledImage, label: Label) -> bool:
        box = label.box
        inside = (
            min(box.x1, box.y1) >= -_SLACK_PX
            and box.x2 <= image.width + _SLACK_PX
            and box.y2 <= image.height + _SLACK_PX
        )
        return not (inside and box.width > 0 and box.height > 0)

    says = "{labels} labels in {images} images reach out of the image or have no area. Draw them again."
    yield from _where(material, "outside", says, wrong)


def check_known_classes(material: Material) -> Iterator[Remark]:
    """An error for each class that labels have and the dataset doesn't."""
    known = set(material.dataset.classes)
    for name, images in material.by_class().items():
        if name not in known:
            says = f"{name!r} is no class of this dataset ({len(images)} images). Rename the labels, or add the class."
            yield material.remark("unknown-class", Weight.ERROR, says, images)


def check_single_types(material: Material) -> Iterator[Remark]:
    """Warnings where one label stands for several types of defect: by its name, or one box with two classes."""
    for name, images in material.by_class().items():
        if _SEVERAL.search(name):
            says = f"{name!r} sounds like several types under one label. Make a class of each."
            yield material.remark("several-types", Weight.WARNING, says, images)
        elif name.casefold() in _CATCH_ALL:
            says = f"{name!r} can be any type of defect. Make a class of each."
            yield material.remark("several-types", Weight.WARNING, says, images)
    doubled = [image for image in material.dataset.images if _has_doubled_box(image)]
    if doubled:
        says = f"{len(doubled)} images have one place under two classes. Decide which it is."
        yield material.remark("several-types", Weight.WARNING, says, doubled)


def check_names(material: Material) -> Iterator[Remark]:
    """A warning for names that don't follow the rule."""
    rule = re.compile(material.figures.dataset_name_pattern)
    wrong = [image for image in material.dataset.images if not rule.fullmatch(image.name)]
    if wrong:
        says = f"{len(wrong)} names don't follow the naming rule, {wrong[0].name!r} first. Rename them."
        yield material.remark("naming", Weight.WARNING, says, wrong, "dataset_name_pattern")


def _where(
    material: Material, check: str, says: str, wrong: Callable[[LabelledImage, Label], bool]
) -> Iterator[Remark]:
    counts = {
        image.name: sum(wrong(image, label) for label in image.labels) for image in material.dataset.images
    }
    concerned = [image for image in material.dataset.images if counts[image.name]]
    if concerned:
        sentence = says.format(labels=sum(counts.values()), images=len(concerned))
        yield material.remark(check, Weight.ERROR, sentence, concerned)


def _has_doubled_box(image: LabelledImage) -> bool:
    return any(
        one.defect_class != other.defect_class and one.box.iou(other.box) > _SAME_BOX
        for one, other in combinations(image.labels, 2)
    )
