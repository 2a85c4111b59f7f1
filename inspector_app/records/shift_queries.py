"""The statements behind a shift report."""

from __future__ import annotations

from sqlalchemy import ColumnElement, ScalarSelect, exists, func, select
from sqlalchemy.orm import aliased

from inspector_app.records.inspection_queries import Query
from inspector_app.records.tables import (
    EventEndRow,
    EventRow,
    FindingRow,
    FrameRow,
    InspectionRow,
    KeptImageRow,
    LotRow,
    ModelRow,
    PartRow,
    RecipeRow,
    ShiftRow,
    VerdictRow,
)

LOST_FRAME = "lost frame"


def inspections(shift_id: str) -> Query:
    """All inspections of a shift, oldest first (by at, then id)."""
    query = (
        select(
            InspectionRow.id,
            PartRow.id.label("part_id"),
            PartRow.number,
            PartRow.serial,
            LotRow.name.label("lot"),
            InspectionRow.started_at,
            VerdictRow.outcome,
            VerdictRow.rule,
            InspectionRow.latency_ms,
            RecipeRow.name.label("recipe"),
            RecipeRow.version,
            func.json_extract(func.nullif(RecipeRow.body, ""), "$.mode").label("mode"),
            ModelRow.name.label("model"),
            InspectionRow.program_version,
        )
        .join_from(InspectionRow, PartRow, PartRow.seq == InspectionRow.part_seq)
        .join(VerdictRow, VerdictRow.inspection_seq == InspectionRow.seq)
        .join(RecipeRow, RecipeRow.seq == InspectionRow.recipe_seq)
        .join(ModelRow, ModelRow.seq == InspectionRow.model_seq)
        .join(LotRow, LotRow.seq == PartRow.lot_seq, isouter=True)
        .where(in_shift(shift_id))
    )
    return query.order_by(InspectionRow.started_at, InspectionRow.id)


def findings(shift_id: str) -> Query:
    """All findings of a shift, in the inspections' order, with the paths of image and golden."""
    same_view = (FrameRow.inspection_seq == FindingRow.inspection_seq) & (FrameRow.view == FindingRow.view)
    query = (
        select(
            FindingRow.__table__,
            InspectionRow.id.label("inspection_id"),
            FrameRow.golden_path,
            KeptImageRow.image_path,
            VerdictRow.deciding,
        )
        .join_from(FindingRow, InspectionRow, InspectionRow.seq == FindingRow.inspection_seq)
        .join(VerdictRow, VerdictRow.inspection_seq == InspectionRow.seq)
        .join(FrameRow, same_view, isouter=True)
        .join(KeptImageRow, KeptImageRow.frame_seq == FrameRow.seq, isouter=True)
        .where(in_shift(shift_id))
    )
    return query.order_by(InspectionRow.started_at, InspectionRow.id, FindingRow.position)


def view_image(inspection_id: str, view: str) -> Query:
    """The scale and the paths of one view's image and golden."""
    return (
        select(FrameRow.mm_per_px, FrameRow.golden_path, KeptImageRow.image_path)
        .join_from(FrameRow, InspectionRow, InspectionRow.seq == FrameRow.inspection_seq)
        .join(KeptImageRow, KeptImageRow.frame_seq == FrameRow.seq, isouter=True)
        .where(InspectionRow.id == inspection_id, FrameRow.view == view)
    )


def events(shift_id: str) -> Query:
    """All events of a shift but lost frames, which are only counted."""
    return (
        select(EventRow.at, EventRow.kind, EventRow.text, EventRow.source, EventEndRow.ended_at)
        .join_from(EventRow, EventEndRow, EventEndRow.event_seq == EventRow.seq, isouter=True)
        .where(EventRow.shift_seq == shift_seq(shift_id), EventRow.kind != LOST_FRAME)
        .order_by(EventRow.at, EventRow.seq)
    )


def serials_seen_before(shift_id: str) -> Query:
    """Serials of a shift's parts that were inspected before its first inspection."""
    earlier_part, earlier, of_shift = aliased(PartRow), aliased(InspectionRow), aliased(InspectionRow)
    first = select(func.min(of_shift.seq)).where(of_shift.shift_seq == shift_seq(shift_id)).scalar_subquery()
    seen_before = (
        exists()
        .where(earlier_part.serial == PartRow.serial, earlier.part_seq == earlier_part.seq)
        .where(earlier.seq < first)
    )
    query = (
        select(PartRow.serial)
        .join_from(PartRow, InspectionRow, InspectionRow.part_seq == PartRow.seq)
        .where(in_shift(shift_id), PartRow.serial.is_not(None), seen_before)
        .distinct()
    )
    return query.order_by(PartRow.serial)


def in_shift(shift_id: str) -> ColumnElement[bool]:
    """Inspections of the shift."""
    return InspectionRow.shift_seq == shift_seq(shift_id)


def shift_seq(shift_id: str) -> ScalarSelect[int]:
    """The shift's sequence number, within a statement."""
    return select(ShiftRow.seq).where(ShiftRow.id == shift_id).scalar_subquery()
