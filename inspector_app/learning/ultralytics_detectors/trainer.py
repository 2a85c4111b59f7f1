"""ultralytics' trainer and models with what a CPU and a three-channel stack of planes need.

Checkpoints name the classes of this module, so it stays where it is.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import torch
from ultralytics.models.yolo.detect import DetectionTrainer
from ultralytics.nn.tasks import DetectionModel
from ultralytics.utils.torch_utils import strip_optimizer

from inspector_app.learning.training.augmenting import augment
from inspector_app.learning.training.devices import use_every_core
from inspector_app.learning.training.folder import seconds_used
from inspector_app.learning.training.start_weights import take_fitting_weights


class BoardModel(DetectionModel):  # type: ignore[misc] # ultralytics comes without type information
    """Runs forward and backward in bfloat16 on the CPU, and the loss in floating point.

    ultralytics offers bfloat16 on GPUs only; on a CPU with the instructions for it, it halves the time of a step.
    """

    def loss(self, batch: dict[str, Any], preds: Any = None) -> Any:
        """The loss of a batch, as ultralytics computes it."""
        if preds is None and batch["img"].device.type == "cpu":
            with torch.autocast("cpu", dtype=torch.bfloat16):
                preds = self.forward(batch["img"])
            preds = in_float(preds)
        return super().loss(batch, preds)


class BoardTraining:
    """What is the same for all trainers of ultralytics, which a class takes beside one of them.

    Trains on channels-last tensors (1.3 x faster on a CPU), starts from a package's weights, writes checkpoints whole
    or not at all, and counts its time over all its starts.
    """

    start_weights: Path | None = None
    augmentations: tuple[str, ...] = ()
    compares: bool = True
    draw: torch.Generator
    last: Path
    best: Path

    def use(self, augmentations: tuple[str, ...], seed: int, *, compares: bool) -> None:
        """Changes crops by these names from now on, drawn from this seed."""
        self.augmentations = augmentations
        self.compares = compares
        self.draw = torch.Generator().manual_seed(seed)

    def prepared(self, model: Any, weights: Any) -> Any:
        """A new network in channels-last layout, with a checkpoint's weights or the start weights that fit."""
        use_every_core()  # ultralytics leaves one idle; its data loader needs a tenth of one
        if weights is not None:
            model.load(weights)
        elif self.start_weights is not None:
            take_fitting_weights(model, self.start_weights)
        _follow_quickly(model)
        return model.to(memory_format=torch.channels_last)

    def resume_training(self: Any, ckpt: Any) -> None:
        """Goes on as if it had never been stopped: in time, in its table of epochs, and in its learning rate."""
        if self.resume and ckpt is not None:
            _forget_epochs_after(self.csv, ckpt["epoch"] + 1)
            # by a slow stretch a timed training may have planned no more epochs than it has done
            self.epochs = self.args.epochs = max(self.epochs, ckpt["epoch"] + 2)
            self.add_callback("on_train_start", _count_on)
            self.add_callback("on_train_epoch_start", _plan_from_the_beginning)
        super().resume_training(ckpt)  # type: ignore[misc] # of the trainer that this class stands beside

    def save_model(self: Any) -> Any:
        """Checkpoints as ultralytics writes them, each whole or not there: one cut off could not be gone on from."""
        places = self.last, self.best
        self.last, self.best = (_unfinished(place) for place in places)
        try:
            saved = super().save_model()  # type: ignore[misc] # of the trainer that this class stands beside
            for place in places:
                if _unfinished(place).exists():
                    _unfinished(place).replace(place)
        finally:
            self.last, self.best = places
        return saved

    def final_eval(self) -> None:
        """Takes out of the checkpoints what only training needs; every epoch has been validated already."""
        for place in (self.last, self.best):
            if place.exists():
                strip_optimizer(place, _unfinished(place))
                _unfinished(place).replace(place)

    def preprocess_batch(self: Any, batch: dict[str, Any]) -> dict[str, Any]:
        """A batch in the model's layout, changed as the plan says; only training comes through here."""
        batch = super().preprocess_batch(batch)  # type: ignore[misc] # of the trainer that this class stands beside
        crops = augment(batch["img"], self.augmentations, self.draw, compares=self.compares)
        batch["img"] = crops.contiguous(memory_format=torch.channels_last)
        return batch


class BoardTrainer(BoardTraining, DetectionTrainer):  # type: ignore[misc] # ultralytics comes without types
    """For networks of convolutions: YOLOv8, YOLO11, YOLO26."""

    def get_model(self, cfg: Any = None, weights: Any = None, verbose: bool = True) -> Any:
        """The network, ready to be trained."""
        model = BoardModel(cfg, nc=self.data["nc"], ch=self.data["channels"], verbose=verbose)
        return self.prepared(model, weights)


def _follow_quickly(model: Any) -> None:
    """Ultralytics' running means need some 200 steps to forget where they began; a hundred crops give fewer."""
    for module in model.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = 0.1


def in_float(value: Any) -> Any:
    """The same structure of tensors in 32-bit floating point."""
    if isinstance(value, torch.Tensor):
        return value.float() if value.is_floating_point() else value
    if isinstance(value, dict):
        return {key: in_float(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(in_float(item) for item in value)
    return value


def _unfinished(place: Path) -> Path:
    return place.with_name(place.name + ".part")


def _forget_epochs_after(table: Path, epoch: int) -> None:
    """A row whose checkpoint was never written: the epoch is done again."""
    if not table.is_file():
        return
    with table.open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file)) or [[]]
    kept = [row for row in rows if len(row) == len(head) and float(row[0]) <= epoch]
    with _unfinished(table).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *kept])
    _unfinished(table).replace(table)


def _count_on(trainer: Any) -> None:
    trainer.train_time_start -= seconds_used(trainer.save_dir.parent)


def _plan_from_the_beginning(trainer: Any) -> None:
    """By all epochs and all time since the first start; ultralytics knows those of one start only."""
    trainer.start_epoch = 0
