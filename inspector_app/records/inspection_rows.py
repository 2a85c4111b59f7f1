"""The rows of one inspection. This runs before every signal, so it does nothing twice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Insert, func, insert, select
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from inspector_app.domain.finding import Finding
from inspector_app.domain.part import Inspection, Part
from inspector_app.domain.verdict import Outcome, Signal
from inspector_app.records.outline_text import outlines_text
from inspector_app.records.tables import (
    Base,
    FindingRow,
    FrameRow,
    HeldRow,
    InspectionRow,
    KeptImageRow,
    PartRow,
    VerdictRow,
    WaitingRow,
)
from inspector_app.records.tables.work_lists import Keep

_ADD_PART = sqlite_insert(PartRow).on_conflict_do_nothing(index_elements=[PartRow.id])
_ADD_INSPECTION = insert(InspectionRow)
_ADD_FRAMES = insert(FrameRow)
_ADD_FINDINGS = insert(FindingRow)
_ADD_VERDICT = insert(VerdictRow)
_ADD_WAITING = insert(WaitingRow)
_ADD_HELD = insert(HeldRow)
_ADD_KEPT = insert(KeptImageRow)


@dataclass(frozen=True, slots=True)
class References:
    """Sequence numbers of the rows that an inspection names, and whether its part goes to the hold bin."""

    recipe: int
    model: int
    lot: int | None
    shift: int | None
    held_if_rejected: bool


class InspectionRows:
    """Adds inspections. It counts sequence numbers itself, since nobody else writes."""

    def __init__(self, connection: Connection) -> None:
        self._part = _last(connection, PartRow)
        self._inspection = _last(connection, InspectionRow)
        self._frame = _last(connection, FrameRow)

    def add(
        self, connection: Connection, inspection: Inspection, refs: References, sizes: Mapping[str, int]
    ) -> None:
        """Adds all rows of an inspection; `added` must follow the commit. sizes: bytes by image path."""
        seq = self._inspection + 1
        part_seq = self._add_part(connection, inspection.part, refs)
        connection.execute(_ADD_INSPECTION, _inspection_values(seq, part_seq, inspection, refs))
        self._add_frames(connection, seq, inspection, sizes)
        if inspection.findings:
            values = [_finding_values(seq, *each) for each in enumerate(inspection.findings)]
            connection.execute(_ADD_FINDINGS, values)
        _add_verdict(connection, seq, inspection, refs)

    def added(self, inspection: Inspection) -> None:
        """The rows are committed: counts on."""
        self._part += 1
        self._inspection += 1
        self._frame += len(inspection.frames)

    def last_part_number(self, connection: Connection) -> int:
        """The highest part number, 0 before the first part."""
        return connection.execute(select(func.coalesce(func.max(PartRow.number), 0))).scalar_one()

    def newest_at(self, connection: Connection) -> datetime | None:
        """When the newest inspection began; newest by its sequence number, whatever clocks said."""
        newest = select(InspectionRow.started_at).order_by(InspectionRow.seq.desc()).limit(1)
        return connection.execute(newest).scalar_one_or_none()

    def _add_part(self, connection: Connection, part: Part, refs: References) -> int:
        seq = self._part + 1
        values = {"seq": seq, "id": part.id, "number": part.number, "serial": part.serial}
        values |= {"lot_seq": refs.lot}
        if connection.execute(_ADD_PART, values).rowcount:
            return seq
        return connection.execute(select(PartRow.seq).where(PartRow.id == part.id)).scalar_one()

    def _add_frames(
        self, connection: Connection, seq: int, inspection: Inspection, sizes: Mapping[str, int]
    ) -> None:
        if not inspection.frames:
            return
        rows = [
            {
                "seq": self._frame + position,
                "inspection_seq": seq,
                "view": frame.view,
                "device_frame_id": frame.device_frame_id,
                "captured_at": frame.captured_at,
                "image_path": frame.image_path,
                "golden_path": frame.golden_path,
                "width": frame.width,
                "height": frame.height,
                "mm_per_px": frame.mm_per_px,
            }
            for position, frame in enumerate(inspection.frames, 1)
        ]
        connection.execute(_ADD_FRAMES, rows)
        keep = Keep.PASSED if inspection.verdict.outcome is Outcome.PASS else Keep.WAITING
        kept = [
            {
                "frame_seq": row["seq"],
                "inspection_seq": seq,
                "image_path": row["image_path"],
                "image_bytes": sizes.get(str(row["image_path"]), 0),
                "golden_path": row["golden_path"],
                "keep": int(keep),
            }
            for row in rows
            if row["image_path"] is not None
        ]
        if kept:
            connection.execute(_ADD_KEPT, kept)


def _add_verdict(connection: Connection, seq: int, inspection: Inspection, refs: References) -> None:
    verdict = inspection.verdict
    deciding = verdict.deciding
    values = {
        "inspection_seq": seq,
        "outcome": verdict.outcome.value,
        "rule": verdict.rule.value,
        "reason": verdict.reason,
        "signal": verdict.signal.value,
        "deciding": inspection.findings.index(deciding) if deciding in inspection.findings else None,
    }
    connection.execute(_ADD_VERDICT, values)
    lists: list[Insert] = []
    if verdict.outcome is not Outcome.PASS:
        lists.append(_ADD_WAITING)
    if verdict.signal is Signal.REJECT and refs.held_if_rejected:
        lists.append(_ADD_HELD)
    for work_list in lists:
        connection.execute(work_list, {"inspection_seq": seq})


def _inspection_values(
    seq: int, part_seq: int, inspection: Inspection, refs: References
) -> dict[str, object]:
    return {
        "seq": seq,
        "id": inspection.id,
        "part_seq": part_seq,
        "shift_seq": refs.shift,
        "started_at": inspection.started_at,
        "recipe_seq": refs.recipe,
        "model_seq": refs.model,
        "program_version": inspection.provenance.program_version,
        "latency_ms": inspection.latency_ms,
        "stages_ms": json.dumps(inspection.stages_ms),
    }


def _finding_values(seq: int, position: int, finding: Finding) -> dict[str, object]:
    x1, y1, x2, y2 = finding.box.as_tuple()
    return {
        "inspection_seq": seq,
        "position": position,
        "view": finding.view,
        "defect_class": finding.defect_class,
        "score": finding.score,
        "x1": x1,
        "y1": y1,
        "x2": x2,
        "y2": y2,
        "size_mm": finding.size_mm,
        "area_mm2": finding.area_mm2,
        "outlines": outlines_text(finding.outlines),
    }


def _last(connection: Connection, table: type[Base]) -> int:
    column = table.__table__.c.seq
    return int(connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one())
