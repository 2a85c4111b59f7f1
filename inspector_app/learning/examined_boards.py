"""Runs the station's own examination over boards whose truth is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspector_app.boards import Defect
from inspector_app.domain.finding import Finding
from inspector_app.domain.frame import Image
from inspector_app.domain.recipe import QualityLimits, Recipe
from inspector_app.domain.verdict import Verdict
from inspector_app.imaging import Reference
from inspector_app.inspection.examine import Examination, ViewExaminer
from inspector_app.inspection.judge import judge
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


@dataclass(slots=True)
class _Latest:
    """Ten boards of a product follow each other: its golden is prepared once a view."""

    golden: Image | None = None
    reference: Reference | None = None

    def reference_of(self, golden: Image) -> Reference:
        if self.reference is None or golden is not self.golden:
            self.golden, self.reference = golden, Reference.from_image(golden)
        return self.reference


def examine_boards(samples: Iterator[BoardSample], network: Network) -> Iterator[ExaminedBoard]:
    """One result a board, in order."""
    latest = _Latest()
    for sample in samples:
        reference = latest.reference_of(sample.board.golden)
        examined = examine(sample.board.image, reference, sample.product.mm_per_px, network)
        yield ExaminedBoard(examined.findings, examined.problem, sample.board.defects, sample.good)


def examine(image: Image, reference: Reference, mm_per_px: float, network: Network) -> Examination:
    """One image by the station's code, keeping findings down to the lowest score."""
    examiner = ViewExaminer(
        view="view 1",
        reference=reference,
        mm_per_px=mm_per_px,
        network=network,
        limits=QualityLimits(),
        min_scores=dict.fromkeys(network.classes, LOWEST_SCORE),
    )
    return examiner.examine(image, StageTimes())


def counted(findings: Sequence[Finding], recipe: Recipe) -> list[Finding]:
    """Findings at or above the threshold of their class."""
    return [one for one in findings if one.score >= recipe.classes[one.defect_class].threshold]


def verdict_of(board: ExaminedBoard, recipe: Recipe) -> Verdict:
    """The verdict that the station would give by this recipe."""
    looked_at = [one for one in board.findings if one.score >= recipe.classes[one.defect_class].review_from]
    verdict = judge(looked_at, recipe)
    return board.problem if board.problem is not None else verdict
