"""Files that can't be read, have another size than their labels think, or show one capture twice."""

from __future__ import annotations

from collections.abc import Iterator

from inspector_app.datasets.checking.material import Material
from inspector_app.datasets.checking.result import Remark, Weight


def check_files(material: Material) -> Iterator[Remark]:
    """An error for each broken image and each that isn't of the size for which it was labelled."""
    for image in material.dataset.images:
        reason = material.sight.broken.get(image.name)
        if reason is not None:
            says = f"{reason}. Take it out, or put the right file there."
            yield material.remark("broken-image", Weight.ERROR, says, [image])
            continue
        seen = material.sight.seen[image.name]
        if (seen.width, seen.height) != (image.width, image.height):
            says = (
                f"{image.name}: the file has {seen.width} x {seen.height} px, its labels are for "
                f"{image.width} x {image.height}. Label it again, or put the right file there."
            )
            yield material.remark("size", Weight.ERROR, says, [image])


def check_captures(material: Material) -> Iterator[Remark]:
    """A warning for each capture that is there several times, and for looks that can't be told apart."""
    for names in material.grouping.captures():
        images = material.named(names)
        if len(images) > 1:
            says = f"{len(images)} images show one capture, {images[0].name} first. Keep one of them."
            yield material.remark("near-duplicates", Weight.WARNING, says, images, "dataset_alike")
    crowded = material.named(material.grouping.crowded)
    if crowded:
        says = (
            f"{len(crowded)} images look so much the same that copies can't be told by look. "
            "Give them tags with lot and serial."
        )
        yield material.remark("all-alike", Weight.WARNING, says, crowded)
