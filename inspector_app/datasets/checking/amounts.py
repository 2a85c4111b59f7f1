"""Enough images of each class, none far ahead, enough clean ones, real ones before generated ones."""

from __future__ import annotations

from collections.abc import Iterator

from inspector_app.datasets.checking.material import Material
from inspector_app.datasets.checking.result import Remark, Weight

SOURCE_TAG, GENERATED = "source", "generated"


def check_images_a_class(material: Material) -> Iterator[Remark]:
    """An error below the least number, a warning below the wish."""
    figures = material.figures
    for name, images in material.by_class().items():
        count = len(images)
        if count < figures.dataset_images_least:
            missing = figures.dataset_images_least - count
            says = f"{name}: {count} images, {missing} too few. Collect more."
            yield material.remark("too-few", Weight.ERROR, says, images, "dataset_images_least")
        elif count < figures.dataset_images_wish:
            says = f"{name}: {count} images; {figures.dataset_images_wish} would be better."
            yield material.remark("few", Weight.WARNING, says, figure="dataset_images_wish")


def check_balance(material: Material) -> Iterator[Remark]:
    """A warning where the largest class has many times the images of the smallest that has any."""
    counts = {name: len(images) for name, images in material.by_class().items() if images}
    if len(counts) < 2:
        return
    least, most = min(counts, key=counts.__getitem__), max(counts, key=counts.__getitem__)
    times = counts[most] / counts[least]
    if times > material.figures.dataset_imbalance:
        says = (
            f"{most} has {counts[most]} images, {least} {counts[least]}: {times:.0f} times as many. "
            f"Collect more of {least}, or train with class weights."
        )
        yield material.remark(
            "imbalance", Weight.WARNING, says, material.by_class()[least], "dataset_imbalance"
        )


def check_clean_share(material: Material) -> Iterator[Remark]:
    """A warning where too few images are clean; a network that sees only defects calls good parts bad."""
    images = material.dataset.images
    if not images:
        yield material.remark("empty", Weight.ERROR, "There are no images. Import some.")
        return
    clean = sum(not image.labels for image in images)
    share = clean / len(images)
    if share < material.figures.dataset_clean_share:
        says = f"{clean} of {len(images)} images are clean ({share:.1%}). Add images of good products."
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
