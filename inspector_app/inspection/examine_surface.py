"""One view of a surface without a golden: light and texture against the good parts. Nothing here can pass a part."""

from __future__ import annotations

from inspector_app.domain.frame import Image
from inspector_app.domain.verdict import Outcome, Rule, Verdict
from inspector_app.imaging import Pyramid, to_gray
from inspector_app.imaging.quality import compare_statistics
from inspector_app.imaging.sharpness import frame_statistics
from inspector_app.inspection.examine import Examination, ViewRules
from inspector_app.inspection.quality_gate import check_light
from inspector_app.inspection.stages import StageTimes
from inspector_app.inspection.unfamiliar import unfamiliar_findings
from inspector_app.novelty import TaughtSurface


class SurfaceExaminer:
    """Examines frames of one surface; picture: one of a good part, whose light a frame should have."""

    def __init__(self, picture: Image, rules: ViewRules, taught: TaughtSurface | None) -> None:
        self._rules = rules
        self._taught = taught
        self._size = picture.shape[:2]
        self._light = frame_statistics(Pyramid(to_gray(picture)))

    @property
    def rules(self) -> ViewRules:
        """How this view is examined."""
        return self._rules

    def with_golden(self, golden: Image) -> SurfaceExaminer:
        """The same surface in another picture's light."""
        return SurfaceExaminer(golden, self._rules, self._taught)

    def examine(self, image: Image, times: StageTimes) -> Examination:
        """What looks like none of the good parts; where nothing does, a person is asked all the same."""
        view = self._rules.view
        with times.measure("check"):
            if image.shape[:2] != self._size or self._taught is None:
                return Examination(problem=self._not_taught(image))
            statistics = frame_statistics(Pyramid(to_gray(image)))
            quality = compare_statistics(statistics, self._light)
            problem = check_light(quality, self._rules.limits, view)
        if problem is not None:
            return Examination(problem=problem, quality=quality)
        with times.measure("unfamiliar"):
            seen = self._taught.look(image)
            found = unfamiliar_findings(seen, self._rules)
        if found:
            return Examination(found, None, quality, unlikeness=seen)
        reason = f"{view}: looks like the good parts, but there is no detector that could pass it"
        return Examination(problem=Verdict(Outcome.REVIEW, Rule.NO_DETECTOR, reason), quality=quality)

    def _not_taught(self, image: Image) -> Verdict:
        view = self._rules.view
        if self._taught is None:
            reason = f"{view}: nothing was taught of this surface yet; use recipe teach"
            return Verdict(Outcome.REVIEW, Rule.NO_DETECTOR, reason)
        (height, width), (wanted_height, wanted_width) = image.shape[:2], self._size
        reason = f"{view}: image is {width} x {height}, it was taught {wanted_width} x {wanted_height}"
        return Verdict(Outcome.REVIEW, Rule.BAD_ALIGNMENT, reason)
