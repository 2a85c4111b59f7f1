"""From what was decided to what the windows are told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from inspector_app.domain.finding import Finding
from inspector_app.domain.messages import FindingInfo, Notice, PartInspected, ViewImage
from inspector_app.domain.part import Inspection
from inspector_app.domain.shift import Shift, ShiftInfo
from inspector_app.domain.verdict import Signal


def part_inspected(
    inspection: Inspection, *, signal: Signal, latency_ms: float, repeats: int, truth: str | None
) -> PartInspected:
    """The event of one part."""
    verdict, part = inspection.verdict, inspection.part
    return PartInspected(
        inspection_id=inspection.id,
        part_id=part.id,
        number=part.number,
        lot=part.lot,
        serial=part.serial,
        at=inspection.started_at,
        outcome=verdict.outcome,
        rule=verdict.rule,
        reason=verdict.reason,
        signal=signal,
        findings=tuple(finding_info(finding) for finding in inspection.findings),
        views=tuple(
            ViewImage(
                view=frame.view,
                image_path=frame.image_path,
                golden_path=frame.golden_path,
                mm_per_px=frame.mm_per_px,
                width=frame.width,
                height=frame.height,
            )
            for frame in inspection.frames
        ),
        latency_ms=latency_ms,
        repeats=repeats,
        truth=truth,
        deciding=_deciding(inspection),
    )


def _deciding(inspection: Inspection) -> int | None:
    deciding = inspection.verdict.deciding
    return inspection.findings.index(deciding) if deciding in inspection.findings else None


def finding_info(finding: Finding) -> FindingInfo:
    """A finding on the wire."""
    return FindingInfo(
        view=finding.view,
        defect_class=finding.defect_class,
        score=finding.score,
        box=finding.box.as_tuple(),
        size_mm=finding.size_mm,
        outlines=finding.outlines,
        area_mm2=finding.area_mm2,
    )


def shift_info(shift: Shift | None) -> ShiftInfo | None:
    """The running shift on the wire."""
    if shift is None:
        return None
    return ShiftInfo(id=shift.id, name=shift.name, operator=shift.operator, started_at=shift.started_at)


def notice(level: Literal["info", "warning", "alarm"], text: str) -> Notice:
    """A sentence for people, now."""
    return Notice(level=level, text=text, at=datetime.now(UTC))
