"""Packages on the same images in one run: figures, sizes, latency; between two of them a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from inspector_app.bootstrap.evaluated_images import (
    EvaluatedImages,
    LabelledData,
    check_board_classes,
    fresh_boards,
    own_recipe,
    shared_images,
)
from inspector_app.bootstrap.model_shelf import network_mb
from inspector_app.bootstrap.models import open_model, open_reference
from inspector_app.bootstrap.this_machine import machine
from inspector_app.domain.recipe import Recipe
from inspector_app.inspection.bench import Lanes, bare_network, spread
from inspector_app.inspection.ports import Network
from inspector_app.learning.evaluating.against import ALL, NOT_FAILED, STOPPED, paired_rows
from inspector_app.learning.evaluating.compared_side import ComparedSide, compared_side
from inspector_app.learning.evaluating.evaluation import (
    EvaluationError,
    Progress,
    evaluation_recipe,
    run_images,
)
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard
from inspector_app.learning.evaluating.labelled_images import labelled_recipe
from inspector_app.model_packages.card import Card
from inspector_app.model_packages.package import ModelPackage
from inspector_app.quality.paired import Pairs
from inspector_app.release.comparison import Weight, verdict
from inspector_app.settings.home import Home
from inspector_app.validation.content import DataIdentity

_LAPS = 60


@dataclass(frozen=True, slots=True)
class ComparePlan:
    """Which packages, and on what: fresh boards, or labelled images."""

    models: tuple[str, ...]
    boards: int = 1000
    seed: int = 1
    data: LabelledData | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """What was measured of each package. classes: those that all know. pairs, sentence: of two packages only."""

    data: DataIdentity
    classes: tuple[str, ...]
    sides: tuple[ComparedSide, ...]
    machine: dict[str, Any]
    pairs: dict[str, dict[str, Any]]
    sentence: str

    def as_json(self) -> dict[str, Any]:
        """Plain numbers; `pairs` and `sentence` where two were compared."""
        first = self.sides[0]
        of_two = {"pairs": self.pairs, "sentence": self.sentence} if len(self.sides) == 2 else {}
        return {
            "models": [side.as_json(first) for side in self.sides],
            "classes": self.classes,
            "data": self.data,
            "machine": self.machine,
            **of_two,
        }


@dataclass(frozen=True, slots=True, eq=False)
class _Opened:
    """A package with its networks; reference: the floating-point one, where the package has one."""

    name: str
    package: ModelPackage
    network: Network
    reference: Network | None
    recipe: Recipe


def compare(plan: ComparePlan, home: Home, progress: Progress | None = None) -> Compared:
    """All packages on the same images, each at its own thresholds, the INT8 networks timed in turn.

    A part of a dataset is opened once, and counted as one use by all. Raises PackageError, NetworkError, DatasetError,
    RecipeError, or EvaluationError where they can't be compared.
    """
    opened = _open(plan, home)
    classes = _shared_classes([one.package.card for one in opened])
    images = _images(plan, [one.package.card for one in opened], home)
    references = [one.reference for one in opened if one.reference is not None]
    networks = [*(one.network for one in opened), *references]
    examined = run_images(images.known, images.identity.images, networks, progress=progress)
    behind = iter(examined[len(opened) :])
    in_floating_point = [None if one.reference is None else next(behind) for one in opened]
    times = _times(opened)
    sides = tuple(
        _side(one, boards, other, ms, classes)
        for one, boards, other, ms in zip(opened, examined, in_floating_point, times, strict=False)
    )
    pairs, sentence = _told_apart(opened, examined, sides)
    return Compared(images.identity, classes, sides, machine(), pairs, sentence)


def _open(plan: ComparePlan, home: Home) -> list[_Opened]:
    own = None if plan.data is None else own_recipe(plan.data, home)
    opened = []
    for name in plan.models:
        package, network = open_model(name, home)
        if plan.data is None:
            check_board_classes(package.card)
        recipe = evaluation_recipe(package.card) if plan.data is None else labelled_recipe(package.card, own)
        reference = open_reference(package, home) if package.has_reference else None
        opened.append(_Opened(name, package, network, reference, recipe))
    return opened


def _shared_classes(cards: Sequence[Card]) -> tuple[str, ...]:
    shared = tuple(code for code in cards[0].classes if all(code in card.classes for card in cards))
    if not shared:
        names = ", ".join(card.name for card in cards)
        raise EvaluationError(f"{names} have no defect class in common")
    return shared


def _images(plan: ComparePlan, cards: Sequence[Card], home: Home) -> EvaluatedImages:
    if plan.data is None:
        return fresh_boards(plan.boards, plan.seed, cards[0])
    return shared_images(plan.data, cards, home)


def _side(
    one: _Opened,
    boards: list[ExaminedBoard],
    reference: list[ExaminedBoard] | None,
    network_ms: float,
    classes: tuple[str, ...],
) -> ComparedSide:
    weight = Weight(one.name, network_ms, _findings_ms(boards), network_mb(one.package))
    return compared_side(one.package, weight, (boards, reference), one.recipe, classes)


def _times(opened: Sequence[_Opened]) -> list[float]:
    """Median of one run of each INT8 network, in turn, so that what slows one slows all; on its own golden inputs."""
    runs = {str(number): bare_network(one.network, _inputs(one.package)) for number, one in enumerate(opened)}
    race = Lanes(runs).race(_LAPS)
    return [spread(race[name])["p50"] for name in runs]


def _inputs(package: ModelPackage) -> list[npt.NDArray[np.uint8]]:
    """Real ones: how long a network of the family `proposals`, or a fusion, takes depends on what is seen."""
    pictures = [
        cv2.imread(str(package.folder / name)) for name in package.card.files if name.endswith(".png")
    ]
    return [np.asarray(picture, np.uint8) for picture in pictures if picture is not None]


def _findings_ms(boards: Sequence[ExaminedBoard]) -> float:
    return median(board.whole_ms for board in boards if board.whole_ms is not None)


def _told_apart(
    opened: Sequence[_Opened], examined: Sequence[list[ExaminedBoard]], sides: Sequence[ComparedSide]
) -> tuple[dict[str, dict[str, Any]], str]:
    """The images on which two packages differ, and which is better by them; nothing where there are more."""
    if len(opened) != 2:
        return {}, ""
    one, other = opened
    rows = {row.what: row.pairs for row in paired_rows(examined[0], one.recipe, examined[1], other.recipe)}
    said = verdict(
        sides[0].weight, sides[1].weight, {what: rows[what] for what in (ALL, STOPPED, NOT_FAILED)}
    )
    return {what: _plain(pair) for what, pair in rows.items()}, said


def _plain(pair: Pairs) -> dict[str, Any]:
    return {**asdict(pair), "difference": pair.difference, "interval": pair.interval, "p": pair.p_value}
