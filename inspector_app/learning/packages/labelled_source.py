"""A plant's labelled images as the source of a package: one part each to learn, to choose and to measure on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from inspector_app.datasets.labelled import Dataset, LabelledImage
from inspector_app.domain.recipe import Recipe
from inspector_app.imaging import Tile, cut_tile
from inspector_app.inspection.ports import Network
from inspector_app.learning.crops.files import Planes, square_round
from inspector_app.learning.crops.labelled_crops import LabelledCropsError, planes_of
from inspector_app.learning.evaluating.evaluation import run_images
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard
from inspector_app.learning.evaluating.labelled_images import (
    NO_TOLERANCE,
    known_images,
    labelled_recipe,
    measurable,
)
from inspector_app.learning.evaluating.smallest_found import LARGEST_PX
from inspector_app.learning.packages.steps import Progress
from inspector_app.model_packages.card import COLOURS, PLANES, Card

_GOLDEN_INPUTS = 3
_SEED = 1


@dataclass(frozen=True, slots=True)
class LabelledSource:
    """name: of the dataset, with its version. own: the recipe whose tolerances count; without one every label does.

    outlined: whether the network gives outlines, so that labels are measured along theirs.
    """

    name: str
    train: Dataset
    validation: Dataset
    test: Dataset
    side: int
    mm_per_px: float = 1.0
    own: Recipe | None = None
    calibration_images: int = 300
    identity: Mapping[str, Any] | None = None
    compares: bool = True
    outlined: bool = False

    @property
    def classes(self) -> tuple[str, ...]:
        """The dataset's."""
        return self.train.classes

    @property
    def channels(self) -> tuple[str, ...]:
        """Image, golden and difference, or the colours of the image alone."""
        return PLANES if self.compares else COLOURS

    @property
    def tolerances_mm(self) -> Mapping[str, float]:
        """The recipe's where it has the class."""
        rules = self.own.classes if self.own is not None else {}
        return {code: rules[code].tolerance_mm if code in rules else NO_TOLERANCE for code in self.classes}

    @property
    def largest_px(self) -> float:
        """No labelled defect is larger."""
        sizes = (label.box.long_side for image in self.validation.images for label in image.labels)
        return max(LARGEST_PX, *sizes, 0.0)

    def calibration_inputs(self) -> Iterator[Planes]:
        """Squares of images that were learnt from, at a defect where there is one."""
        return islice(self._squares(self.train), self.calibration_images)

    def golden_inputs(self) -> Iterator[Planes]:
        """Squares of validation images."""
        return islice(self._squares(self.validation), _GOLDEN_INPUTS)

    @property
    def validation_images(self) -> int:
        """Of the validation part."""
        return len(self.validation.images)

    @property
    def measured_images(self) -> int:
        """Of the test part."""
        return len(self.test.images)

    def validate(
        self, network: Network, most: int | None = None, progress: Progress | None = None
    ) -> list[ExaminedBoard]:
        """The validation part, or images evenly from all of it."""
        (validated,) = self._examine(self.validation, [network], most, progress)
        return validated

    def measure(
        self, networks: Sequence[Network], progress: Progress | None = None
    ) -> list[list[ExaminedBoard]]:
        """The test part; the vault is for `evaluate` alone."""
        return self._examine(self.test, networks, None, progress)

    def recipe(self, card: Card) -> Recipe:
        """The plant's own, or the card's thresholds and no tolerance."""
        return labelled_recipe(card, self.own)

    @property
    def validated_on(self) -> tuple[str, ...]:
        """The recipe's product: whoever names a recipe says that the images are of its line."""
        return () if self.own is None else (self.own.product,)

    def for_card(self) -> dict[str, Any]:
        """The dataset and how many images each part has."""
        parts = {"train": self.train, "validation": self.validation, "test": self.test}
        counts = {name: len(part.images) for name, part in parts.items()}
        return {"kind": "labelled images", "name": self.name, **(self.identity or {}), "images": counts}

    @property
    def rights(self) -> str:
        """The plant's."""
        return "the plant's own images"

    def _examine(
        self, part: Dataset, networks: Sequence[Network], most: int | None, progress: Progress | None
    ) -> list[list[ExaminedBoard]]:
        images = _chosen(measurable(part, self.name, compares=self.compares).images, most)
        known = known_images(
            images,
            self.tolerances_mm,
            self.mm_per_px,
            outlined=self.outlined,
            tolerances_mm2=self.own.tolerances_mm2 if self.own is not None else {},
            quality=self.own.quality if self.own is not None else None,
        )
        return run_images(known, len(images), networks, progress=progress)

    def _squares(self, part: Dataset) -> Iterator[Planes]:
        """One of each image, in an order of its own, those that can't be used left out."""
        rng = np.random.default_rng(_SEED)
        usable = measurable(part, self.name, compares=self.compares).images
        for index in rng.permutation(len(usable)):
            image = usable[int(index)]
            try:
                yield cut_tile(planes_of(image, compares=self.compares), self._place(image, rng))
            except LabelledCropsError:
                continue  # the training's answer has named it

    def _place(self, image: LabelledImage, rng: np.random.Generator) -> Tile:
        boxes = [label.box for label in image.labels]
        return square_round(boxes, (image.height, image.width), self.side, rng)


def _chosen(images: Sequence[LabelledImage], most: int | None) -> Sequence[LabelledImage]:
    """As many as asked for, half of them with defects where there are so many: a drop is seen on defects."""
    if most is None or len(images) <= most:
        return images
    bad = [image for image in images if image.labels]
    good = [image for image in images if not image.labels]
    taken = min(len(bad), max(most // 2, most - len(good)))
    return [*_spread(bad, taken), *_spread(good, most - taken)]


def _spread(images: Sequence[LabelledImage], count: int) -> list[LabelledImage]:
    return [images[number * len(images) // count] for number in range(count)]
