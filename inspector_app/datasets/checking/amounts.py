"""Enough images of each class, none far ahead, enough clean ones, real ones before generated ones."""

from __future__ import annotations

from collections.abc import Iterator

from inspector_app.datasets.checking.material import Material
from inspector_app.datasets.checking.result import Remark, Weight

SOURCE_TAG, GENERATED = "source", "generated"


def check_images_a_class(material: Material) -> Iterator[Remark]:
    """An error below the least number, a warning below the wish; what is in the vault counts."""
    figures, by_class = material.figures, material.by_class()
    for name, count in material.count_of_classes().items():
        if count < figures.dataset_images_least:
            missing = figures.dataset_images_least - count
            says = f"{name}: {count} images, {missing} too few. Collect more."
            images = by_class.get(name, [])
            yield material.remark("too-few", Weight.ERROR, says, images, "dataset_images_least")
        elif count < figures.dataset_images_wish:
            says = f"{name}: {count} images; {figures.dataset_images_wish} would be better."
            yield material.remark("few", Weight.WARNING, says, figure="dataset_images_wish")


def check_balance(material: Material) -> Iterator[Remark]:
    """A warning where the largest class has many times the images of the smallest that has any."""
    counts = {name: count for name, count in material.count_of_classes().items() if count}
    if len(counts) < 2:
        return
    least, most = min(counts, key=counts.__getitem__), max(counts, key=counts.__getitem__)
    times = counts[most] / counts[least]
    if times > material.figures.dataset_imbalance:
        says = (
            f"{most} has {counts[most]} images, {least} {counts[least]}: {times:.0f} times as many. "
            f"Collect more of {least}, or train with class weights."
        )
        images = material.by_class().get(least, [])
        yield material.remark("imbalance", Weight.WARNING, says, images, "dataset_imbalance")


def check_clean_share(material: Material) -> Iterator[Remark]:
    """A warning where too few images are clean; a network that sees only defects calls good parts bad."""
    total = len(material.dataset.images) + len(material.vault)
    if not total:
        yield material.remark("empty", Weight.ERROR, "There are no images. Import some.")
        return
    clean = sum(not image.labels for image in material.dataset.images)
    clean += sum(not trace.classes for trace in material.vault)
    if clean / total < material.figures.dataset_clean_share:
        says = f"{clean} of {total} images are clean ({clean / total:.1%}). Add images of good products."
        yield material.remark("clean-share", Weight.WARNING, says, figure="dataset_clean_share")


def check_generated(material: Material) -> Iterator[Remark]:
    """A note for generated images beside real ones; a warning for a class that is mostly generated."""
    made = [image for image in material.dataset.images if image.tags.get(SOURCE_TAG) == GENERATED]
    if not made:
        return
    total = len(material.dataset.images)
    says = f"{len(made)} of {total} images are generated. Report figures on real ones apart."
    yield material.remark("generated", Weight.NOTE, says, made)
    for name, images in material.by_class().items():
        generated = [image for image in images if image.tags.get(SOURCE_TAG) == GENERATED]
        if 2 * len(generated) > len(images):
            says = f"{name}: {len(generated)} of {len(images)} images are generated. Collect real ones."
            yield material.remark("mostly-generated", Weight.WARNING, says, generated)
