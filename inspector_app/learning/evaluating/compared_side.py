"""What a comparison says of one package: its figures on the images that all were shown, and what it costs to run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inspector_app.domain.recipe import Recipe
from inspector_app.learning.evaluating.against import parts_of
from inspector_app.learning.evaluating.class_figures import class_figures
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard
from inspector_app.learning.evaluating.figures import Figures, figures_of, mean_average_precision
from inspector_app.learning.evaluating.intervals import intervals
from inspector_app.learning.evaluating.matching import match
from inspector_app.learning.evaluating.measuring import part_figures
from inspector_app.model_packages.package import ModelPackage
from inspector_app.quality.rates import Rate
from inspector_app.release.comparison import Weight
from inspector_app.validation.content import ClassFigures, PartFigures


@dataclass(frozen=True, slots=True)
class MeanPrecision:
    """mAP at the images' own IoU (0.5) over the classes that all know, with its 95 % interval; shares from 0 to 1."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """One package at its own thresholds; reference: the same in floating point, None where the package has none."""

    package: ModelPackage
    weight: Weight
    figures: Figures
    classes: tuple[ClassFigures, ...]
    parts: PartFigures
    int8: MeanPrecision
    reference: MeanPrecision | None

    def worst(self, what: str) -> ClassFigures | None:
        """The class with the lowest `recall` or `precision`; None where nothing was there to be counted."""
        known = [one for one in self.classes if rate_of(one, what).n]
        return min(known, key=lambda one: rate_of(one, what).share or 0.0, default=None)

    def slower_than(self, first: ComparedSide) -> float:
        """The network's time over that of another."""
        return self.weight.network_ms / first.weight.network_ms

    def as_json(self, first: ComparedSide) -> dict[str, Any]:
        """Figures as `evaluate` gives them, and what else is compared; first: the package that times are told by."""
        card = self.package.card
        return {
            "model": self.weight.name,
            "sha256": self.package.sha256,
            "family": card.family,
            "ensemble": card.ensemble,
            "weight": self.weight,
            **self.figures.as_json(),
            "part_figures": self.parts,
            "map50": self.int8.value,
            "map50_interval": [self.int8.low, self.int8.high],
            "reference": self.reference,
            "latency_over_first": self.slower_than(first),
            "training": {"epochs": epochs_of(card.training), "minutes": minutes_of(card.training)},
        }


def compared_side(
    package: ModelPackage,
    weight: Weight,
    examined: tuple[Sequence[ExaminedBoard], Sequence[ExaminedBoard] | None],
    recipe: Recipe,
    shared: Sequence[str],
) -> ComparedSide:
    """examined: by the INT8 network, and by the one in floating point. shared: the classes that all packages know."""
    boards, reference = examined
    return ComparedSide(
        package=package,
        weight=weight,
        figures=figures_of(boards, recipe),
        classes=class_figures(boards, recipe),
        parts=part_figures(boards, recipe),
        int8=mean_precision(boards, shared),
        reference=None if reference is None else mean_precision(reference, shared),
    )


def mean_precision(boards: Sequence[ExaminedBoard], classes: Sequence[str]) -> MeanPrecision:
    """The interval by bootstrap: the parts are drawn again and again, each with all its images."""
    parts = [
        [one for board in part for one in match(board.findings, board.defects, board.iou)]
        for part in parts_of(boards)
    ]
    low, high = intervals(parts, classes)["map"]
    return MeanPrecision(mean_average_precision(parts, classes), low, high)


def rate_of(figures: ClassFigures, what: str) -> Rate:
    """Its `recall` or its `precision`."""
    return figures.recall if what == "recall" else figures.precision


def epochs_of(training: Mapping[str, Any]) -> int | None:
    """All epochs that a card tells of, those of an ensemble's members together; None where it tells of none."""
    told = [_number(one.get("epochs")) for one in _trainings(training)]
    known = [count for count in told if count is not None]
    return int(sum(known)) if known else None


def minutes_of(training: Mapping[str, Any]) -> float | None:
    """The minutes that a training took, or was given where the card does not say what it took; None where neither."""
    told = [_minutes(one) for one in _trainings(training)]
    known = [minutes for minutes in told if minutes is not None]
    return sum(known) if known else None


def _trainings(training: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The trainings that one was made of: rounds that follow each other, members of an ensemble."""
    members = training.get("members")
    if isinstance(members, Mapping):
        return [one for member in members.values() for one in _trainings(member)]
    rounds = [training.get("first"), *(training.get("rounds") or ())]
    parts = [one for one in rounds if isinstance(one, Mapping)]
    return parts or [training]


def _minutes(training: Mapping[str, Any]) -> float | None:
    arguments = training.get("arguments")
    hours = _number(arguments.get("time")) if isinstance(arguments, Mapping) else None
    given = None if hours is None else hours * 60
    return next(
        (minutes for minutes in (_number(training.get("minutes")), given) if minutes is not None), None
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
