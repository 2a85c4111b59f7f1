"""The hold bin: what lies there, and what became of what lay there."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from inspector_app.domain.messages import PartInspected
from inspector_app.inspection.ports import RecordError
from inspector_app.records.answer_rows import answers_of_inspections, inspection_seq
from inspector_app.records.inspection_queries import ROWS_AT_ONCE, inspections_query, read_inspections
from inspector_app.records.tables import HeldRow, HoldEventRow, InspectionRow
from inspector_app.review.answers import answer_in_force
from inspector_app.review.ports import HeldPart, HeldState


def add_held(connection: Connection, inspection_id: str) -> None:
    """A part lies there although its verdict would have let it go; raises RecordError for an unknown one."""
    values = {"inspection_seq": inspection_seq(connection, inspection_id)}
    connection.execute(sqlite_insert(HeldRow).values(values).on_conflict_do_nothing())


def add_hold_event(
    connection: Connection, inspection_id: str, action: str, person: str, at: datetime
) -> None:
    """Takes a part out of the hold bin; raises RecordError where it does not lie there."""
    seq = inspection_seq(connection, inspection_id)
    if not connection.execute(delete(HeldRow).where(HeldRow.inspection_seq == seq)).rowcount:
        raise RecordError("This part does not lie in the hold bin.")
    values = {"inspection_seq": seq, "action": action, "person": person, "at": at}
    connection.execute(insert(HoldEventRow), values)


def held_state(connection: Connection, inspection_id: str) -> HeldState | None:
    """Whether a part lies in the hold bin, or what became of it; None where it never lay there."""
    of_it = InspectionRow.id == inspection_id
    held = select(HeldRow.inspection_seq).join_from(HeldRow, InspectionRow).where(of_it)
    if connection.execute(held).first() is not None:
        return "held"
    settled = select(HoldEventRow.action).join_from(HoldEventRow, InspectionRow).where(of_it)
    action = connection.execute(settled).scalar()
    return cast("HeldState | None", action)


def read_hold_bin(connection: Connection, limit: int) -> list[HeldPart]:
    """Up to `limit` parts, newest first: all that are held before any that are settled."""
    held = select(HeldRow.inspection_seq).order_by(HeldRow.inspection_seq.desc()).limit(limit)
    in_bin = connection.execute(held).scalars().all()
    settled = (
        select(HoldEventRow.__table__).order_by(HoldEventRow.inspection_seq.desc()).limit(limit - len(in_bin))
    )
    events = {row.inspection_seq: row for row in connection.execute(settled)}
    seqs = sorted([*in_bin, *events], reverse=True)
    answers = answers_of_inspections(connection, seqs)
    parts = []
    for seq, inspection in _inspections(connection, seqs).items():
        event = events.get(seq)
        answer = answer_in_force(answers.get(inspection.inspection_id, ()))
        if event is None:
            parts.append(HeldPart(inspection, answer, "held", None, None))
        else:
            parts.append(HeldPart(inspection, answer, event.action, event.person, event.at))
    return parts


def _inspections(connection: Connection, seqs: list[int]) -> dict[int, PartInspected]:
    found: dict[int, PartInspected] = {}
    for start in range(0, len(seqs), ROWS_AT_ONCE):
        some = InspectionRow.seq.in_(seqs[start : start + ROWS_AT_ONCE])
        found |= read_inspections(
            connection, inspections_query().where(some).order_by(InspectionRow.seq.desc())
        )
    return found
