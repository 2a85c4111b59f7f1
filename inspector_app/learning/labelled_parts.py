"""The open parts of a dataset that was split; the vault is not among them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inspector_app.datasets.labelled import Dataset, DatasetError
from inspector_app.datasets.parts import Part, stated_part
from inspector_app.datasets.store import read_dataset


@dataclass(frozen=True, slots=True)
class LabelledParts:
    """What to learn from, to choose by and to test on."""

    train: Dataset
    validation: Dataset
    test: Dataset


def read_parts(folder: Path) -> LabelledParts:
    """The parts of a dataset; raises DatasetError where it was not split, or a part is empty."""
    dataset = read_dataset(folder)
    train, validation, test = (
        _part(dataset, part, folder) for part in (Part.TRAIN, Part.VALIDATION, Part.TEST)
    )
    return LabelledParts(train, validation, test)


def _part(dataset: Dataset, part: Part, folder: Path) -> Dataset:
    images = tuple(image for image in dataset.images if stated_part(image) == part)
    if not images:
        raise DatasetError(
            f"{folder}: no image is in the {part} part. Split it first: inspector-app dataset split {folder.name}"
        )
    return Dataset(dataset.classes, images)
