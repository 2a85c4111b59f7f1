"""The confusion matrix of a detector, with the background as a class of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspector_app.boards import Defect
from inspector_app.domain.finding import Finding
from inspector_app.domain.recipe import Recipe
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard, counted
from inspector_app.learning.evaluating.matching import Match, match
from inspector_app.validation.content import BACKGROUND, Confusion


def confusion_of(boards: Sequence[ExaminedBoard], recipe: Recipe) -> Confusion:
    """Counts at the recipe's thresholds of defects at or above tolerance.

    Findings and defects of one class pair first, as for recall; what is left then pairs by place, whatever the
    class; what is left after that is missed, or a false call. A finding on a defect below its tolerance is
    neither right nor wrong where the class is right. So a row's sum is the class's n, and a column's is its findings
    without those.
    """
    said = (*recipe.classes, BACKGROUND)
    unknown = {defect.code for board in boards for defect in board.defects} - set(recipe.classes)
    truth = (*recipe.classes, *sorted(unknown), BACKGROUND)
    counts = {(row, column): 0 for row in truth for column in said}
    for board in boards:
        for cell in _cells(board, recipe):
            counts[cell] += 1
    table = tuple(tuple(counts[row, column] for column in said) for row in truth)
    return Confusion(truth=truth, said=said, counts=table)


def _cells(board: ExaminedBoard, recipe: Recipe) -> list[tuple[str, str]]:
    """One (truth, said) for each defect that matters and each finding that counts."""
    tolerances = recipe.tolerances_mm
    matches = match(counted(board.findings, recipe), board.defects, board.iou)
    cells = [
        (one.defect.code, one.finding.defect_class)
        for one in matches
        if one.finding is not None and one.defect is not None and matters(one.defect, tolerances)
    ]
    wrong = [one.finding for one in matches if one.finding is not None and one.defect is None]
    missed = missed_of(matches, tolerances)
    for finding in wrong:
        taken = nearest(finding, missed, board.iou)
        if taken is not None:
            missed.remove(taken)
        cells.append((taken.code if taken else BACKGROUND, finding.defect_class))
    return cells + [(defect.code, BACKGROUND) for defect in missed]


def missed_of(matches: Sequence[Match], tolerances: Mapping[str, float]) -> list[Defect]:
    """Defects at or above tolerance that no finding pairs with."""
    return [
        one.defect
        for one in matches
        if one.finding is None and one.defect is not None and matters(one.defect, tolerances)
    ]


def matters(defect: Defect, tolerances: Mapping[str, float]) -> bool:
    """Whether a defect reaches its tolerance; one of a class without a tolerance always does."""
    return defect.size_mm >= tolerances.get(defect.code, 0.0)


def nearest(finding: Finding, defects: Sequence[Defect], iou: float) -> Defect | None:
    """The defect that a finding lies on, whatever its class; None where it lies on none."""
    best = max(defects, key=lambda defect: finding.box.iou(defect.box), default=None)
    return best if best is not None and finding.box.iou(best.box) >= iou else None
