"""Runs the station's own examination over boards whose truth is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector_app.boards import Defect
from inspector_app.domain.finding import Finding
from inspector_app.domain.frame import Image
from inspector_app.domain.recipe import QualityLimits, Recipe
from inspector_app.domain.verdict import Verdict
from inspector_app.inspection.examine import Examination, ViewExaminer, ViewRules
from inspector_app.inspection.judge import judge_views
from inspector_app.inspection.ports import Network
from inspector_app.inspection.stages import StageTimes
from inspector_app.learning.board_samples import BoardSample

LOWEST_SCORE = 0.02
"""Precision-recall curves start here; what the recipe ignores is dropped afterwards."""


@dataclass(frozen=True, slots=True)
class ExaminedBoard:
    """What the station found on one board, down to the lowest score, and what is really there."""

    findings: tuple[Finding, ...]
    problem: Verdict | None
    defects: tuple[Defect, ...]
    good: bool


class BoardExaminer:
    """Ten boards of a product follow each other: its golden is prepared once a view."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._golden: Image | None = None
        self._examiner: ViewExaminer | None = None

    def examine(self, image: Image, golden: Image, mm_per_px: float) -> Examination:
        """One image by the station's code, keeping findings down to the lowest score."""
        if self._examiner is None or golden is not self._golden:
            self._golden = golden
            self._examiner = ViewExaminer(golden, self._rules(mm_per_px), self._network)
        return self._examiner.examine(image, StageTimes())

    def _rules(self, mm_per_px: float) -> ViewRules:
        scores = dict.fromkeys(self._network.classes, LOWEST_SCORE)
        return ViewRules("view 1", mm_per_px, QualityLimits(), scores)


def examine_board(sample: BoardSample, examiner: BoardExaminer) -> ExaminedBoard:
    """What the station's code says of one board, beside what is really there."""
    board = sample.board
    examined = examiner.examine(board.image, board.golden, sample.product.mm_per_px)
    return ExaminedBoard(examined.findings, examined.problem, board.defects, sample.good)


def counted(findings: Sequence[Finding], recipe: Recipe) -> list[Finding]:
    """Findings at or above the threshold of their class."""
    return [one for one in findings if one.score >= recipe.classes[one.defect_class].threshold]


def verdict_of(board: ExaminedBoard, recipe: Recipe) -> Verdict:
    """The verdict that the station would give by this recipe."""
    looked_at = [one for one in board.findings if one.score >= recipe.classes[one.defect_class].review_from]
    return judge_views(looked_at, [] if board.problem is None else [board.problem], recipe)
