"""A checkpoint made again at home from plain weights: no pickle of another machine is ever loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, runtime_checkable

from inspector_app.learning.families import detector
from inspector_app.learning.training.plan import TrainingError


@runtime_checkable
class Portable(Protocol):
    """A family whose checkpoint can be made from its weights alone."""

    def checkpoint_from(self, weights: Path, classes: int, target: Path) -> None:
        """Writes a checkpoint that `export` and `save_weights` take, from what `save_weights` wrote.

        Raises TrainingError where the weights are not exactly those of this network, or hold numbers that are none.
        """


def portable(family: str) -> Portable:
    """The family, where it can be trained elsewhere. Raises TrainingError where it can't."""
    found = detector(family)
    if not isinstance(found, Portable):
        raise TrainingError(
            f"{family} can't be trained on another machine yet; train it here, or take a YOLO."
        )
    return found
