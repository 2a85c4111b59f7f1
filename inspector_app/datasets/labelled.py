"""Labelled images as the program knows them, whatever format they came in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from inspector_app.domain.geometry import Box, Outline


@dataclass(frozen=True, slots=True)
class Label:
    """One marked defect: its class and where it is, in px of the image; the box holds all outlines."""

    defect_class: str
    box: Box
    outlines: tuple[Outline, ...] = ()  # several for a defect in pieces; empty where only a box was drawn
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LabelledImage:
    """One image with all its labels; no labels: somebody looked, and it is clean.

    name: unique in its dataset, with folders and without a suffix, written with /. tags: what is known of the image
    as a whole: lot, serial, product, view, light, maintenance, source (production, generated), answered_by,
    answered_at, verdict; and whatever else a format brings.
    """

    name: str
    path: Path
    width: int
    height: int
    labels: tuple[Label, ...] = ()
    golden: Path | None = None
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dataset:
    """Images and the classes that their labels may have, in order; a class may have no label."""

    classes: tuple[str, ...]
    images: tuple[LabelledImage, ...]

    def without(self, classes: Collection[str]) -> Dataset:
        """As if these had never occurred: neither the classes nor the images that hold any of them."""
        kept = tuple(
            image for image in self.images if not any(label.defect_class in classes for label in image.labels)
        )
        return Dataset(tuple(code for code in self.classes if code not in classes), kept)


class DatasetError(Exception):
    """Labelled images that can't be used; the message names the file, the line or item, and what to do."""
