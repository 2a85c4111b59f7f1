"""Runs the station's own examination over boards whose truth is known."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from inspector_app.boards import Defect
from inspector_app.domain.finding import Finding
from inspector_app.domain.frame import Image
from inspector_app.domain.recipe import Recipe
from inspector_app.domain.verdict import Verdict
from inspector_app.inspection.examine import Examination, ViewExaminer, ViewRules
from inspector_app.inspection.examine_surface import SurfaceExaminer
from inspector_app.inspection.examiners import Examiner
from inspector_app.inspection.judge import judge_views
from inspector_app.inspection.ports import Network
from inspector_app.inspection.stages import StageTimes
from inspector_app.learning.evaluating.known_images import KnownImage

LOWEST_SCORE = 0.02
"""Precision-recall curves start here; what the recipe ignores is dropped afterwards."""


@dataclass(frozen=True, slots=True)
class ExaminedBoard:
    """What the station found on one image, down to the lowest score, and what is really there.

    part, group, traits, iou: as of `KnownImage`. ms: what each stage took; whole_ms: image in hand to findings.
    """

    findings: tuple[Finding, ...]
    problem: Verdict | None
    defects: tuple[Defect, ...]
    good: bool
    name: str = ""
    part: str = ""
    group: str = ""
    traits: Mapping[str, str] = field(default_factory=dict)
    iou: float = 0.5
    ms: Mapping[str, float] = field(default_factory=dict)
    whole_ms: float | None = None


class BoardExaminer:
    """Ten boards of a product follow each other: its golden is prepared once a view."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._golden: Image | None = None
        self._examiner: Examiner | None = None

    def examine_known(self, known: KnownImage) -> tuple[Examination, ExaminedBoard]:
        """One known image, timed; its golden was made ready before."""
        examiner, times = self._examiner_of(known), StageTimes()
        since = time.perf_counter()
        examined = examiner.examine(known.image, times)
        whole_ms = (time.perf_counter() - since) * 1000
        return examined, ExaminedBoard(
            findings=examined.findings,
            problem=examined.problem,
            defects=known.defects,
            good=known.good,
            name=known.name,
            part=known.part,
            group=known.group,
            traits=known.traits,
            iou=known.iou,
            ms=times.ms,
            whole_ms=whole_ms,
        )

    def _examiner_of(self, known: KnownImage) -> Examiner:
        ready, rules = self._examiner, self._rules(known)
        if ready is None or known.golden is not self._golden or ready.rules != rules:
            self._golden = known.golden
            ready = self._examiner = self._new_examiner(known.golden, rules)
        return ready

    def _new_examiner(self, golden: Image, rules: ViewRules) -> Examiner:
        if self._network.compares:
            return ViewExaminer(golden, rules, self._network)
        return SurfaceExaminer(golden, rules, None, self._network)

    def _rules(self, known: KnownImage) -> ViewRules:
        scores = dict.fromkeys(self._network.classes, LOWEST_SCORE)
        return ViewRules("view 1", known.mm_per_px, known.quality, scores)


def counted(findings: Sequence[Finding], recipe: Recipe) -> list[Finding]:
    """Findings at or above the threshold of their class."""
    return [one for one in findings if one.score >= recipe.classes[one.defect_class].threshold]


def verdict_of(board: ExaminedBoard, recipe: Recipe) -> Verdict:
    """The verdict that the station would give by this recipe."""
    return verdict_of_part([board], recipe)


def verdict_of_part(boards: Sequence[ExaminedBoard], recipe: Recipe) -> Verdict:
    """The verdict on a part by all images of it."""
    looked_at = [
        one
        for board in boards
        for one in board.findings
        if one.score >= recipe.classes[one.defect_class].review_from
    ]
    problems = [board.problem for board in boards if board.problem is not None]
    return judge_views(looked_at, problems, recipe)
