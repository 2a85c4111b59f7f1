"""Detections of a network's input become findings of the view."""

from __future__ import annotations

from collections.abc import Iterator

from inspector_app.domain.finding import Finding
from inspector_app.domain.geometry import Box
from inspector_app.imaging import Detections, long_side_mm
from inspector_app.inspection.view_rules import ViewRules

Size = tuple[int, ...]
"""Height and width of the view in px."""


def findings_of(
    found: Detections, rules: ViewRules, size: Size, classes: tuple[str, ...]
) -> tuple[Finding, ...]:
    """Those that are looked at, in px of the view, with their size in mm."""
    floor = min(rules.min_scores.values())
    every = _every(found, rules, size, classes)
    return tuple(one for one in every if one.score >= rules.min_scores.get(one.defect_class, floor))


def _every(found: Detections, rules: ViewRules, size: Size, classes: tuple[str, ...]) -> Iterator[Finding]:
    height, width = size
    for row, score, index in zip(found.boxes, found.scores, found.classes, strict=True):
        whole = Box(*(float(value) / rules.scale for value in row))
        seen = Box(max(0.0, whole.x1), max(0.0, whole.y1), min(width, whole.x2), min(height, whole.y2))
        box = seen if seen.area else whole  # what lies outside has no size within, but is not nothing
        long_side = long_side_mm(box, rules.mm_per_px)
        yield Finding(rules.view, classes[int(index)], float(score), box, long_side)
