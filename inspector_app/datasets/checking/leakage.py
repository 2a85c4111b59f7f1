"""The same lot, serial, board or capture on both sides of a split: figures on such a split are too good to be true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspector_app.datasets.checking.material import Material
from inspector_app.datasets.checking.result import Remark, Weight
from inspector_app.datasets.grouping.groups import SAME_CAPTURE, Leak


def check_leakage(material: Material) -> Iterator[Remark]:
    """An error for each bond across parts."""
    for leak in material.grouping.leaks(material.parts):
        names = [name for some in leak.names.values() for name in some]
        yield material.remark("leakage", Weight.ERROR, _sentence(leak), material.named(names))


def check_groups_known(material: Material) -> Iterator[Remark]:
    """A warning for images of which nothing tells with which others they belong together."""
    bonds = material.grouping.bonds
    alone = [
        image
        for image in material.dataset.images
        if not any(bond.kind != SAME_CAPTURE for bond in bonds.get(image.name, ()))
    ]
    if alone:
        tags = " or ".join(material.figures.dataset_group_tags)
        says = (
            f"{len(alone)} of {len(material.dataset.images)} images have no {tags}: only their looks tell which belong "
            "together. Add a tag, or name groups by a pattern."
        )
        yield material.remark("no-group", Weight.WARNING, says, alone, "dataset_group_tags")


def check_stated_parts(material: Material) -> Iterator[Remark]:
    """A note for a set that isn't split yet, a warning for one that is only in part."""
    images = material.dataset.images
    without = [image for image in images if image.name not in material.parts]
    if images and len(without) == len(images):
        yield material.remark("no-split", Weight.NOTE, "The set isn't split yet, so nothing can leak yet.")
    elif without:
        says = f"{len(without)} of {len(images)} images are in no part of the split. Split again."
        yield material.remark("no-split", Weight.WARNING, says, without)


def _sentence(leak: Leak) -> str:
    sides = ", ".join(f"{len(names)} in {part}" for part, names in leak.names.items())
    first = "; ".join(f"{part}: {_few(names)}" for part, names in leak.names.items())
    what = "one capture" if leak.bond.kind == SAME_CAPTURE else f"{leak.bond.kind} {leak.bond.value}"
    return f"{what} is on several sides of the split: {sides} ({first}). Split by group."


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:2]) + (", ..." if len(names) > 2 else "")
