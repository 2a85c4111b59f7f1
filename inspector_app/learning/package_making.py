"""From a checkpoint to a model package: export, quantise, choose thresholds, measure, seal."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from inspector_app.boards import DEFECT_CODES, validation_product
from inspector_app.imaging import Reference, align, compare
from inspector_app.inspection.board_recipe import BOARD_TOLERANCES_MM
from inspector_app.inspection.golden_answers import write_golden_answers
from inspector_app.inspection.ports import Network
from inspector_app.learning.board_samples import draw_boards
from inspector_app.learning.evaluation import evaluation_recipe, run_boards
from inspector_app.learning.examined_boards import ExaminedBoard
from inspector_app.learning.figures import Figures, figures_of
from inspector_app.learning.smallest_found import smallest_found_px
from inspector_app.learning.thresholds import choose_thresholds
from inspector_app.model_packages.card import Card, CardInput
from inspector_app.model_packages.package import ModelPackage
from inspector_app.model_packages.writing import check_target, seal_package

OpenNetwork = Callable[[Path, tuple[str, ...]], Network]
Say = Callable[[str], None]

SIZE = 640
_CALIBRATION_SEED, _VALIDATION_SEED, _HELD_OUT_SEED = 11, 12, 15
_GOLDEN_INPUTS = 3


@dataclass(frozen=True, slots=True)
class PackagePlan:
    """What to make: from which checkpoint, under which name, measured on how many boards."""

    checkpoint: Path
    target: Path
    work: Path
    name: str
    validation_boards: int = 2500
    held_out_boards: int = 2600
    calibration_boards: int = 300
    parent: str | None = None
    training: dict[str, Any] = field(default_factory=dict)
    family: str = "yolov8n"


def make_package(plan: PackagePlan, open_network: OpenNetwork, say: Say) -> ModelPackage:
    """Makes and seals the package; what is half done stays in the work folder and is never listed as a package."""
    check_target(plan.target)  # before the hours that the rest takes
    folder = plan.work / "package"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _write_networks(plan, folder, say)
    int8, fp32 = (open_network(folder / f"{name}.xml", DEFECT_CODES) for name in ("model", "reference"))
    say("choosing thresholds on validation boards")
    (validated,) = run_boards(plan.validation_boards, _VALIDATION_SEED, [int8], family=validation_product)
    chosen = _choose(plan, validated)
    say("measuring on held-out boards")
    examined = run_boards(plan.held_out_boards, _HELD_OUT_SEED, [int8, fp32])
    recipe = evaluation_recipe(Card(**chosen, files={}))
    measured = {
        kind: figures_of(boards, recipe) for kind, boards in zip(("int8", "fp32"), examined, strict=True)
    }
    write_golden_answers(folder / "golden", list(_inputs(_GOLDEN_INPUTS, _CALIBRATION_SEED + 1)), int8)
    say("sealing the package")
    return seal_package(folder, plan.target, _card_fields(plan, chosen, measured))


def _write_networks(plan: PackagePlan, folder: Path, say: Say) -> None:
    import openvino as ov  # noqa: PLC0415 - only makers of packages need the converter

    from inspector_app.learning.exporting import export_reference, save_weights, take_uint8_frames  # noqa: PLC0415
    from inspector_app.learning.quantising import quantise  # noqa: PLC0415

    say("exporting the network in floating point")
    reference = take_uint8_frames(export_reference(plan.checkpoint, plan.work, SIZE))
    # stored in 16 bits, computed in 32: half the size, and no score moves by more than 0.001
    ov.save_model(reference, folder / "reference.xml", compress_to_fp16=True)
    save_weights(plan.checkpoint, folder / "weights.safetensors")
    say("quantising to INT8")
    model = export_reference(plan.checkpoint, plan.work, SIZE)
    quantised = quantise(model, list(_inputs(plan.calibration_boards, _CALIBRATION_SEED)))
    ov.save_model(take_uint8_frames(quantised), folder / "model.xml", compress_to_fp16=True)


def _inputs(count: int, seed: int) -> Iterator[npt.NDArray[np.uint8]]:
    """Network inputs of validation boards, every second one with defects."""
    for sample in draw_boards(count, seed, validation_product, BOARD_TOLERANCES_MM):
        reference = Reference.from_image(sample.board.golden)
        frame = reference.frame_of(sample.board.image)
        yield compare(frame, reference, align(frame, reference)).stacked()


def _choose(plan: PackagePlan, validated: list[ExaminedBoard]) -> dict[str, Any]:
    """The card's fields but for its figures: what is chosen or measured on validation boards is among them."""
    thresholds = choose_thresholds(validated, BOARD_TOLERANCES_MM)
    return {
        "name": plan.name,
        "family": plan.family,
        "created": datetime.now(UTC).replace(microsecond=0),
        "input": CardInput(width=SIZE, height=SIZE, channels=("image", "golden", "difference")),
        "classes": DEFECT_CODES,
        "thresholds": thresholds,
        "smallest_found_px": smallest_found_px(validated, thresholds, validation_product(0).mm_per_px),
        "parent": plan.parent,
        "training": plan.training,
    }


def _card_fields(plan: PackagePlan, chosen: dict[str, Any], measured: dict[str, Figures]) -> dict[str, Any]:
    return {
        **chosen,
        "dataset": {
            "kind": "generated boards",
            "calibration": {
                "family": "validation",
                "seed": _CALIBRATION_SEED,
                "boards": plan.calibration_boards,
            },
            "thresholds": {
                "family": "validation",
                "seed": _VALIDATION_SEED,
                "boards": plan.validation_boards,
            },
            "held_out": {"family": "held-out", "seed": _HELD_OUT_SEED, "boards": plan.held_out_boards},
        },
        "figures": {kind: figures.as_json() for kind, figures in measured.items()},
        "tools": {
            name: version(name)
            for name in ("ultralytics", "torch", "nncf", "openvino", "opencv-python", "numpy")
        },
        "licence": {
            "weights": "AGPL-3.0-or-later",
            "data": "generated by this program; no image of a public set",
        },
    }
