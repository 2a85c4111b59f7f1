"""Reads inspections as the messages that the window knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from inspector_app.domain.messages import FindingInfo, PartInspected, ViewImage
from inspector_app.domain.verdict import Outcome, Rule, Signal
from inspector_app.records.outline_text import outlines_of_text
from inspector_app.records.tables import (
    FindingRow,
    FrameRow,
    InspectionRow,
    KeptImageRow,
    LotRow,
    PartRow,
    VerdictRow,
)

Query = Select[*tuple[Any, ...]]
ROWS_AT_ONCE = 500
"""SQLite takes a limited number of values in one statement."""


def inspections_query() -> Query:
    """Inspections with part, lot and verdict; narrow and order it as needed."""
    return (
        select(
            InspectionRow.seq,
            InspectionRow.id,
            PartRow.id.label("part_id"),
            PartRow.number,
            PartRow.serial,
            LotRow.name.label("lot"),
            InspectionRow.started_at,
            InspectionRow.latency_ms,
            VerdictRow.outcome,
            VerdictRow.rule,
            VerdictRow.reason,
            VerdictRow.signal,
            VerdictRow.deciding,
        )
        .join_from(InspectionRow, PartRow, PartRow.seq == InspectionRow.part_seq)
        .join(VerdictRow, VerdictRow.inspection_seq == InspectionRow.seq)
        .join(LotRow, LotRow.seq == PartRow.lot_seq, isouter=True)
    )


def read_inspections(connection: Connection, query: Query) -> dict[int, PartInspected]:
    """The inspections that a query made with `inspections_query` finds, by sequence number, in its order."""
    rows = connection.execute(query).all()
    seqs = [row.seq for row in rows]
    findings = _read_findings(connection, seqs)
    views = _read_views(connection, seqs)
    return {
        row.seq: PartInspected(
            inspection_id=row.id,
            part_id=row.part_id,
            number=row.number,
            lot=row.lot,
            at=row.started_at,
            outcome=Outcome(row.outcome),
            rule=Rule(row.rule),
            reason=row.reason,
            signal=Signal(row.signal),
            findings=tuple(findings.get(row.seq, ())),
            views=tuple(views.get(row.seq, ())),
            latency_ms=row.latency_ms,
            deciding=row.deciding,
            serial=row.serial,
        )
        for row in rows
    }


def _read_findings(connection: Connection, seqs: Sequence[int]) -> dict[int, list[FindingInfo]]:
    findings: dict[int, list[FindingInfo]] = {}
    for some in _portions(seqs):
        query = select(FindingRow.__table__).where(FindingRow.inspection_seq.in_(some))
        for row in connection.execute(query.order_by(FindingRow.inspection_seq, FindingRow.position)):
            finding = FindingInfo(
                view=row.view,
                defect_class=row.defect_class,
                score=row.score,
                box=(row.x1, row.y1, row.x2, row.y2),
                size_mm=row.size_mm,
                outlines=outlines_of_text(row.outlines),
                area_mm2=row.area_mm2,
            )
            findings.setdefault(row.inspection_seq, []).append(finding)
    return findings


def _read_views(connection: Connection, seqs: Sequence[int]) -> dict[int, list[ViewImage]]:
    views: dict[int, list[ViewImage]] = {}
    for some in _portions(seqs):
        query = (
            select(FrameRow.__table__, KeptImageRow.image_path.label("kept_path"))
            .join_from(FrameRow, KeptImageRow, KeptImageRow.frame_seq == FrameRow.seq, isouter=True)
            .where(FrameRow.inspection_seq.in_(some))
            .order_by(FrameRow.seq)
        )
        for row in connection.execute(query):
            view = ViewImage(
                view=row.view,
                image_path=row.kept_path,
                golden_path=row.golden_path,
                mm_per_px=row.mm_per_px,
                width=row.width,
                height=row.height,
            )
            views.setdefault(row.inspection_seq, []).append(view)
    return views


def _portions(seqs: Sequence[int]) -> list[Sequence[int]]:
    return [seqs[start : start + ROWS_AT_ONCE] for start in range(0, len(seqs), ROWS_AT_ONCE)]
