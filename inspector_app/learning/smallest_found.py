"""From which size on a model finds a defect, measured on validation boards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspector_app.domain.finding import Finding
from inspector_app.learning.examined_boards import ExaminedBoard
from inspector_app.model_packages.card import Thresholds

WANTED_RECALL = 0.9
_SIZES_PX = tuple(size / 2 for size in range(10, 61))
_WINDOW = 1.5
_FEWEST = 10
_SAME_PLACE_IOU = 0.5


def smallest_found_px(
    boards: Sequence[ExaminedBoard], thresholds: Mapping[str, Thresholds], mm_per_px: float
) -> dict[str, float]:
    """The long side of each class, in px, from which nine of ten defects are found at the threshold.

    A defect is found where a finding that counts lies on it, of whatever class: it does not pass. For every
    size from there on, recall of the defects that are up to half as large again is as wanted. A class that is
    never found well gets the largest size that was looked at.
    """
    return {code: _smallest(_sizes(boards, code, thresholds, mm_per_px)) for code in thresholds}


def _sizes(
    boards: Sequence[ExaminedBoard], code: str, thresholds: Mapping[str, Thresholds], mm_per_px: float
) -> list[tuple[float, bool]]:
    """Size in px and whether it was found, for each true defect of the class."""
    return [
        (
            defect.size_mm / mm_per_px,
            any(
                one.box.iou(defect.box) >= _SAME_PLACE_IOU
                for one in board.findings
                if _counts(one, thresholds)
            ),
        )
        for board in boards
        for defect in board.defects
        if defect.code == code
    ]


def _counts(finding: Finding, thresholds: Mapping[str, Thresholds]) -> bool:
    return finding.score >= thresholds[finding.defect_class].threshold


def _smallest(defects: Sequence[tuple[float, bool]]) -> float:
    smallest = _SIZES_PX[-1]
    for size in reversed(_SIZES_PX):
        found = [hit for px, hit in defects if size <= px < size * _WINDOW]
        if len(found) >= _FEWEST and sum(found) / len(found) < WANTED_RECALL:
            break
        smallest = size if found else smallest
    return smallest
