"""How a training went, epoch by epoch, from the table that ultralytics writes."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

WATCHED_EPOCHS = 5


@dataclass(frozen=True, slots=True)
class Epoch:
    """One row: mean losses of the training and the validation part, and mAP at IoU 0.5 on the latter."""

    number: int
    training_loss: float
    validation_loss: float
    map50: float


def read_curves(path: Path) -> tuple[Epoch, ...]:
    """The epochs so far; none where nothing has been written. A last row that is cut off is left out."""
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        rows = [{str(key).strip(): value for key, value in row.items()} for row in csv.DictReader(file)]
    return tuple(epoch for epoch in map(_epoch, rows) if epoch is not None)


def _epoch(row: dict[str, str | None]) -> Epoch | None:
    try:
        values = {key: float(value or "nan") for key, value in row.items()}
    except ValueError:
        return None
    if not all(math.isfinite(value) for value in values.values()):
        return None
    return Epoch(
        number=int(values["epoch"]),
        training_loss=_sum(values, "train/"),
        validation_loss=_sum(values, "val/"),
        map50=values["metrics/mAP50(B)"],
    )


def _sum(values: dict[str, float], prefix: str) -> float:
    return sum(value for key, value in values.items() if key.startswith(prefix) and key.endswith("loss"))


def learning_by_heart(epochs: Sequence[Epoch], watched: int = WATCHED_EPOCHS) -> str | None:
    """A warning where the training part goes on getting better and the validation part has not; else None."""
    if len(epochs) <= watched:
        return None
    before, lately = epochs[:-watched], epochs[-watched:]
    still_learning = lately[-1].training_loss < min(one.training_loss for one in before)
    best_before = max(one.map50 for one in before)
    lowest_before = min(one.validation_loss for one in before)
    better = any(one.map50 > best_before or one.validation_loss < lowest_before for one in lately)
    if not still_learning or better:
        return None
    best = max(before, key=lambda one: one.map50)
    return (
        f"the last {watched} epochs made the images learnt from better and the validation part no better "
        f"(best: mAP {best.map50:.3f} in epoch {best.number}): the network learns them by heart; "
        "stop here, or give it more images"
    )
