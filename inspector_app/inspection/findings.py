"""Detections of a network's input become findings of the view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from inspector_app.domain.finding import Finding
from inspector_app.domain.geometry import Box, Outline
from inspector_app.imaging import Detections, Mask, length_px, long_side_mm, outlines_of
from inspector_app.inspection.view_rules import ViewRules

Size = tuple[int, ...]
"""Height and width of the view in px."""


def findings_of(
    found: Detections, rules: ViewRules, size: Size, classes: tuple[str, ...]
) -> tuple[Finding, ...]:
    """Those that are looked at, in px of the view, with their size in mm."""
    return tuple(_looked_at(found, rules, size, classes))


def _looked_at(
    found: Detections, rules: ViewRules, size: Size, classes: tuple[str, ...]
) -> Iterator[Finding]:
    floor = min(rules.min_scores.values())
    # lists, since Python's own numbers are read and compared several times faster
    rows = zip(found.boxes.tolist(), found.scores.tolist(), found.classes.tolist(), strict=True)
    for number, (row, score, index) in enumerate(rows):
        code = classes[index]
        if score < rules.min_scores.get(code, floor):
            continue
        box = _in_view(Box(*(value / rules.scale for value in row)), size)
        finding = Finding(rules.view, code, score, box, long_side_mm(box, rules.mm_per_px))
        yield finding if found.masks is None else _outlined(finding, found.masks[number], rules, size)


def _in_view(whole: Box, size: Size) -> Box:
    height, width = size
    seen = Box(max(0.0, whole.x1), max(0.0, whole.y1), min(width, whole.x2), min(height, whole.y2))
    return seen if seen.area else whole  # what lies outside has no size within, but is not nothing


def _outlined(boxed: Finding, mask: Mask, rules: ViewRules, size: Size) -> Finding:
    """The finding as its mask has it; where that is empty, the defect is as large as its box can hold."""
    height, width = (round(side * rules.scale) for side in size)
    seen, mm_per_px = mask.within(width, height), rules.mm_per_px / rules.scale
    area_px = seen.area_px
    if not area_px:
        return replace(boxed, area_mm2=boxed.box.area * rules.mm_per_px**2)
    return replace(
        boxed,
        size_mm=length_px(seen) * mm_per_px,
        outlines=tuple(_scaled(outline, rules.scale) for outline in outlines_of(seen)),
        area_mm2=area_px * mm_per_px**2,
    )


def _scaled(outline: Outline, scale: float) -> Outline:
    """From px of the network's input to px of the view."""
    return tuple((x / scale, y / scale) for x, y in outline)
