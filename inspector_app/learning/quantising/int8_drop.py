"""What INT8 loses against floating point on validation images: average precision over all classes, recall a class."""

from __future__ import annotations

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
