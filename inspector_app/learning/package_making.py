"""From a checkpoint to a model package: export, quantise, choose thresholds, measure, seal."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from inspector_app.domain.costs import CostMatrix
from inspector_app.inspection.golden_answers import write_golden_answers
from inspector_app.inspection.ports import Network
from inspector_app.learning.examined_boards import ExaminedBoard
from inspector_app.learning.families import detector
from inspector_app.learning.figures import Figures, figures_of
from inspector_app.learning.package_source import PackageSource
from inspector_app.learning.smallest_found import smallest_found_px
from inspector_app.learning.thresholds import choose_thresholds
from inspector_app.model_packages.card import PLANES, Card, CardInput
from inspector_app.model_packages.package import ModelPackage
from inspector_app.model_packages.writing import check_target, seal_package


class OpenNetwork(Protocol):
    """Opens a network of these classes; compares: whether it takes a golden beside the image."""

    def __call__(self, xml: Path, classes: tuple[str, ...], *, compares: bool) -> Network:
        """The network, warm."""


Say = Callable[[str], None]

SIZE = 640
"""Px of a side of a package's input, where its family does not ask for another."""


@dataclass(frozen=True, slots=True)
class PackagePlan:
    """What to make: from which checkpoint and images, and under which name."""

    checkpoint: Path
    target: Path
    work: Path
    name: str
    source: PackageSource
    parent: str | None = None
    training: dict[str, Any] = field(default_factory=dict)
    family: str = "yolov8n"
    side: int = SIZE
    """Px of a side of the network's input; the source's inputs have it as well."""
    costs: CostMatrix | None = None
    """Thresholds are the cheapest by these; without them, as far as can be above what is asked."""


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
    say("choosing thresholds on validation images")
    chosen = _choose(plan, source.validate(int8))
    say("measuring on held-out images")
    examined = source.measure([int8, fp32])
    recipe = source.recipe(Card(**chosen, files={}))
    measured = {
        kind: figures_of(boards, recipe) for kind, boards in zip(("int8", "fp32"), examined, strict=True)
    }
    write_golden_answers(folder / "golden", list(source.golden_inputs()), int8)
    say("sealing the package")
    return seal_package(folder, plan.target, _card_fields(plan, chosen, measured))


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


def _choose(plan: PackagePlan, validated: Sequence[ExaminedBoard]) -> dict[str, Any]:
    """The card's fields but for its figures: what is chosen or measured on validation images is among them."""
    source = plan.source
    thresholds = choose_thresholds(validated, source.tolerances_mm, plan.costs)
    smallest = smallest_found_px(validated, thresholds, source.mm_per_px, source.largest_px)
    return {
        "name": plan.name,
        "family": plan.family,
        "created": datetime.now(UTC).replace(microsecond=0),
        "input": CardInput(width=plan.side, height=plan.side, channels=source.channels),
        "classes": source.classes,
        "thresholds": thresholds,
        "smallest_found_px": smallest,
        "parent": plan.parent,
        "training": plan.training,
    }


def _card_fields(plan: PackagePlan, chosen: dict[str, Any], measured: dict[str, Figures]) -> dict[str, Any]:
    return {
        **chosen,
        "validated_on": plan.source.validated_on,
        "dataset": {**plan.source.for_card(), **({"costs": plan.costs.model_dump()} if plan.costs else {})},
        "figures": {kind: figures.as_json() for kind, figures in measured.items()},
        "tools": {
            name: version(name)
            for name in ("ultralytics", "torch", "nncf", "openvino", "opencv-python", "numpy")
        },
        "licence": plan.source.licence(),
    }
