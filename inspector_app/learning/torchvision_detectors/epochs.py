"""What a training says of its epochs: the table that curves are drawn from, and what it was made with."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from inspector_app.learning.torchvision_detectors.learner import LOWEST_RATE
from inspector_app.learning.training.folder import arguments, results
from inspector_app.learning.training.plan import POSITION, TrainingPlan
from inspector_app.settings.whole_files import write_whole

Row = dict[str, float]


def write_rows(work: Path, rows: Sequence[Row]) -> None:
    """The whole table anew: after a kill it says what the checkpoint says."""
    if not rows:
        return
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[-1]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: f"{value:.6g}" for name, value in row.items()} for row in rows)
    write_whole(results(work), text.getvalue().encode())


def write_arguments(plan: TrainingPlan) -> None:
    """What the model card says of a training, under ultralytics' names."""
    import yaml  # noqa: PLC0415 - comes with ultralytics, in the environment that trains

    mirrored = 0.5 if POSITION in plan.augment else 0.0
    given: Mapping[str, Any] = {
        "model": plan.family,
        "imgsz": plan.size,
        "batch": plan.batch,
        "optimizer": "AdamW",
        "lr0": plan.learning_rate,
        "lrf": LOWEST_RATE,
        "cos_lr": True,
        "seed": plan.seed,
        "time": plan.minutes / 60 if plan.minutes else None,
        "fliplr": mirrored,
        "flipud": mirrored,
        "patience": plan.patience,
        "freeze": plan.freeze or None,
    }
    write_whole(arguments(plan.work), yaml.safe_dump(dict(given), sort_keys=False).encode())
