"""Which examiner a view of a recipe gets, and how it looks at a frame without ever failing the line."""

from __future__ import annotations

from typing import TypeAlias

from inspector_app.domain.frame import Frame, Image
from inspector_app.domain.recipe import ViewSetup
from inspector_app.domain.verdict import Outcome, Rule, Verdict
from inspector_app.inspection.examine import Examination, ViewExaminer
from inspector_app.inspection.examine_surface import SurfaceExaminer
from inspector_app.inspection.ports import Network
from inspector_app.inspection.stages import StageTimes
from inspector_app.inspection.view_rules import ViewRules
from inspector_app.novelty import Taught, TaughtSurface

Examiner: TypeAlias = ViewExaminer | SurfaceExaminer


def new_examiner(
    view: ViewSetup, golden: Image, rules: ViewRules, network: Network, taught: Taught | TaughtSurface | None
) -> Examiner:
    """Surfaces: texture, and a network that needs no golden; else alignment, network, what was taught. GoldenError."""
    if view.surface:
        known = taught if isinstance(taught, TaughtSurface) else None
        return SurfaceExaminer(golden, rules, known, network)
    return ViewExaminer(golden, rules, network, taught if isinstance(taught, Taught) else None)


def examine_frame(examiner: Examiner, view: str, frame: Frame | None, times: StageTimes) -> Examination:
    """A view's frame, or REVIEW with the reason where there is none or anything breaks."""
    if frame is None:
        return Examination(problem=Verdict(Outcome.REVIEW, Rule.NO_IMAGE, f"{view}: no image came in time"))
    try:
        if frame.golden is not None:
            examiner = examiner.with_golden(frame.golden)
        return examiner.examine(frame.image, times)
    # whatever breaks here, the part is rejected with the reason and the line goes on
    except Exception as error:
        reason = f"{view}: {type(error).__name__}: {error}"
        return Examination(problem=Verdict(Outcome.REVIEW, Rule.FAULT, reason))
