"""Chooses the thresholds of a model on validation boards, never on those that it is measured on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspector_app.domain.costs import CostMatrix
from inspector_app.learning.evaluating.cost_curves import chosen_by_cost
from inspector_app.learning.evaluating.examined_boards import LOWEST_SCORE, ExaminedBoard
from inspector_app.learning.evaluating.matching import Match, match
from inspector_app.model_packages.card import Thresholds

ASKED_PRECISION, ASKED_RECALL = 0.95, 0.90
"""What every class has to reach; the threshold goes as large a share of the way from there to 1 as it can, in both."""

REVIEWED_GOOD_BOARDS = 0.01
"""Share of good validation boards that may be sent to a person because of an unsure score."""

_LOWEST, _HIGHEST = 0.15, 0.85
_NOWHERE = float("-inf")


def choose_thresholds(
    boards: Sequence[ExaminedBoard], tolerances_mm: Mapping[str, float], costs: CostMatrix | None = None
) -> dict[str, Thresholds]:
    """Thresholds a class: furthest above what is asked of precision and recall, and below it a band for a person.

    With costs, the threshold is the cheapest one instead; the band below it is chosen as without.
    """
    if costs is None:
        fail_from = {code: _fail_from(boards, code, tolerance) for code, tolerance in tolerances_mm.items()}
    else:
        fail_from = chosen_by_cost(boards, tolerances_mm, costs, _LOWEST, _HIGHEST)
    review_from = _review_from(boards, fail_from, tolerances_mm)
    return {
        code: Thresholds(threshold=round(value, 3), review_from=round(min(review_from, value), 3))
        for code, value in fail_from.items()
    }


def _fail_from(boards: Sequence[ExaminedBoard], code: str, tolerance_mm: float) -> float:
    """The score at which the smaller of both margins, of precision and of recall, is largest."""
    matches = [one for board in boards for one in match(board.findings, board.defects, board.iou)]
    found = [one for one in matches if one.finding is not None and one.finding.defect_class == code]
    found.sort(key=lambda one: -_score(one))
    wanted = sum(
        one.defect is not None and one.defect.code == code and _matters(one, tolerance_mm) for one in matches
    )
    best, best_margin = _HIGHEST, _NOWHERE
    right = reached = 0
    for count, one in enumerate(found, start=1):
        right += one.defect is not None
        reached += one.defect is not None and _matters(one, tolerance_mm)
        last_of_its_score = count == len(found) or _score(found[count]) < _score(one)
        margin = (
            min(_way(right / count, ASKED_PRECISION), _way(reached / wanted, ASKED_RECALL))
            if wanted
            else _NOWHERE
        )
        if last_of_its_score and margin > best_margin:
            best, best_margin = _score(one), margin
    return min(max(best, _LOWEST), _HIGHEST)


def _way(reached: float, asked: float) -> float:
    """How far a figure has come from what is asked towards 1; below 0 where it falls short."""
    return (reached - asked) / (1 - asked)


def _score(one: Match) -> float:
    return one.finding.score if one.finding is not None else 0.0


def _matters(one: Match, tolerance_mm: float) -> bool:
    return one.defect is not None and one.defect.size_mm >= tolerance_mm


def _review_from(
    boards: Sequence[ExaminedBoard], fail_from: Mapping[str, float], tolerances_mm: Mapping[str, float]
) -> float:
    """The lowest score that sends no more than the agreed share of good boards to a person."""
    good = [board for board in boards if board.good and board.problem is None]
    unsure = sorted((_highest_unsure(board, fail_from, tolerances_mm) for board in good), reverse=True)
    allowed = int(len(good) * REVIEWED_GOOD_BOARDS)
    if allowed >= len(unsure):
        return LOWEST_SCORE
    return max(unsure[allowed] + 0.001, LOWEST_SCORE)


def _highest_unsure(
    board: ExaminedBoard, fail_from: Mapping[str, float], tolerances_mm: Mapping[str, float]
) -> float:
    """The best score on this board that is below its class's threshold, of findings that are large enough to matter."""
    scores = (
        one.score
        for one in board.findings
        if one.score < fail_from[one.defect_class] and one.size_mm >= tolerances_mm[one.defect_class] * 0.95
    )
    return max(scores, default=0.0)
