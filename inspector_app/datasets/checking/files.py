"""Files that can't be read, have another size than their labels think, or show one capture twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from inspector_app.datasets.checking.material import Material
from inspector_app.datasets.checking.result import Remark, Weight
from inspector_app.datasets.labelled import LabelledImage
from inspector_app.imaging.headers import claimed_size

_HEAD = 1 << 18  # bytes: cameras put thumbnails before the size of a JPEG


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


def check_goldens(material: Material) -> Iterator[Remark]:
    """Errors for goldens that aren't there or of another size; a word on images that have none."""
    images = material.dataset.images
    without = [image for image in images if image.golden is None]
    if without and len(without) < len(images):
        says = f"{len(without)} of {len(images)} images have no golden: models that compare can't learn from them."
        yield material.remark("no-golden", Weight.WARNING, says, without)
    elif without:
        says = "No image has a golden: only models that look at the image alone can learn from this set."
        yield material.remark("no-golden", Weight.NOTE, says)
    sizes = {golden: _size_of(golden) for golden in {image.golden for image in images if image.golden}}
    for image in images:
        if image.golden is not None:
            why = _golden_fault(image, sizes[image.golden])
            if why:
                yield material.remark("golden", Weight.ERROR, f"{image.golden}: {why}", [image])


def _size_of(path: Path) -> tuple[int, int] | str | None:
    """(width, height) by the file's head, None where that doesn't tell, or why it can't be read."""
    try:
        with path.open("rb") as file:
            return claimed_size(file.read(_HEAD))
    except OSError as error:
        return error.strerror or str(error)


def _golden_fault(image: LabelledImage, size: tuple[int, int] | str | None) -> str:
    if isinstance(size, str):
        return f"the golden of {image.name} can't be read: {size}. Put it there, or import again."
    if size is not None and size != (image.width, image.height):
        told = f"{size[0]} x {size[1]} px, its image {image.name} {image.width} x {image.height}"
        return f"the golden has {told}. Take goldens of the same size."
    return ""


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
