"""Under which conditions the images were taken: light, maintenance, distance, orientation, time of day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from inspector_app.datasets.checking.material import Material
from inspector_app.datasets.checking.result import Remark, Weight
from inspector_app.datasets.labelled import LabelledImage

QUARTERS = ("night (0 to 6)", "morning (6 to 12)", "afternoon (12 to 18)", "evening (18 to 24)")


def check_conditions(material: Material) -> Iterator[Remark]:
    """A warning for each condition that some images don't tell, or that is the same in all."""
    for tag in material.figures.dataset_condition_tags:
        yield from _missing(material, tag, Weight.WARNING, "dataset_condition_tags")
        yield from _one_value(material, tag, "dataset_condition_tags")


def check_variety(material: Material) -> Iterator[Remark]:
    """What is known of distance and orientation, and where there is only one."""
    for tag in material.figures.dataset_variety_tags:
        yield from _missing(material, tag, Weight.NOTE, "dataset_variety_tags")
        yield from _one_value(material, tag, "dataset_variety_tags")


def check_times(material: Material) -> Iterator[Remark]:
    """Quarters of the day of which there is no image; times that can't be read."""
    tag = material.figures.dataset_time_tag
    yield from _missing(material, tag, Weight.NOTE, "dataset_time_tag")
    told = [image for image in material.dataset.images if image.tags.get(tag)]
    hours = {image.name: _hour(image.tags[tag]) for image in told}
    unread = [image for image in told if hours[image.name] is None]
    if unread:
        first = unread[0].tags[tag]
        says = f"{tag}: {len(unread)} times can't be read, {first!r} first. Write them like 2026-03-31T14:05."
        yield material.remark("times", Weight.WARNING, says, unread, "dataset_time_tag")
    covered = Counter(hour // 6 for hour in hours.values() if hour is not None)
    open_quarters = [name for quarter, name in enumerate(QUARTERS) if quarter not in covered]
    if covered and open_quarters:
        says = f"No image was taken at {', '.join(open_quarters)}. Collect some there if the line runs then."
        yield material.remark("times", Weight.WARNING, says, figure="dataset_time_tag")


def _missing(material: Material, tag: str, weight: Weight, figure: str) -> Iterator[Remark]:
    images = material.dataset.images
    without = [image for image in images if not image.tags.get(tag, "").strip()]
    if without:
        says = f"{len(without)} of {len(images)} images don't say their {tag}. Add the tag (dataset tag)."
        yield material.remark("conditions", weight, says, without, figure)


def _one_value(material: Material, tag: str, figure: str) -> Iterator[Remark]:
    values = Counter(_values(material.dataset.images, tag))
    if len(values) == 1:
        (value,) = values
        says = f"All images that say their {tag} have {tag} {value!r}. Collect under others as well."
        yield material.remark("conditions", Weight.WARNING, says, figure=figure)


def _values(images: tuple[LabelledImage, ...], tag: str) -> Iterator[str]:
    return (value for image in images if (value := image.tags.get(tag, "").strip()))


def _hour(text: str) -> int | None:
    try:
        return datetime.fromisoformat(text).hour
    except ValueError:
        return None
