"""What is the same for all families that ultralytics trains."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from inspector_app.learning.offline import stay_offline
from inspector_app.learning.packages.exporting import save_weights
from inspector_app.learning.training.plan import Tell, TrainingError, TrainingPlan
from inspector_app.learning.ultralytics_detectors.arguments import beginning
from inspector_app.learning.ultralytics_detectors.running import run


class UltralyticsDetector(ABC):
    """The half of `families.Detector` that does not depend on what the network gives."""

    learning_rate = 0.002
    """The highest, where a plan names none."""

    further_arguments: Mapping[str, Any] = MappingProxyType({})
    """Of ultralytics, beside those of every family."""

    def __init__(self, name: str) -> None:
        """name: of ultralytics' yaml."""
        self._name = name

    def train(self, plan: TrainingPlan, *, resume: bool, tell: Tell) -> None:
        """See `families.Detector`."""
        stay_offline()
        begin = {**beginning(plan, f"{self._name}.yaml", self.learning_rate), **self.further_arguments}
        run(self._trainer(), plan, None if resume else begin, tell)

    def save_weights(self, checkpoint: Path, target: Path) -> None:
        """See `families.Detector`."""
        save_weights(checkpoint, target)

    def checkpoint_from(self, weights: Path, classes: int, target: Path) -> None:
        """See `packed.restoring.Portable`."""
        stay_offline()
        import torch  # noqa: PLC0415 - heavy, and optional

        network = self._with(weights, self._trained_model(), classes)
        if not all(tensor.isfinite().all() for tensor in network.state_dict().values()):
            raise TrainingError(f"the weights of {self._name} hold numbers that are none")
        torch.save({"epoch": -1, "ema": None, "model": network.half(), "train_args": {}}, target)

    @abstractmethod
    def _trainer(self) -> Any:
        """The class that trains."""

    @abstractmethod
    def _trained_model(self) -> Any:
        """The class of the network, which checkpoints name."""

    def _with(self, weights: Path, model: Any, classes: int) -> Any:
        from inspector_app.learning.training.start_weights import take_fitting_weights  # noqa: PLC0415 - torch is optional

        network = model(f"{self._name}.yaml", ch=3, nc=classes, verbose=False)
        taken = take_fitting_weights(network, weights)
        if taken != len(network.state_dict()):
            raise TrainingError(f"only {taken} of {len(network.state_dict())} tensors fit {self._name}")
        return network
