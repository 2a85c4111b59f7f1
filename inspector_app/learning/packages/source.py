"""What a model package is made from besides its network: images to calibrate, to choose and to measure on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from inspector_app.domain.recipe import Recipe
from inspector_app.inspection.ports import Network
from inspector_app.learning.crops.files import Planes
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard
from inspector_app.learning.packages.steps import Progress
from inspector_app.model_packages.card import Card


class PackageSource(Protocol):
    """Three sets of images that have nothing in common: none is chosen on what it is measured on."""

    @property
    def classes(self) -> tuple[str, ...]:
        """The defect classes, in the order of the network's output."""

    @property
    def channels(self) -> tuple[str, ...]:
        """What the network takes, as the card names it."""

    @property
    def tolerances_mm(self) -> Mapping[str, float]:
        """The largest defect of each class that a good part may have."""

    @property
    def mm_per_px(self) -> float:
        """The scale of the images; 1 where sizes stay in px."""

    @property
    def largest_px(self) -> float:
        """What a class gets as its smallest size that is never found well."""

    def calibration_inputs(self) -> Iterable[Planes]:
        """Network inputs (side, side, 3) for the quantisation's ranges."""

    def golden_inputs(self) -> Iterable[Planes]:
        """A few network inputs, to be asked again on every PC."""

    @property
    def validation_images(self) -> int:
        """How many images thresholds are chosen on."""

    @property
    def measured_images(self) -> int:
        """How many images the card's figures come from."""

    def validate(
        self, network: Network, most: int | None = None, progress: Progress | None = None
    ) -> Sequence[ExaminedBoard]:
        """The images that thresholds are chosen on; most: not more than so many of them, always the same ones."""

    def measure(
        self, networks: Sequence[Network], progress: Progress | None = None
    ) -> Sequence[Sequence[ExaminedBoard]]:
        """The images that the card's figures come from, by each network."""

    def recipe(self, card: Card) -> Recipe:
        """What these images are judged by."""

    @property
    def validated_on(self) -> tuple[str, ...]:
        """Products whose own parts the card's figures come from."""

    def for_card(self) -> dict[str, Any]:
        """What the card says of the images."""

    @property
    def rights(self) -> str:
        """Whose the images are, as the card says it."""
