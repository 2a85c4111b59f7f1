"""Chooses the thresholds of a model on validation boards, never on those that it is measured on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspector_app.learning.examined_boards import LOWEST_SCORE, ExaminedBoard
from inspector_app.learning.matching import match
from inspector_app.model_packages.card import Thresholds

WANTED_PRECISION = 0.98
"""On validation boards; above the 95 % that is asked of held-out ones, since unseen boards are a little worse."""

REVIEWED_GOOD_BOARDS = 0.01
"""Share of good validation boards that may be sent to a person because of an unsure score."""

_LOWEST, _HIGHEST = 0.15, 0.85


def choose_thresholds(
    boards: Sequence[ExaminedBoard], tolerances_mm: Mapping[str, float]
) -> dict[str, Thresholds]:
    """Thresholds a class: the lowest that keeps the wanted precision, and below it a band that asks a person."""
    fail_from = {code: _fail_from(boards, code) for code in tolerances_mm}
    review_from = _review_from(boards, fail_from, tolerances_mm)
    return {
        code: Thresholds(threshold=round(value, 3), review_from=round(min(review_from, value), 3))
        for code, value in fail_from.items()
    }


def _fail_from(boards: Sequence[ExaminedBoard], code: str) -> float:
    """The lowest score from which findings of the class are right often enough."""
    found = [
        (one.finding.score, one.defect is not None)
        for board in boards
        for one in match(board.findings, board.defects)
        if one.finding is not None and one.finding.defect_class == code
    ]
    found.sort(reverse=True)
    right, lowest = 0, _HIGHEST
    for count, (score, hit) in enumerate(found, start=1):
        right += hit
        last_of_its_score = count == len(found) or found[count][0] < score
        if last_of_its_score and right / count >= WANTED_PRECISION:
            lowest = score
    return min(max(lowest, _LOWEST), _HIGHEST)


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
