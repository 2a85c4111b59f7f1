"""ultralytics' detection trainer with what a CPU and a three-channel stack of planes need."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from ultralytics.models.yolo.detect import DetectionTrainer
from ultralytics.nn.tasks import DetectionModel

from inspector_app.learning.augmenting import augment


class BoardModel(DetectionModel):  # type: ignore[misc] # ultralytics comes without type information
    """Runs forward and backward in bfloat16 on the CPU, and the loss in floating point.

    ultralytics offers bfloat16 on GPUs only; on a CPU with the instructions for it, it halves the time of a step.
    """

    def loss(self, batch: dict[str, Any], preds: Any = None) -> Any:
        """The loss of a batch, as ultralytics computes it."""
        if preds is None and batch["img"].device.type == "cpu":
            with torch.autocast("cpu", dtype=torch.bfloat16):
                preds = self.forward(batch["img"])
            preds = _in_float(preds)
        return super().loss(batch, preds)


class BoardTrainer(DetectionTrainer):  # type: ignore[misc] # ultralytics comes without type information
    """Trains on channels-last tensors (1.3 x faster on a CPU) and starts from a package's weights."""

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

    def get_model(self, cfg: Any = None, weights: Any = None, verbose: bool = True) -> Any:
        """The network, in channels-last layout, with the start weights that fit."""
        # ultralytics leaves one core idle on the CPU; its data loader needs a tenth of one
        torch.set_num_threads(
            len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        )
        model = BoardModel(cfg, nc=self.data["nc"], ch=self.data["channels"], verbose=verbose)
        if weights is not None:
            model.load(weights)
        elif self.start_weights is not None:
            take_fitting_weights(model, self.start_weights)
        return model.to(memory_format=torch.channels_last)

    def save_model(self) -> Any:
        """Checkpoints as ultralytics writes them, each whole or not there: one cut off could not be gone on from."""
        places = self.last, self.best
        self.last, self.best = (place.with_name(place.name + ".part") for place in places)
        try:
            saved = super().save_model()
            for place in places:
                unfinished = place.with_name(place.name + ".part")
                if unfinished.exists():
                    unfinished.replace(place)
        finally:
            self.last, self.best = places
        return saved

    def preprocess_batch(self, batch: dict[str, Any]) -> dict[str, Any]:
        """A batch in the model's layout, changed as the plan says; only training comes through here."""
        batch = super().preprocess_batch(batch)
        crops = augment(batch["img"], self.augmentations, self.draw, compares=self.compares)
        batch["img"] = crops.contiguous(memory_format=torch.channels_last)
        return batch


def take_fitting_weights(model: Any, path: Path) -> int:
    """Copies the tensors of a weights file whose names and shapes fit; returns how many did."""
    stored = load_file(path)
    own = model.state_dict()
    fitting = {
        name: tensor for name, tensor in stored.items() if name in own and own[name].shape == tensor.shape
    }
    own.update(fitting)
    model.load_state_dict(own)
    return len(fitting)


def _in_float(value: Any) -> Any:
    """The same structure of tensors in 32-bit floating point."""
    if isinstance(value, torch.Tensor):
        return value.float() if value.is_floating_point() else value
    if isinstance(value, dict):
        return {key: _in_float(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_in_float(item) for item in value)
    return value
