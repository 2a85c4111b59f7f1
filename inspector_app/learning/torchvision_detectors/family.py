"""The families of this package, as `families.Detector` asks of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from inspector_app.learning.quantising.rows import Rows, of_chosen_candidates, of_fixed_places
from inspector_app.learning.torchvision_detectors.checkpoints import read_checkpoint, write_checkpoint
from inspector_app.learning.torchvision_detectors.exporting import (
    Answering,
    converted,
    left_in_floating_point,
)
from inspector_app.learning.torchvision_detectors.trainable import NewNetwork
from inspector_app.learning.torchvision_detectors.training import train
from inspector_app.learning.torchvision_detectors.transformer import WindowTransformer
from inspector_app.learning.torchvision_detectors.two_stage import FasterRcnn
from inspector_app.learning.training.plan import Tell, TrainingError, TrainingPlan

NETWORKS: Mapping[str, NewNetwork] = MappingProxyType({"fasterrcnn": FasterRcnn, "vit": WindowTransformer})
_SIDE = 640


class TorchvisionDetector:
    """`families.Detector` for networks put together from torchvision's parts."""

    def __init__(self, name: str) -> None:
        """name: of the family."""
        self._name = name
        self._new = NETWORKS[name]

    def train(self, plan: TrainingPlan, *, resume: bool, tell: Tell) -> None:
        """See `families.Detector`."""
        train(self._new, plan, resume=resume, tell=tell)

    def input_side(self, trained: int) -> int:
        """Boxes are relative to a place and attention to a window, so neither knows how large the image is."""
        return max(_SIDE, trained)

    def export(self, checkpoint: Path, work: Path, side: int) -> Any:
        """See `families.Detector`."""
        state = read_checkpoint(checkpoint)
        network = self._new(len(state["classes"]))
        network.load_state_dict(state["learner"]["averaged"])
        return converted(network, side)

    def kept_in_floating_point(self, model: Any) -> list[str]:
        """See `families.Detector`."""
        return left_in_floating_point(model)

    def compared(self, answers: Sequence[Any], classes: int) -> Rows:
        """A transformer's candidates are places; Faster R-CNN's are the best proposals, in the order of scores."""
        chosen = self._name == "fasterrcnn"
        return of_chosen_candidates(answers, classes) if chosen else of_fixed_places(answers, classes)

    def save_weights(self, checkpoint: Path, target: Path) -> None:
        """See `families.Detector`."""
        from safetensors.torch import save_file  # noqa: PLC0415 - heavy, and optional

        averaged = read_checkpoint(checkpoint)["learner"]["averaged"]
        save_file({name: _halved(tensor) for name, tensor in averaged.items()}, target)

    def rebuild(self, weights: Path, classes: int, side: int) -> Any:
        """See `families.Detector`."""
        return Answering(self._with(weights, classes)).float().eval()

    def checkpoint_from(self, weights: Path, classes: int, target: Path) -> None:
        """See `packed.restoring.Portable`."""
        averaged = self._with(weights, classes).state_dict()
        if not all(tensor.isfinite().all() for tensor in averaged.values()):
            raise TrainingError(f"the weights of {self._name} hold numbers that are none")
        names = [str(number) for number in range(classes)]
        state = {"family": self._name, "classes": names, "rows": [], "learner": {"averaged": averaged}}
        write_checkpoint(target, state)

    def _with(self, weights: Path, classes: int) -> Any:
        """The network with these weights, all of them and no other."""
        from safetensors import SafetensorError  # noqa: PLC0415 - heavy, and optional
        from safetensors.torch import load_file  # noqa: PLC0415

        network = self._new(classes)
        try:
            network.load_state_dict(load_file(weights))
        except (RuntimeError, SafetensorError) as error:
            raise TrainingError(f"{weights}: is not of a {self._name} of {classes} classes") from error
        return network


def _halved(tensor: Any) -> Any:
    return (tensor.half() if tensor.is_floating_point() else tensor).contiguous()
