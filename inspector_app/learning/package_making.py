"""From a checkpoint to a model package: export, quantise, choose thresholds, measure, seal."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from inspector_app.inspection.ports import Network
from inspector_app.learning.families import detector
from inspector_app.learning.package_sealing import SIZE, CardPlan, Say, measure_and_seal
from inspector_app.model_packages.card import PLANES
from inspector_app.model_packages.package import ModelPackage
from inspector_app.model_packages.writing import check_target

__all__ = ["SIZE", "OpenNetwork", "PackagePlan", "make_package"]


class OpenNetwork(Protocol):
    """Opens a network of these classes; compares: whether it takes a golden beside the image."""

    def __call__(self, xml: Path, classes: tuple[str, ...], *, compares: bool) -> Network:
        """The network, warm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagePlan(CardPlan):
    """What to make: from which checkpoint and images, and under which name."""

    checkpoint: Path
    work: Path


def make_package(plan: PackagePlan, open_network: OpenNetwork, say: Say) -> ModelPackage:
    """Makes and seals the package; what is half done stays in the work folder and is never listed as a package."""
    check_target(plan.target)  # before the hours that the rest takes
    folder = plan.work / "package"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    source = plan.source
    _write_networks(plan, folder, say)
    compares = source.channels == PLANES
    int8, fp32 = (
        open_network(folder / f"{name}.xml", source.classes, compares=compares)
        for name in ("model", "reference")
    )
    return measure_and_seal(plan, folder, (int8, fp32), {"tools": _tools()}, say)


def _write_networks(plan: PackagePlan, folder: Path, say: Say) -> None:
    import openvino as ov  # noqa: PLC0415 - only makers of packages need the converter

    from inspector_app.learning.exporting import take_uint8_frames  # noqa: PLC0415
    from inspector_app.learning.quantising import quantise  # noqa: PLC0415

    family = detector(plan.family)
    say("exporting the network in floating point")
    reference = take_uint8_frames(family.export(plan.checkpoint, plan.work, plan.side))
    # stored in 16 bits, computed in 32: half the size, and no score moves by more than 0.001
    ov.save_model(reference, folder / "reference.xml", compress_to_fp16=True)
    family.save_weights(plan.checkpoint, folder / "weights.safetensors")
    say("quantising to INT8")
    model = family.export(plan.checkpoint, plan.work, plan.side)
    kept = family.kept_in_floating_point(model)
    quantised = quantise(model, list(plan.source.calibration_inputs()), kept)
    ov.save_model(take_uint8_frames(quantised), folder / "model.xml", compress_to_fp16=True)


def _tools() -> dict[str, str]:
    names = ("ultralytics", "torch", "nncf", "openvino", "opencv-python", "numpy")
    return {name: version(name) for name in names}
