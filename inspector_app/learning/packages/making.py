"""From a checkpoint to a model package: export, quantise within a limit, choose thresholds, measure, seal."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from inspector_app.inspection.ports import Network
from inspector_app.learning.crops.files import Planes
from inspector_app.learning.families import Detector, detector, origin
from inspector_app.learning.packages.sealing import SIZE, CardPlan, measure_and_seal, measuring_steps
from inspector_app.learning.packages.steps import Step, Steps
from inspector_app.learning.quantising.accuracy_aware import Quantised, quantise_within
from inspector_app.learning.quantising.int8_drop import Drop, DropLimit, DropMeter
from inspector_app.learning.quantising.quantise import Calibration
from inspector_app.learning.quantising.tried_network import TriedNetwork
from inspector_app.model_packages.card import PLANES
from inspector_app.model_packages.package import ModelPackage
from inspector_app.model_packages.writing import check_target

__all__ = ["DROP_IMAGES", "SIZE", "OpenNetwork", "PackagePlan", "make_package"]

DROP_IMAGES = 300
"""Validation images on which it is measured what INT8 loses: each trial looks at all of them."""

_EXPORTING = "exporting the network in floating point"
_CALIBRATING = "quantising to INT8"
_FP32 = "measuring floating point on validation images"
_DROP = "measuring what INT8 loses on validation images"
_RESTORING = "INT8 loses more than its limit: operations go back to floating point"


class OpenNetwork(Protocol):
    """Opens a network of these classes; compares: whether it takes a golden beside the image."""

    def __call__(self, xml: Path, classes: tuple[str, ...], *, compares: bool) -> Network:
        """The network, warm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagePlan(CardPlan):
    """What to make: from which checkpoint and images, and under which name.

    limit: what INT8 may lose on drop_images validation images.
    """

    checkpoint: Path
    work: Path
    limit: DropLimit
    drop_images: int = DROP_IMAGES


def make_package(plan: PackagePlan, open_network: OpenNetwork, steps: Steps) -> ModelPackage:
    """Makes and seals the package; what is half done stays in the work folder and is never listed as a package."""
    check_target(plan.target)  # before the hours that the rest takes
    folder = plan.work / "package"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        int8, fp32, quantising = _write_networks(plan, folder, open_network, steps)
        more = {"tools": _tools(plan.family), "figures": {"quantising": quantising}}
        return measure_and_seal(plan, folder, (int8, fp32), more, steps)
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # moved to its place by now, or of no use to anyone


def steps_of(plan: PackagePlan) -> tuple[Step, ...]:
    """What `make_package` does, with how long each step takes beside the others."""
    images = min(plan.drop_images, plan.source.validation_images)
    return (
        Step(_EXPORTING, 200),
        Step(_FP32, images),
        Step(_CALIBRATING, 600),
        Step(_DROP, images),
        *measuring_steps(plan.source),
    )


def _write_networks(
    plan: PackagePlan, folder: Path, open_network: OpenNetwork, steps: Steps
) -> tuple[Network, Network, dict[str, Any]]:
    """Both networks, opened from their files, and what the card says of the quantising."""
    from inspector_app.learning.packages.exporting import take_uint8_frames  # noqa: PLC0415 - heavy, only makers have it

    family, source = detector(plan.family), plan.source
    steps.begin(_EXPORTING)
    model = family.export(plan.checkpoint, plan.work, plan.side)
    family.save_weights(plan.checkpoint, folder / "weights.safetensors")

    def kept(network: Any, name: str) -> Network:
        xml = folder / f"{name}.xml"
        save_network(take_uint8_frames(network), xml)
        return open_network(xml, source.classes, compares=source.channels == PLANES)

    fp32 = kept(model.clone(), "reference")
    calibration = list(source.calibration_inputs())
    quantised = _Quantising(plan, model, fp32, steps).run(calibration, family)
    return kept(quantised.model, "model"), fp32, quantised.as_json()


@dataclass(frozen=True, slots=True)
class _Quantising:
    """Quantises the exported model, held against the opened network in floating point."""

    plan: PackagePlan
    model: Any
    fp32: Network
    steps: Steps

    def run(self, inputs: Sequence[Planes], family: Detector) -> Quantised:
        """INT8 within the plan's limit, or what comes closest to it."""
        source, most = self.plan.source, self.plan.drop_images
        told = self.steps.begin(_FP32)
        meter = DropMeter(source.validate(self.fp32, most, told), source.tolerances_mm)
        names = iter((_DROP,))

        def drop(compiled: Any) -> Drop:
            told = self.steps.begin(next(names, _RESTORING))
            network = TriedNetwork(compiled, self.fp32, len(self.model.outputs))
            return meter.drop(source.validate(network, most, told))

        kept = family.kept_in_floating_point(self.model)
        calibration = Calibration(inputs, kept, self.steps.begin(_CALIBRATING))
        rows = partial(family.compared, classes=len(source.classes))
        return quantise_within(self.model, calibration, self.plan.limit, drop, rows)


def save_network(model: Any, xml: Path) -> None:
    """Writes a network, its weights stored in 16 bits and computed in 32: half the size, no score moves by 0.001.

    Raises OSError where it can't be written.
    """
    import openvino as ov  # noqa: PLC0415 - only makers of packages need the converter

    try:
        ov.save_model(model, xml, compress_to_fp16=True)
    except RuntimeError as error:  # of a full disk the runtime says "iostream error", and names no file
        free_mb = shutil.disk_usage(xml.parent).free / 1e6
        why = f"the network can't be written; {free_mb:.0f} MB are free there. Nothing was sealed"
        raise OSError(errno.EIO, why, str(xml)) from error


def _tools(family: str) -> dict[str, str]:
    names = (origin(family).library, "torch", "nncf", "openvino", "opencv-python", "numpy")
    return {name: version(name) for name in names}
