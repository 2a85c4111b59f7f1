"""One view from image to findings: check, align, detect. The same code for station, evaluation and bench."""

from __future__ import annotations

from dataclasses import dataclass

from inspector_app.domain.finding import Finding
from inspector_app.domain.frame import Image
from inspector_app.domain.verdict import Outcome, Rule, Verdict
from inspector_app.imaging import (
    Alignment,
    FrameQuality,
    Pyramid,
    Reference,
    align,
    compare,
    measure_likeness,
    measure_quality,
    shrink,
    to_colours,
)
from inspector_app.inspection.detect import TiledDetector
from inspector_app.inspection.findings import findings_of
from inspector_app.inspection.ports import Network
from inspector_app.inspection.quality_gate import (
    Scene,
    check_glare,
    check_light,
    check_likeness,
    check_scene,
    check_second_part,
)
from inspector_app.inspection.stages import StageTimes
from inspector_app.inspection.unfamiliar import unfamiliar_findings
from inspector_app.inspection.view_rules import ViewRules, rules_of, view_scale
from inspector_app.novelty import Taught, Unlikeness


@dataclass(frozen=True, slots=True, eq=False)
class Examination:
    """What is known of one view: findings, and the problem that keeps it from being a PASS.

    unlikeness: where it looks like none of the good parts, where it does.
    """

    findings: tuple[Finding, ...] = ()
    problem: Verdict | None = None
    quality: FrameQuality | None = None
    alignment: Alignment | None = None
    unlikeness: Unlikeness | None = None


__all__ = ["Examination", "GoldenError", "ViewExaminer", "ViewRules", "rules_of", "view_scale"]


class GoldenError(Exception):
    """A golden that nothing can be compared with; the message says why."""


class ViewExaminer:
    """Examines frames of one view against one golden with one network; not for several threads at once."""

    def __init__(
        self, golden: Image, rules: ViewRules, network: Network, taught: Taught | None = None
    ) -> None:
        """Raises GoldenError. taught: what the view's good parts look like, beside which nothing is unfamiliar."""
        self._rules = rules
        self._network = network
        self._size = golden.shape[:2]
        try:
            self._reference = Reference.from_image(shrink(golden, rules.scale))
        except ValueError as error:
            raise GoldenError(f"{rules.view}: the golden can't be used: {error}") from error
        if taught is not None and taught.scale != rules.scale:
            raise GoldenError(
                f"{rules.view}: was taught at {taught.scale:.3f} of its size, and is examined at {rules.scale:.3f}; "
                "teach it again"
            )
        self._taught = taught
        self._detector = TiledDetector(network, *self._reference.size)
        self._floor = min(rules.min_scores.values())

    @property
    def rules(self) -> ViewRules:
        """How this view is examined."""
        return self._rules

    @property
    def tile_count(self) -> int:
        """How often the network runs for one frame."""
        return len(self._detector.tiles)

    def with_golden(self, golden: Image) -> ViewExaminer:
        """The same rules against another golden, of which no good parts are known."""
        return ViewExaminer(golden, self._rules, self._network)

    def examine(self, image: Image, times: StageTimes) -> Examination:
        """Findings of the image, in its px; never raises for a strange picture, only for a broken network."""
        view, limits = self._rules.view, self._rules.limits
        with times.measure("check"):
            if image.shape[:2] != self._size:
                return Examination(problem=self._another_size(image))
            frame = Pyramid(shrink(self._reference.plane_of(image), self._rules.scale))
            quality = measure_quality(frame, self._reference)
            problem = check_light(quality, limits, view)
        if problem is not None:
            return Examination(problem=problem, quality=quality)
        with times.measure("align"):
            alignment = align(frame, self._reference)
            scene = Scene(view, frame, self._reference, quality, alignment)
            problem = check_scene(scene, limits) or check_glare(scene, limits)
        if problem is not None:
            return Examination(problem=problem, quality=quality, alignment=alignment)
        with times.measure("prepare"):
            compared = compare(frame, self._reference, alignment)
            planes = compared.stacked() if self._network.compares else self._colours(image)
        found = self._detector.detect(planes, self._floor, times)
        with times.measure("check"):
            problem = check_likeness(measure_likeness(frame, compared, self._reference), limits, view)
            if problem is not None and problem.rule is Rule.UNLIKE_GOLDEN:
                problem = check_second_part(scene) or problem
        findings = findings_of(found, self._rules, self._size, self._network.classes)
        if self._taught is None or problem is not None:
            return Examination(findings, problem, quality, alignment)
        with times.measure("unfamiliar"):
            unlikeness = self._taught.look(compared, alignment)
            strange = unfamiliar_findings(unlikeness, self._rules, findings)
        return Examination((*findings, *strange), None, quality, alignment, unlikeness if strange else None)

    def _colours(self, image: Image) -> Image:
        return shrink(to_colours(image), self._rules.scale)

    def _another_size(self, image: Image) -> Verdict:
        height, width = image.shape[:2]
        wanted_height, wanted_width = self._size
        reason = (
            f"{self._rules.view}: image is {width} x {height}, the golden {wanted_width} x {wanted_height}"
        )
        return Verdict(Outcome.REVIEW, Rule.BAD_ALIGNMENT, reason)
