"""One view of a surface without a golden: light and texture against good parts, and a network that needs no golden.

Where the recipe's model compares, there is no such network, and nothing here can pass a part.
"""

from __future__ import annotations

from dataclasses import replace

from inspector_app.domain.finding import Finding
from inspector_app.domain.frame import Image
from inspector_app.domain.verdict import Outcome, Rule, Verdict
from inspector_app.imaging import Pyramid, shrink, to_colours, to_gray
from inspector_app.imaging.quality import compare_statistics
from inspector_app.imaging.sharpness import frame_statistics
from inspector_app.inspection.detect import TiledDetector
from inspector_app.inspection.examine import Examination, ViewRules
from inspector_app.inspection.findings import findings_of
from inspector_app.inspection.ports import Network
from inspector_app.inspection.quality_gate import check_light
from inspector_app.inspection.stages import StageTimes
from inspector_app.inspection.unfamiliar import unfamiliar_findings
from inspector_app.novelty import TaughtSurface, Unlikeness


class SurfaceExaminer:
    """Examines frames of one surface; picture: one of a good part, whose light a frame should have."""

    def __init__(
        self, picture: Image, rules: ViewRules, taught: TaughtSurface | None, network: Network
    ) -> None:
        self._rules = rules
        self._taught = taught
        self._network = network
        self._size = picture.shape[:2]
        self._unscaled = replace(rules, scale=1.0)  # texture is looked at in the image's own size
        self._light = frame_statistics(Pyramid(to_gray(picture)))
        self._detector: TiledDetector | None = None
        if not network.compares:
            height, width = shrink(picture, rules.scale).shape[:2]
            self._detector = TiledDetector(network, width, height)

    @property
    def rules(self) -> ViewRules:
        """How this view is examined."""
        return self._rules

    def with_golden(self, golden: Image) -> SurfaceExaminer:
        """The same surface in another picture's light."""
        return SurfaceExaminer(golden, self._rules, self._taught, self._network)

    def examine(self, image: Image, times: StageTimes) -> Examination:
        """What the network finds, and what looks like none of the good parts; without a network a person is asked."""
        with times.measure("check"):
            problem = self._unfit(image)
            if problem is not None:
                return Examination(problem=problem)
            quality = compare_statistics(frame_statistics(Pyramid(to_gray(image))), self._light)
            problem = check_light(quality, self._rules.limits, self._rules.view)
        if problem is not None:
            return Examination(problem=problem, quality=quality)
        found = self._detect(image, times)
        strange, unlikeness = self._unfamiliar(image, found, times)
        problem = None if self._detector is not None or strange else self._nothing_can_pass()
        return Examination((*found, *strange), problem, quality, unlikeness=unlikeness)

    def _detect(self, image: Image, times: StageTimes) -> tuple[Finding, ...]:
        if self._detector is None:
            return ()
        with times.measure("prepare"):
            planes = shrink(to_colours(image), self._rules.scale)
        found = self._detector.detect(planes, min(self._rules.min_scores.values()), times)
        return findings_of(found, self._rules, self._size, self._network.classes)

    def _unfamiliar(
        self, image: Image, found: tuple[Finding, ...], times: StageTimes
    ) -> tuple[tuple[Finding, ...], Unlikeness | None]:
        if self._taught is None:
            return (), None
        with times.measure("unfamiliar"):
            seen = self._taught.look(image)
            strange = unfamiliar_findings(seen, self._unscaled, found)
        return strange, seen if strange else None

    def _unfit(self, image: Image) -> Verdict | None:
        view = self._rules.view
        if self._taught is None and self._detector is None:
            reason = f"{view}: nothing was taught of this surface yet; use recipe teach"
            return Verdict(Outcome.REVIEW, Rule.NO_DETECTOR, reason)
        if image.shape[:2] == self._size:
            return None
        (height, width), (wanted_height, wanted_width) = image.shape[:2], self._size
        reason = f"{view}: image is {width} x {height}, the good parts {wanted_width} x {wanted_height}"
        return Verdict(Outcome.REVIEW, Rule.BAD_ALIGNMENT, reason)

    def _nothing_can_pass(self) -> Verdict:
        reason = f"{self._rules.view}: looks like the good parts, but there is no detector that could pass it"
        return Verdict(Outcome.REVIEW, Rule.NO_DETECTOR, reason)
