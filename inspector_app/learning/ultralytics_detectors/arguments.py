"""What ultralytics is told of a training."""

from __future__ import annotations

from typing import Any

from inspector_app.learning.training.folder import newest, read_arguments
from inspector_app.learning.training.plan import POSITION, TrainingPlan

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


def resuming(plan: TrainingPlan) -> dict[str, Any]:
    """What may be other than it was; the checkpoint knows all the rest."""
    last, before = str(newest(plan.work)), read_arguments(plan.work).get("batch")
    return {
        "resume": last,
        "model": last,
        "device": plan.device,
        # fewer where memory has been short; the steps of one training are not made larger on its way
        "batch": min(plan.batch, int(before)) if before else plan.batch,
        **({"time": plan.minutes / 60} if plan.minutes else {}),
    }


def beginning(plan: TrainingPlan, model: str, learning_rate: float) -> dict[str, Any]:
    """Everything, for a network of this yaml; learning_rate: the highest, where the plan names none."""
    return {
        "model": model,
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
        "device": plan.device,
        "seed": plan.seed,
        "deterministic": False,
        "amp": False,
        "optimizer": "AdamW",
        "lr0": plan.learning_rate or learning_rate,
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
        **dict.fromkeys(("fliplr", "flipud"), 0.5 if POSITION in plan.augment else 0.0),
        **_NO_AUGMENTATION,
    }
