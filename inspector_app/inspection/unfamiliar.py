"""From places that look like none of the good parts to findings."""

from __future__ import annotations

from collections.abc import Sequence

from inspector_app.domain.catalogue import UNFAMILIAR
from inspector_app.domain.finding import Finding
from inspector_app.domain.geometry import Box
from inspector_app.imaging import long_side_mm
from inspector_app.inspection.view_rules import ViewRules
from inspector_app.novelty import Region, Unlikeness, same_place


def unfamiliar_findings(
    seen: Unlikeness, rules: ViewRules, known: Sequence[Finding] = ()
) -> tuple[Finding, ...]:
    """What stands out, in px of the image, and is not known: found by a network already, and surely."""
    if seen.score < rules.unfamiliar_from:
        return ()
    named = [one.box for one in known if one.score >= rules.sure_from.get(one.defect_class, 0.0)]
    findings = (_finding(region, rules) for region in seen.regions(rules.unfamiliar_from))
    return tuple(one for one in findings if not any(same_place(one.box, box) for box in named))


def _finding(region: Region, rules: ViewRules) -> Finding:
    box = Box(*(value / rules.scale for value in region.box.as_tuple()))
    score = region.score / (region.score + rules.unfamiliar_from)  # a half at the limit
    return Finding(rules.view, UNFAMILIAR, score, box, long_side_mm(box, rules.mm_per_px))
