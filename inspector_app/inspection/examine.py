"""One view from image to findings: check, align, detect. The same code for station, evaluation and bench."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from inspector_app.domain.finding import Finding
from inspector_app.domain.frame import Image
from inspector_app.domain.geometry import Box
from inspector_app.domain.recipe import QualityLimits
from inspector_app.domain.verdict import Outcome, Rule, Verdict
from inspector_app.imaging import (
    Alignment,
    Detections,
    FrameQuality,
    Reference,
    align,
    decode,
    long_side_mm,
    measure_quality,
    network_input,
)
from inspector_app.inspection.ports import Network
from inspector_app.inspection.quality_gate import check_light, check_scene
from inspector_app.inspection.stages import StageTimes


@dataclass(frozen=True, slots=True, eq=False)
class Examination:
    """What is known of one view: findings, or the problem that kept it from being judged."""

    findings: tuple[Finding, ...] = ()
    problem: Verdict | None = None
    quality: FrameQuality | None = None
    alignment: Alignment | None = None


@dataclass(slots=True, eq=False)
class ViewExaminer:
    """Examines frames of one view against its golden with one network.

    min_scores: the lowest score of each class that the recipe looks at; findings below it are dropped.
    """

    view: str
    reference: Reference
    mm_per_px: float
    network: Network
    limits: QualityLimits
    min_scores: dict[str, float]
    _floor: float = field(init=False)

    def __post_init__(self) -> None:
        self._floor = min(self.min_scores.values())

    def examine(self, image: Image, times: StageTimes) -> Examination:
        """Findings of the image, in its px; never raises for a strange picture, only for a broken network."""
        with times.measure("check"):
            gray = self.reference.plane_of(image)
            if gray.shape != self.reference.gray.shape:
                return Examination(problem=self._another_size(gray))
            quality = measure_quality(gray, self.reference)
            problem = check_light(quality, self.limits, self.view)
        if problem is not None:
            return Examination(problem=problem, quality=quality)
        with times.measure("align"):
            alignment = align(gray, self.reference)
            problem = check_scene(gray, self.reference, quality, alignment, self.limits, self.view)
        if problem is not None:
            return Examination(problem=problem, quality=quality, alignment=alignment)
        findings = self._detect(gray, alignment, times)
        return Examination(findings=findings, quality=quality, alignment=alignment)

    def _detect(self, gray: Image, alignment: Alignment, times: StageTimes) -> tuple[Finding, ...]:
        with times.measure("prepare"):
            stacked = network_input(gray, self.reference, alignment)
        with times.measure("network"):
            output = self.network.run(stacked)
        with times.measure("decode"):
            detections = decode(output, min_score=self._floor, class_count=len(self.network.classes))
            return self._findings(detections, gray.shape)

    def _findings(self, detections: Detections, shape: tuple[int, ...]) -> tuple[Finding, ...]:
        return tuple(
            finding
            for row, score, index in zip(detections.boxes, detections.scores, detections.classes, strict=True)
            if (finding := self._finding(row, float(score), int(index), shape)).score
            >= self.min_scores.get(finding.defect_class, self._floor)
        )

    def _finding(self, row: npt.NDArray[np.float32], score: float, index: int, shape: tuple[int, ...]) -> Finding:
        height, width = shape[:2]
        x1, y1, x2, y2 = (float(value) for value in row)
        box = Box(max(0.0, x1), max(0.0, y1), min(float(width), x2), min(float(height), y2))
        code = self.network.classes[index]
        return Finding(self.view, code, score, box, long_side_mm(box, self.mm_per_px))

    def _another_size(self, gray: Image) -> Verdict:
        height, width = gray.shape[:2]
        wanted_height, wanted_width = self.reference.gray.shape
        reason = f"{self.view}: image is {width} x {height}, the golden {wanted_width} x {wanted_height}"
        return Verdict(Outcome.REVIEW, Rule.BAD_ALIGNMENT, reason)
