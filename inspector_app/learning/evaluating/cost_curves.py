"""What a threshold costs: false calls and escapes of one class, each at its price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from inspector_app.domain.costs import CostMatrix
from inspector_app.domain.recipe import Recipe
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard
from inspector_app.learning.evaluating.matching import match
from inspector_app.validation.content import CostCurve, CostPoint, Costs

PARTS = 1000
_GRID = np.round(np.arange(0.02, 0.99, 0.01), 2)


@dataclass(frozen=True, slots=True)
class Deciding:
    """Of one class: on each good board the highest score that would fail it, on each bad one the highest that finds.

    0 where there is none. bad: the boards with a defect of the class; good_boards, bad_boards: all of them.
    """

    good: tuple[float, ...]
    bad: tuple[float, ...]
    good_boards: int
    bad_boards: int

    def cost(self, code: str, threshold: float, matrix: CostMatrix) -> CostPoint:
        """Cost of 1,000 parts, of which the matrix's share is bad, were this class alone to decide."""
        called = sum(score >= threshold for score in self.good)
        escaped = sum(score < threshold for score in self.bad)
        good, bad = PARTS * (1 - matrix.bad_share), PARTS * matrix.bad_share
        return CostPoint(
            threshold=threshold,
            false_calls=good * called / max(self.good_boards, 1) * matrix.false_call,
            escapes=bad * escaped / max(self.bad_boards, 1) * matrix.escape_cost(code),
        )


def deciding_scores(boards: Sequence[ExaminedBoard], code: str, tolerance: float) -> Deciding:
    """What decides a class at any threshold.

    A good board is failed by a finding as large as the tolerance, right or not; a bad one is stopped by a finding
    on a defect at or above tolerance.
    """
    good = [board for board in boards if board.good]
    bad = [board for board in boards if not board.good]
    with_class = [
        board for board in bad if any(one.code == code and one.size_mm >= tolerance for one in board.defects)
    ]
    return Deciding(
        tuple(_highest_large(board, code, tolerance) for board in good),
        tuple(_highest_right(board, code, tolerance) for board in with_class),
        len(good),
        len(bad),
    )


def _highest_large(board: ExaminedBoard, code: str, tolerance: float) -> float:
    scores = (one.score for one in board.findings if one.defect_class == code and one.size_mm >= tolerance)
    return max(scores, default=0.0)


def _highest_right(board: ExaminedBoard, code: str, tolerance: float) -> float:
    scores = (
        one.finding.score
        for one in match(board.findings, board.defects, board.iou)
        if one.finding is not None
        and one.defect is not None
        and one.defect.code == code
        and one.defect.size_mm >= tolerance
    )
    return max(scores, default=0.0)


def cheapest_threshold(
    deciding: Deciding, code: str, matrix: CostMatrix, lowest: float, highest: float
) -> float:
    """The threshold from lowest to highest that costs least; the middle of the widest stretch that does."""
    scores = {*deciding.good, *deciding.bad}
    edges = sorted({lowest, highest, *(score for score in scores if lowest < score < highest)})
    costs = [deciding.cost(code, high, matrix).whole for _, high in pairwise(edges)]
    least = min(costs)
    best = (lowest, lowest)
    start: float | None = None
    for (low, high), cost in zip(pairwise(edges), costs, strict=True):
        if cost > least + 1e-9:
            start = None
            continue
        start = low if start is None else start
        if high - start > best[1] - best[0]:
            best = (start, high)
    return (best[0] + best[1]) / 2


def cost_curves(
    boards: Sequence[ExaminedBoard], recipe: Recipe, matrix: CostMatrix, *, assumed: bool
) -> Costs:
    """A curve a class, with the cost at the recipe's threshold."""
    return Costs(
        matrix=matrix,
        assumed=assumed,
        curves=tuple(_curve(boards, code, recipe, matrix) for code in recipe.classes),
    )


def _curve(boards: Sequence[ExaminedBoard], code: str, recipe: Recipe, matrix: CostMatrix) -> CostCurve:
    rule = recipe.classes[code]
    deciding = deciding_scores(boards, code, rule.tolerance_mm)
    return CostCurve(
        code=code,
        points=tuple(deciding.cost(code, float(threshold), matrix) for threshold in _GRID),
        chosen=deciding.cost(code, rule.threshold, matrix),
    )


def chosen_by_cost(
    boards: Sequence[ExaminedBoard],
    tolerances: Mapping[str, float],
    matrix: CostMatrix,
    lowest: float,
    highest: float,
) -> dict[str, float]:
    """The cheapest threshold of each class."""
    return {
        code: cheapest_threshold(deciding_scores(boards, code, tolerance), code, matrix, lowest, highest)
        for code, tolerance in tolerances.items()
    }
