"""A package's network in floating point as one ONNX file, for runtimes that aren't OpenVINO.

Rebuilt from the package's own weights, and proven against the package's reference network on its golden inputs
before the file has its name. The station itself never loads ONNX.
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from inspector_app.learning.families import FAMILIES, detector
from inspector_app.learning.offline import stay_offline
from inspector_app.learning.runtime import core
from inspector_app.learning.training.plan import TrainingError
from inspector_app.model_packages.card import OUTLINES, Card
from inspector_app.model_packages.package import WEIGHTS, ModelPackage

OPSET = 17
"""Read by onnxruntime 1.13 and TensorRT 8.6, and newer."""
MOST_OFF = 0.02
"""Of a score; lower ones are not compared. The reference's weights are stored in 16 bits, and so are those that the
file is made from."""
_SAME_PLACE_PX = 1.0


class OnnxError(Exception):
    """A package that can't be exported as ONNX; the message says why."""


@dataclass(frozen=True, slots=True)
class OnnxFile:
    """The file, and the largest difference of a score from the reference network on the golden inputs."""

    path: Path
    most_off: float
    inputs: int


def export_onnx(package: ModelPackage, target: Path) -> OnnxFile:
    """Input float32 (1, 3, height, width), planes as the card names them, 0 to 1; output (1, 4 + classes, anchors).

    Of a network that gives outlines, K mask coefficients after the classes, and its prototypes as a second output.
    Raises OnnxError for a family without weights to rebuild, and where the file answers otherwise than the package.
    """
    card = package.card
    if card.family not in FAMILIES:
        raise OnnxError(
            f"{card.name} is of the family {card.family}; ONNX is there for {', '.join(FAMILIES)}"
        )
    if WEIGHTS not in card.files or not package.reference.is_file():
        raise OnnxError(
            f"{card.name} has no weights or no reference network, so ONNX can't be made or proven"
        )
    part = target.with_name(f"{target.name}.part")
    part.parent.mkdir(parents=True, exist_ok=True)
    try:
        _write(package, part)
        most_off, inputs = _prove(package, part)
        if most_off > MOST_OFF:
            raise OnnxError(
                f"{target}: a score differs by {most_off:.3f} from the package; the file was not kept"
            )
        _sync(part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return OnnxFile(target, most_off, inputs)


def _write(package: ModelPackage, path: Path) -> None:
    stay_offline()
    import onnx  # noqa: PLC0415 - heavy, and optional
    import torch  # noqa: PLC0415

    network, card = _rebuilt(package), package.card
    with warnings.catch_warnings():
        # the newer exporter needs one more package, and gives the same graph here
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            (torch.zeros(1, len(card.input.channels), card.input.height, card.input.width),),
            str(path),
            input_names=["planes"],
            output_names=["found", "prototypes"] if card.gives == OUTLINES else ["found"],
            opset_version=OPSET,
            dynamo=False,
        )
    model = onnx.load(str(path))
    onnx.helper.set_model_props(model, _about(package.sha256, card))
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def _rebuilt(package: ModelPackage) -> Any:
    """The network of the family with exactly the package's weights."""
    card = package.card
    try:
        return detector(card.family).rebuild(package.folder / WEIGHTS, len(card.classes), card.input.width)
    except TrainingError as error:
        raise OnnxError(f"{card.name}: {error}") from error


def _about(sha256: str, card: Card) -> dict[str, str]:
    thresholds = {code: one.model_dump() for code, one in card.thresholds.items()}
    return {
        "package": f"{card.name} {sha256}",
        "classes": json.dumps(card.classes),
        "planes": json.dumps(card.input.channels),
        "thresholds_of_int8": json.dumps(thresholds),
        "licence": json.dumps(card.licence),
    }


def _prove(package: ModelPackage, path: Path) -> tuple[float, int]:
    """The largest difference of a score, over all golden inputs, both run by OpenVINO in 32 bits."""
    exact = {"INFERENCE_PRECISION_HINT": "f32"}
    made = core().compile_model(core().read_model(str(path)), "CPU", exact)
    reference = core().compile_model(core().read_model(package.reference), "CPU", exact)
    names = [name for name in package.card.files if name.startswith("golden/") and name.endswith(".png")]
    most_off = 0.0
    for name in names:
        planes = cv2.imread(str(package.folder / name), cv2.IMREAD_COLOR)
        if planes is None:
            raise OnnxError(f"{package.folder}: golden input {name} cannot be read")
        scaled = np.ascontiguousarray(planes.transpose(2, 0, 1)[None], np.float32) / np.float32(255)
        ours, theirs = (list(said.values()) for said in (made(scaled), reference(planes[None])))
        shapes = [[one.shape for one in said] for said in (ours, theirs)]
        if shapes[0] != shapes[1]:
            raise OnnxError(f"{path.name}: gives {shapes[0]}, the package {shapes[1]}")
        most_off = max(most_off, _most_off(ours, theirs, 4 + len(package.card.classes)))
    if not names:
        raise OnnxError(f"{package.card.name} has no golden inputs, so nothing can be proven")
    return most_off, len(names)


def _most_off(ours: Sequence[Any], theirs: Sequence[Any], rows: int) -> float:
    """Of a score, in the first rows; what masks are made of has no scale, and its difference is a share of its largest.

    Its order is the network's own and not that of scores.
    """
    found, expected = ours[0][0], theirs[0][0]
    masks = [(found[rows:], expected[rows:]), *zip(ours[1:], theirs[1:], strict=True)]
    shares = [float(np.abs(one - other).max() / np.abs(other).max()) for one, other in masks if other.size]
    scores = furthest_score(found[:rows], expected[:rows]), furthest_score(expected[:rows], found[:rows])
    return max(*scores, *shares)


def furthest_score(found: npt.NDArray[np.float32], other: npt.NDArray[np.float32]) -> float:
    """How far off the scores of a candidate are from the likest of the other network's at the same place, at most.

    Not candidate by candidate in their order, which in some families is that of scores and so of rounding.
    """
    off = 0.0
    for candidate in found[:, found[4:].max(axis=0) > MOST_OFF].T:
        near = other[4:, np.abs(other[:4] - candidate[:4, None]).max(axis=0) < _SAME_PLACE_PX]
        differences = np.abs(near - candidate[4:, None]).max(axis=0)
        off = max(off, float(differences.min(initial=candidate[4:].max())))
    return off


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
