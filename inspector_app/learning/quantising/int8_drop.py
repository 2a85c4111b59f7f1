"""What INT8 loses against floating point on validation images: average precision over all classes, recall a class."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inspector_app.learning.evaluating.class_figures import code_of, counts_of
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard
from inspector_app.learning.evaluating.figures import mean_average_precision
from inspector_app.learning.evaluating.matching import Match, match
from inspector_app.learning.evaluating.thresholds import choose_thresholds
from inspector_app.quality.rates import Rate


@dataclass(frozen=True, slots=True)
class RecallPair:
    """Recall of one class by both networks, at the same threshold and on the same defects."""

    fp32: Rate
    int8: Rate

    @property
    def points(self) -> float:
        """Points that are lost; below 0 where INT8 finds more."""
        return ((self.fp32.share or 0.0) - (self.int8.share or 0.0)) * 100

    def slack(self, limit_points: float) -> float:
        """Points that it is inside a limit. One defect may always be lost: of few, that is chance."""
        n, lost = self.fp32.n, self.fp32.count - self.int8.count
        return max(limit_points, 100 / n) - 100 * lost / n if n else math.inf


@dataclass(frozen=True, slots=True)
class Drop:
    """Both networks on the same images; mAP at the images' own IoU (0.5), shares from 0 to 1."""

    images: int
    map50_fp32: float
    map50_int8: float
    recalls: Mapping[str, RecallPair]

    @property
    def points(self) -> float:
        """Points of mAP that are lost; below 0 where INT8 is better."""
        return (self.map50_fp32 - self.map50_int8) * 100

    def undone(self) -> Drop:
        """The same images by floating point on both sides."""
        recalls = {code: RecallPair(pair.fp32, pair.fp32) for code, pair in self.recalls.items()}
        return Drop(self.images, self.map50_fp32, self.map50_fp32, recalls)

    def as_json(self) -> dict[str, Any]:
        """What a card keeps of it."""
        return {
            "images": self.images,
            "map50_fp32": self.map50_fp32,
            "map50_int8": self.map50_int8,
            "points": round(self.points, 3),
            "recall": {
                code: {"n": pair.fp32.n, "fp32": pair.fp32.share, "int8": pair.int8.share}
                for code, pair in self.recalls.items()
            },
        }


@dataclass(frozen=True, slots=True)
class DropLimit:
    """Points that INT8 may lose: of mAP over all classes, and of the recall of each."""

    map_points: float
    recall_points: float

    def slack(self, drop: Drop) -> float:
        """Points that a drop is inside the limit, by whichever figure is nearest to its own; below 0: beyond."""
        recalls = (pair.slack(self.recall_points) for pair in drop.recalls.values())
        return min(self.map_points - drop.points, *recalls, math.inf)

    def holds(self, drop: Drop) -> bool:
        """Whether nothing is beyond it."""
        return self.slack(drop) >= 0

    def classes_beyond(self, drop: Drop) -> tuple[str, ...]:
        """Codes of the classes of which more is lost."""
        return tuple(code for code, pair in drop.recalls.items() if pair.slack(self.recall_points) < 0)

    def as_json(self, drop: Drop) -> dict[str, Any]:
        """What a card says of it."""
        return {
            "limit_points": self.map_points,
            "limit_recall_points": self.recall_points,
            "held": self.holds(drop),
            "classes_beyond": list(self.classes_beyond(drop)),
        }


class DropMeter:
    """Holds INT8 networks against one floating-point network, whose answers are taken once.

    Recall is counted at the thresholds that floating point would be given: what INT8 moves out of reach of them is
    lost, though thresholds that are chosen again on the final network win some of it back.
    """

    def __init__(self, fp32: Sequence[ExaminedBoard], tolerances_mm: Mapping[str, float]) -> None:
        """fp32: the validation images by the floating-point network."""
        chosen = choose_thresholds(fp32, tolerances_mm)
        self._rules = {code: (chosen[code].threshold, tolerances_mm[code]) for code in tolerances_mm}
        self._map50, self._recalls = self._figures(fp32)

    def drop(self, int8: Sequence[ExaminedBoard]) -> Drop:
        """int8: the same images, in the same order."""
        map50, recalls = self._figures(int8)
        pairs = {code: RecallPair(self._recalls[code], recall) for code, recall in recalls.items()}
        return Drop(len(int8), self._map50, map50, pairs)

    def _figures(self, boards: Sequence[ExaminedBoard]) -> tuple[float, dict[str, Rate]]:
        every = [match(board.findings, board.defects, board.iou) for board in boards]
        recalls = {code: _recall(every, code, *rule) for code, rule in self._rules.items()}
        return mean_average_precision(every, tuple(self._rules)), recalls


def _recall(every: Sequence[Sequence[Match]], code: str, threshold: float, tolerance_mm: float) -> Rate:
    counts = [
        counts_of([one for one in matches if code_of(one) == code], threshold, tolerance_mm)
        for matches in every
    ]
    return Rate(sum(one[0] for one in counts), sum(one[1] for one in counts))
