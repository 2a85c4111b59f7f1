"""YOLOv8 and YOLO11."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from inspector_app.learning.exporting import export_reference, save_weights
from inspector_app.learning.offline import stay_offline
from inspector_app.learning.quantising import kept_in_floating_point
from inspector_app.learning.training_plan import Tell, TrainingError, TrainingPlan
from inspector_app.learning.ultralytics_detectors.arguments import beginning
from inspector_app.learning.ultralytics_detectors.running import run

_SIDE = 640
_LEARNING_RATE = 0.002


class YoloDetector:
    """`families.Detector` for networks of convolutions whose head says boxes and scores of every anchor."""

    further_arguments: Mapping[str, Any] = MappingProxyType({})
    """Of ultralytics, beside those of every family."""

    def __init__(self, name: str) -> None:
        """name: of ultralytics' yaml."""
        self._name = name

    def train(self, plan: TrainingPlan, *, resume: bool, tell: Tell) -> None:
        """See `families.Detector`."""
        stay_offline()
        begin = {**beginning(plan, f"{self._name}.yaml", _LEARNING_RATE), **self.further_arguments}
        run(self._trainer(), plan, None if resume else begin, tell)

    def input_side(self, trained: int) -> int:
        """Convolutions answer alike at any size: few large tiles cost less than many small ones."""
        return max(_SIDE, trained)

    def export(self, checkpoint: Path, work: Path, side: int) -> Any:
        """See `families.Detector`."""
        return export_reference(checkpoint, work, side)

    def kept_in_floating_point(self, model: Any) -> list[str]:
        """The arithmetic of the head."""
        return kept_in_floating_point(model)

    def save_weights(self, checkpoint: Path, target: Path) -> None:
        """See `families.Detector`."""
        save_weights(checkpoint, target)

    def rebuild(self, weights: Path, classes: int, side: int) -> Any:
        """See `families.Detector`."""
        stay_offline()
        network = self._with(weights, self._plain_model(), classes)
        network = network.float().eval().fuse(verbose=False)
        head = network.model[-1]
        head.export, head.format = True, "onnx"
        return network

    def checkpoint_from(self, weights: Path, classes: int, target: Path) -> None:
        """See `packed.restoring.Portable`."""
        stay_offline()
        import torch  # noqa: PLC0415 - heavy, and optional

        network = self._with(weights, self._trained_model(), classes)
        if not all(tensor.isfinite().all() for tensor in network.state_dict().values()):
            raise TrainingError(f"the weights of {self._name} hold numbers that are none")
        torch.save({"epoch": -1, "ema": None, "model": network.half(), "train_args": {}}, target)

    def _trainer(self) -> Any:
        from inspector_app.learning.trainer import BoardTrainer  # noqa: PLC0415 - torch is heavy, and optional

        return BoardTrainer

    def _trained_model(self) -> Any:
        """The class that checkpoints name."""
        from inspector_app.learning.trainer import BoardModel  # noqa: PLC0415

        return BoardModel

    def _plain_model(self) -> Any:
        """The same without what only training needs."""
        from ultralytics.nn.tasks import DetectionModel  # noqa: PLC0415 - heavy, and optional

        return DetectionModel

    def _with(self, weights: Path, model: Any, classes: int) -> Any:
        from inspector_app.learning.start_weights import take_fitting_weights  # noqa: PLC0415

        network = model(f"{self._name}.yaml", ch=3, nc=classes, verbose=False)
        taken = take_fitting_weights(network, weights)
        if taken != len(network.state_dict()):
            raise TrainingError(f"only {taken} of {len(network.state_dict())} tensors fit {self._name}")
        return network
