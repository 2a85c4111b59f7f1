"""The trainer and model of networks that learn outlines.

Checkpoints name the classes of this module, so it stays where it is.
"""

from __future__ import annotations

from typing import Any

from ultralytics.models.yolo.segment import SegmentationTrainer
from ultralytics.nn.tasks import SegmentationModel

from inspector_app.learning.ultralytics_detectors.trainer import BoardModel, BoardTraining


class OutlineModel(BoardModel, SegmentationModel):  # type: ignore[misc] # ultralytics comes without types
    """A segmentation network that runs in bfloat16 on the CPU as the others do."""


class OutlineTrainer(BoardTraining, SegmentationTrainer):  # type: ignore[misc] # ultralytics comes without types
    """For YOLOv8 with masks."""

    def get_model(self, cfg: Any = None, weights: Any = None, verbose: bool = True) -> Any:
        """The network, ready to be trained."""
        model = OutlineModel(cfg, nc=self.data["nc"], ch=self.data["channels"], verbose=verbose)
        return self.prepared(model, weights)
