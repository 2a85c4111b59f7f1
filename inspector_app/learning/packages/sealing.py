"""From networks in a folder to a sealed package: thresholds chosen, figures measured, golden answers kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from inspector_app.domain.costs import CostMatrix
from inspector_app.inspection.golden_answers import write_golden_answers
from inspector_app.inspection.ports import Network
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard
from inspector_app.learning.evaluating.figures import figures_of
from inspector_app.learning.evaluating.outline_figures import outline_figures
from inspector_app.learning.evaluating.smallest_found import smallest_found_px
from inspector_app.learning.evaluating.thresholds import choose_thresholds
from inspector_app.learning.families import OUTLINED, origin
from inspector_app.learning.packages.source import PackageSource
from inspector_app.learning.packages.steps import Step, Steps
from inspector_app.model_packages.card import FORMAT_OF_OUTLINES, OUTLINES, Card, CardInput
from inspector_app.model_packages.package import ModelPackage
from inspector_app.model_packages.writing import seal_package

CHOOSING = "choosing thresholds on validation images"
MEASURING = "measuring on held-out images"
SEALING = "sealing the package"

SIZE = 640
"""Px of a side of a package's input, where its family does not ask for another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPlan:
    """What is said of a package before anything is measured, and the images that it is measured on."""

    target: Path
    name: str
    source: PackageSource
    parent: str | None = None
    training: dict[str, Any] = field(default_factory=dict)
    family: str = "yolov8n"
    side: int = SIZE
    """Px of a side of the network's input; the source's inputs have it as well."""
    costs: CostMatrix | None = None
    """Thresholds are the cheapest by these; without them, as far as can be above what is asked."""
    machine: str = ""
    """What this is measured on, in words: INT8 answers otherwise on another kind of processor."""


def measure_and_seal(
    plan: CardPlan, folder: Path, networks: tuple[Network, Network], more: Mapping[str, Any], steps: Steps
) -> ModelPackage:
    """Seals the folder, which holds the networks' files. networks: in INT8 and in floating point, opened, warm.

    more: fields of the card that are known already (tools, licence); its figures are added to those that are measured.
    The networks' classes are the card's.
    """
    int8, fp32 = networks
    source = plan.source
    progress = steps.begin(CHOOSING)
    chosen = _choose(plan, source.validate(int8, progress=progress), int8.classes)
    examined = source.measure([int8, fp32], steps.begin(MEASURING))
    recipe = source.recipe(Card(**chosen, files={}))
    measured = {
        kind: {**figures_of(boards, recipe).as_json(), **outline_figures(boards, recipe)}
        for kind, boards in zip(("int8", "fp32"), examined, strict=True)
    }
    write_golden_answers(folder / "golden", list(source.golden_inputs()), int8)
    steps.begin(SEALING)
    figures = {**measured, **more.get("figures", {}), **({"machine": plan.machine} if plan.machine else {})}
    return seal_package(folder, plan.target, {**_card_fields(plan, chosen), **more, "figures": figures})


def measuring_steps(source: PackageSource) -> tuple[Step, ...]:
    """What `measure_and_seal` has before it."""
    return (
        Step(CHOOSING, source.validation_images),
        Step(MEASURING, 2 * source.measured_images),
        Step(SEALING, 20),
    )


def _choose(plan: CardPlan, validated: Sequence[ExaminedBoard], classes: tuple[str, ...]) -> dict[str, Any]:
    """The card's fields but for its figures: what is chosen or measured on validation images is among them."""
    source = plan.source
    thresholds = choose_thresholds(validated, source.tolerances_mm, plan.costs)
    smallest = smallest_found_px(validated, thresholds, source.mm_per_px, source.largest_px)
    return {
        "name": plan.name,
        "family": plan.family,
        **({"format": FORMAT_OF_OUTLINES, "gives": OUTLINES} if plan.family in OUTLINED else {}),
        "created": datetime.now(UTC).replace(microsecond=0),
        "input": CardInput(width=plan.side, height=plan.side, channels=source.channels),
        "classes": classes,
        "thresholds": thresholds,
        "smallest_found_px": smallest,
        "parent": plan.parent,
        "training": plan.training,
    }


def _card_fields(plan: CardPlan, chosen: dict[str, Any]) -> dict[str, Any]:
    return {
        **chosen,
        "validated_on": plan.source.validated_on,
        "dataset": {**plan.source.for_card(), **({"costs": plan.costs.model_dump()} if plan.costs else {})},
        "licence": {"weights": origin(plan.family).licence, "data": plan.source.rights},
    }
