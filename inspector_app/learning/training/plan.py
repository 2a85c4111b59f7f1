"""What to train, on what, for how long; the same for every family of networks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

POSITION = "position"
AUTO = "auto"
AUGMENT = (POSITION, "light", "focus", "noise", "dust")


class TrainingError(Exception):
    """A training that can't start or go on; the message says why."""


class ShortOfMemoryError(TrainingError):
    """A step did not fit into memory; fewer crops a step may."""


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """What to train, on what, for how long.

    data: a YOLO data.yaml; work: the folder of checkpoints; start: weights.safetensors of a package to go on
    from, or None for from scratch; minutes: time limit of the whole training, over all its starts (the learning-rate
    schedule fits it), None for epochs only.
    patience: epochs without a better validation figure after which it stops, and the best epoch's network is taken;
    0 goes to the end and takes the last. learning_rate: the highest, None for the family's own. freeze: how many of
    the first layers stay as they are. augment: names of `augmenting.AUGMENTATIONS`, and position. compares: whether
    the crops are image, golden and difference.
    device: `cpu`, `cuda:N`, or auto; families get it resolved (`devices.chosen_device`).
    """

    data: Path
    work: Path
    start: Path | None = None
    family: str = "yolov8n"
    epochs: int = 30
    minutes: float | None = None
    size: int = 320
    batch: int = 32
    learning_rate: float | None = None
    seed: int = 1
    workers: int = 1
    patience: int = 0
    freeze: int = 0
    augment: tuple[str, ...] = (POSITION,)
    compares: bool = True
    device: str = AUTO

    def on(self, data: Path) -> TrainingPlan:
        """The same plan on this data."""
        return replace(self, data=data)

    @property
    def changes(self) -> tuple[str, ...]:
        """The augmentations that change a crop's pixels; `position` turns and mirrors it."""
        return tuple(name for name in self.augment if name != POSITION)


Tell = Callable[[int, int, Mapping[str, float]], None]
"""Takes the number of an epoch that has ended (from 1), how many are planned by now, and its figures by name."""
