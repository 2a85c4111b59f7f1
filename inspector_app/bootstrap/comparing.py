"""Two packages on the same boards in one run: figures, sizes, latency, and a verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

import numpy as np

from inspector_app.boards import DEFECT_CODES
from inspector_app.bootstrap.bench import machine
from inspector_app.bootstrap.model_shelf import network_mb
from inspector_app.bootstrap.models import open_model
from inspector_app.domain.recipe import Recipe
from inspector_app.inspection.bench import Lanes, spread
from inspector_app.inspection.ports import Network
from inspector_app.learning.against import ALL, NOT_FAILED, STOPPED, paired_rows
from inspector_app.learning.evaluation import (
    EvaluationError,
    Progress,
    check_count,
    evaluation_recipe,
    run_boards,
)
from inspector_app.learning.examined_boards import ExaminedBoard
from inspector_app.learning.figures import figures_of
from inspector_app.model_packages.package import ModelPackage
from inspector_app.quality.paired import Pairs
from inspector_app.release.comparison import Weight, verdict
from inspector_app.settings.home import Home

_LAPS = 60


@dataclass(frozen=True, slots=True)
class Compared:
    """Both packages: figures as `evaluate` gives them, weights, pairs, and the verdict."""

    sides: tuple[dict[str, Any], dict[str, Any]]
    pairs: dict[str, dict[str, Any]]
    sentence: str

    def as_json(self) -> dict[str, Any]:
        """Plain numbers."""
        return {
            "models": list(self.sides),
            "pairs": self.pairs,
            "machine": machine(),
            "sentence": self.sentence,
        }


def compare(
    names: tuple[str, str], boards: int, seed: int, home: Home, progress: Progress | None = None
) -> Compared:
    """Fresh boards that no training saw, each package at its own thresholds, the networks timed in turn.

    Raises PackageError, NetworkError, or EvaluationError where they can't be compared on boards.
    """
    check_count(boards)
    packages, networks = zip(*(open_model(name, home) for name in names), strict=True)
    for package in packages:
        _check_classes(package)
    recipes = [evaluation_recipe(package.card) for package in packages]
    examined = run_boards(boards, seed, networks, progress=progress)
    sides = [
        _Side(name, package, Weight(name, network_ms, _findings_ms(seen), network_mb(package)), seen, recipe)
        for name, package, network_ms, seen, recipe in zip(
            names, packages, _times(networks), examined, recipes, strict=True
        )
    ]
    rows = {row.what: row.pairs for row in paired_rows(examined[0], recipes[0], examined[1], recipes[1])}
    said = verdict(
        sides[0].weight, sides[1].weight, {what: rows[what] for what in (ALL, STOPPED, NOT_FAILED)}
    )
    plain = {what: _plain(pair) for what, pair in rows.items()}
    return Compared((sides[0].as_json(), sides[1].as_json()), plain, said)


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two."""

    name: str
    package: ModelPackage
    weight: Weight
    boards: list[ExaminedBoard]
    recipe: Recipe

    def as_json(self) -> dict[str, Any]:
        figures = figures_of(self.boards, self.recipe).as_json()
        return {"model": self.name, "sha256": self.package.sha256, "weight": self.weight, **figures}


def _plain(pair: Pairs) -> dict[str, Any]:
    return {**asdict(pair), "difference": pair.difference, "interval": pair.interval, "p": pair.p_value}


def _check_classes(package: ModelPackage) -> None:
    other = sorted(set(package.card.classes) - set(DEFECT_CODES))
    if other:
        raise EvaluationError(
            f"{package.card.name} finds {', '.join(other)}, which no generated board has; compare on labelled images: "
            "inspector-app evaluate --data FOLDER --against OTHER"
        )


def _times(networks: Sequence[Network]) -> list[float]:
    """Median of one run of each network, in turn, so that what slows one slows the other."""
    runs = {str(number): _run_of(network) for number, network in enumerate(networks)}
    race = Lanes(runs).race(_LAPS)
    return [spread(race[name])["p50"] for name in runs]


def _run_of(network: Network) -> Callable[[], object]:
    width, height = network.input_size
    frame = np.full((height, width, 3), 128, np.uint8)
    return lambda: network.run(frame)


def _findings_ms(boards: Sequence[ExaminedBoard]) -> float:
    return median(board.whole_ms for board in boards if board.whole_ms is not None)
