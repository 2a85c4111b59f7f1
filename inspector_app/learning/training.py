"""Training with ultralytics YOLOv8, on the CPU or on a GPU where torch finds one."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from inspector_app.learning.curves import Epoch, read_curves
from inspector_app.learning.offline import stay_offline

FAMILIES = ("yolov8n", "yolov8s", "yolov8m", "yolo11n", "yolo11s", "yolo11m")
_POSITION = "position"
AUGMENT = (_POSITION, "light", "focus", "noise", "dust")
_LAST, _BEST, _FINISHED, _FAMILY = "last.pt", "best.pt", "finished", "family"


class TrainingError(Exception):
    """A training that can't start or go on; the message says why."""


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """What to train, on what, for how long.

    data: a YOLO data.yaml; work: the folder of checkpoints; start: weights.safetensors of a package to go on
    from, or None for from scratch; minutes: time limit (the learning-rate schedule fits it), None for epochs only.
    patience: epochs without a better validation figure after which it stops, and the best epoch's network is taken;
    0 goes to the end and takes the last. freeze: how many of the first layers stay as they are. augment: names of
    `augmenting.AUGMENTATIONS`, and position. compares: whether the crops are image, golden and difference.
    """

    data: Path
    work: Path
    start: Path | None = None
    family: str = "yolov8n"
    epochs: int = 30
    minutes: float | None = None
    size: int = 320
    batch: int = 32
    learning_rate: float = 0.002
    seed: int = 1
    workers: int = 1
    patience: int = 0
    freeze: int = 0
    augment: tuple[str, ...] = ("position",)
    compares: bool = True

    def on(self, data: Path) -> TrainingPlan:
        """The same plan on this data."""
        return replace(self, data=data)


def checkpoint(work: Path) -> Path:
    """The network that a training came to: its newest, or its best where it said so when it was finished."""
    finished = work / "run" / _FINISHED
    chosen = finished.read_text(encoding="utf-8").strip() if finished.is_file() else ""
    return work / "run" / "weights" / (chosen or _LAST)


def is_finished(work: Path) -> bool:
    """Whether a training has come to its end."""
    return (work / "run" / _FINISHED).is_file()


def curves(work: Path) -> tuple[Epoch, ...]:
    """The epochs of a training so far."""
    return read_curves(work / "run" / "results.csv")


def train(plan: TrainingPlan, *, progress: Path | None = None) -> Path:
    """Trains, or resumes where a checkpoint of this work folder exists; returns the final checkpoint.

    A training that is finished already is not done again.

    Progress goes to a file of JSON lines, one an epoch. Raises TrainingError where the plan can't be carried out.
    """
    if not plan.data.is_file():
        raise TrainingError(f"{plan.data}: no such dataset")
    check_plan(plan)
    _keep_family(plan)
    last, finished = plan.work / "run" / "weights" / _LAST, plan.work / "run" / _FINISHED
    if finished.is_file() and checkpoint(plan.work).is_file():
        return checkpoint(plan.work)
    stay_offline()
    from inspector_app.learning.trainer import BoardTrainer  # noqa: PLC0415 - torch is heavy, and optional

    trainer = BoardTrainer(overrides=_overrides(plan, last if last.is_file() else None))
    trainer.start_weights = plan.start
    trainer.use(tuple(name for name in plan.augment if name != _POSITION), plan.seed, compares=plan.compares)
    if progress is not None:
        trainer.add_callback("on_fit_epoch_end", lambda running: _report(running, progress))
    trainer.train()
    finished.write_text(_BEST if plan.patience else _LAST, encoding="utf-8")
    return checkpoint(plan.work)


def check_plan(plan: TrainingPlan) -> None:
    """Raises TrainingError for a family or a change to crops that there is not."""
    if plan.family not in FAMILIES:
        raise TrainingError(f"no family named {plan.family}; there are: {', '.join(FAMILIES)}")
    unknown = [name for name in plan.augment if name not in AUGMENT]
    if unknown:
        raise TrainingError(f"no augmentation named {', '.join(unknown)}; there are: {', '.join(AUGMENT)}")


def training_record(work: Path) -> dict[str, Any]:
    """What a model card says of a training: its arguments and its epochs; empty where there is no such training."""
    arguments, results = work / "run" / "args.yaml", work / "run" / "results.csv"
    if not arguments.is_file() or not results.is_file():
        return {}
    import yaml  # noqa: PLC0415 - comes with ultralytics, in the environment that trains

    kept = (
        "model",
        "imgsz",
        "batch",
        "optimizer",
        "lr0",
        "lrf",
        "cos_lr",
        "seed",
        "time",
        "fliplr",
        "flipud",
        "patience",
        "freeze",
    )
    given = yaml.safe_load(arguments.read_text(encoding="utf-8"))
    rows = results.read_text(encoding="utf-8").splitlines()[1:]
    return {"arguments": {key: given.get(key) for key in kept}, "epochs": len(rows)}


def family_of(work: Path) -> str:
    """The network that a training of this folder began with."""
    begun = work / _FAMILY
    return begun.read_text(encoding="utf-8").strip() if begun.is_file() else FAMILIES[0]


def _keep_family(plan: TrainingPlan) -> None:
    """A checkpoint of one network can't be gone on from with another."""
    begun = plan.work / _FAMILY
    if not begun.is_file():
        plan.work.mkdir(parents=True, exist_ok=True)
        begun.write_text(plan.family, encoding="utf-8")
    if family_of(plan.work) != plan.family:
        raise TrainingError(
            f"the training {plan.work.name} began with {family_of(plan.work)}; give another training another name"
        )


def _overrides(plan: TrainingPlan, resume: Path | None) -> dict[str, Any]:
    if resume is not None:
        return {"resume": str(resume), "model": str(resume)}
    return {
        "model": f"{plan.family}.yaml",
        "data": str(plan.data),
        "project": str(plan.work.resolve()),
        "name": "run",
        "exist_ok": True,
        "pretrained": False,
        "epochs": plan.epochs,
        "time": plan.minutes / 60 if plan.minutes else None,
        "imgsz": plan.size,
        "batch": plan.batch,
        "workers": plan.workers,
        "seed": plan.seed,
        "deterministic": False,
        "amp": False,
        "optimizer": "AdamW",
        "lr0": plan.learning_rate,
        "lrf": 0.02,
        "cos_lr": True,
        "warmup_epochs": 0.5,
        "warmup_bias_lr": 0.0,
        "weight_decay": 0.0005,
        "patience": plan.patience,
        "freeze": plan.freeze or None,
        "plots": False,
        "val": True,
        "save_period": -1,
        # what a mark means changes with neither
        **dict.fromkeys(("fliplr", "flipud"), 0.5 if _POSITION in plan.augment else 0.0),
        **_NO_AUGMENTATION,
    }


_NO_AUGMENTATION: dict[str, Any] = {
    # the channels are image, golden and difference: colour changes and mixed images would break what ties them
    "hsv_h": 0.0,
    "hsv_s": 0.0,
    "hsv_v": 0.0,
    "mosaic": 0.0,
    "mixup": 0.0,
    "erasing": 0.0,
    "translate": 0.0,
    "scale": 0.0,
    "degrees": 0.0,
    "auto_augment": None,
    "close_mosaic": 0,
}


def _report(trainer: Any, progress: Path) -> None:
    line = {
        "at": datetime.now(UTC).isoformat(),
        "epoch": trainer.epoch + 1,
        "epochs": trainer.epochs,
        **{key: float(value) for key, value in trainer.metrics.items()},
    }
    with progress.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + os.linesep)
