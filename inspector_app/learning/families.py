"""The families of networks, and what each must be able to do so that all the rest is one code for all.

Whoever adds a family writes a class with the methods of `Detector` and names it in `FAMILIES`. Training, resuming,
curves, job screens, packages, ONNX and the station then work for it, since they ask only for what stands here and for
the files that `training_folder` describes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from inspector_app.learning.quantising.rows import Rows
from inspector_app.learning.training.plan import AUGMENT, Tell, TrainingError, TrainingPlan


class Detector(Protocol):
    """Trains networks of one family and turns their checkpoints into networks that the station runs.

    A network takes (1, 3, side, side) in 32-bit floating point from 0 to 1, planes as the card names them, and gives
    one output of fixed shape (1, 4 + classes, candidates): centre x, centre y, width and height in px of the input,
    then a score a class from 0 to 1. Nothing is suppressed inside: `imaging.decode` does that. A family that finds
    fewer candidates than its output has places fills the rest with zeros. Networks of `OUTLINED` families say K mask
    coefficients after the scores, and give their prototypes as a second output.
    """

    def train(self, plan: TrainingPlan, *, resume: bool, tell: Tell) -> None:
        """Trains to the end of the plan, or goes on from `training_folder.newest` where `resume` says so.

        Keeps the files of `training_folder`, all but `family` and `finished`, which the caller writes. Crops come
        from plan.data (a YOLO dataset; its files hold the planes reversed, as ultralytics turns them when it reads).
        plan.minutes is the time of the whole training: where it resumes, `training_folder.seconds_used` are gone, and
        the learning rate falls as if it had never been stopped. Calls `tell` after every epoch. Raises
        ShortOfMemoryError where a step of plan.batch crops does not fit into memory; it is then called again with
        fewer (resume: where there is a checkpoint by then), and TrainingError for all else that a person can mend.
        """

    def input_side(self, trained: int) -> int:
        """Px of a side of a package's input, for a network that was trained on crops of `trained` px.

        A network of convolutions answers alike at any size. One that knows where in its input it is (position
        codes, boxes as shares of the input) has to run at the size that it was trained at; the station tiles.
        """

    def export(self, checkpoint: Path, work: Path, side: int) -> Any:
        """The checkpoint's network as an openvino.Model of fixed shape; scratch files go under work/export."""

    def kept_in_floating_point(self, model: Any) -> list[str]:
        """Names of the operations of an exported model that INT8 would cost accuracy."""

    def compared(self, answers: Sequence[Any], classes: int) -> Rows:
        """What of an exported model's answers (arrays, one an output) can be held against those of its INT8."""

    def save_weights(self, checkpoint: Path, target: Path) -> None:
        """The weights that `export` takes, as safetensors in 16-bit floating point, to start another training from."""

    def rebuild(self, weights: Path, classes: int, side: int) -> Any:
        """A torch module that answers as the exported network does, from a package's weights, for ONNX.

        Raises TrainingError where the weights are not exactly those of this network.
        """


def _yolo(name: str) -> Detector:
    from inspector_app.learning.ultralytics_detectors.yolo import YoloDetector  # noqa: PLC0415 - torch is optional

    return YoloDetector(name)


def _outlined_yolo(name: str) -> Detector:
    from inspector_app.learning.ultralytics_detectors.outlines import OutlineDetector  # noqa: PLC0415

    return OutlineDetector(name)


def _rtdetr(name: str) -> Detector:
    from inspector_app.learning.ultralytics_detectors.rtdetr import RtdetrDetector  # noqa: PLC0415 - torch is optional

    return RtdetrDetector(name)


def _from_torchvision(name: str) -> Detector:
    from inspector_app.learning.torchvision_detectors.family import TorchvisionDetector  # noqa: PLC0415

    return TorchvisionDetector(name)


FAMILIES: Mapping[str, Callable[[str], Detector]] = MappingProxyType(
    dict.fromkeys(
        ("yolov8n", "yolov8s", "yolov8m", "yolo11n", "yolo11s", "yolo11m", "yolo26n", "yolo26s"), _yolo
    )
    | dict.fromkeys(("yolov8n-seg", "yolov8s-seg"), _outlined_yolo)
    | dict.fromkeys(("fasterrcnn", "vit"), _from_torchvision)
    | dict.fromkeys(("rtdetr-n", "rtdetr-l"), _rtdetr)
)
"""By name, the default first. The functions import torch, so only the environment that trains may call them."""


@dataclass(frozen=True, slots=True)
class Origin:
    """library: whose parts the networks of a family are made of; licence: what that says of weights trained with it."""

    library: str
    licence: str


_ULTRALYTICS = Origin("ultralytics", "AGPL-3.0-or-later")
_TORCHVISION = Origin(
    "torchvision",
    "whoever trained them decides: torchvision is BSD-3-Clause, and nothing of ultralytics is in them",
)
_ORIGINS: Mapping[str, Origin] = MappingProxyType({"fasterrcnn": _TORCHVISION, "vit": _TORCHVISION})

OUTLINED = frozenset({"yolov8n-seg", "yolov8s-seg"})
"""Families that learn outlines, and whose networks say what each defect covers; all others learn and give boxes."""


def detector(family: str) -> Detector:
    """What trains and exports networks of a family. Raises TrainingError for a family that there is not."""
    if family not in FAMILIES:
        raise TrainingError(f"no family named {family}; there are: {', '.join(FAMILIES)}")
    return FAMILIES[family](family)


def origin(family: str) -> Origin:
    """Whose parts a family is made of; ultralytics', with its claim on weights, where nothing else is known."""
    return _ORIGINS.get(family, _ULTRALYTICS)


def check_plan(plan: TrainingPlan) -> None:
    """Raises TrainingError for a family or a change to crops that there is not."""
    if plan.family not in FAMILIES:
        raise TrainingError(f"no family named {plan.family}; there are: {', '.join(FAMILIES)}")
    unknown = [name for name in plan.augment if name not in AUGMENT]
    if unknown:
        raise TrainingError(f"no augmentation named {', '.join(unknown)}; there are: {', '.join(AUGMENT)}")
