"""Shifts, lots and events: adding them, and what is running now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select

from inspector_app.domain.part import new_id
from inspector_app.domain.shift import Shift
from inspector_app.inspection.ports import RecordError
from inspector_app.records.tables import (
    EventEndRow,
    EventRow,
    InspectionRow,
    LotChangeRow,
    LotRow,
    ShiftEndRow,
    ShiftRow,
)
from inspector_app.shifts.ports import DID_NOT_RUN

FEED = "feed"
"""The source of a stop that only a person ends; station.feed writes it."""
REPORT_ISSUED = "report issued"


def start_shift(connection: Connection, shift: Shift) -> int:
    """Adds the start of a shift; returns its sequence number. Raises RecordError while another one runs."""
    running = running_shift(connection)
    if running is not None:
        raise RecordError(f"The shift {running.name} still runs; end it first.")
    columns = ("id", "name", "site", "line", "zone", "operator", "started_at", "planned_parts")
    values = {column: getattr(shift, column) for column in columns}
    connection.execute(insert(ShiftRow), values)
    return shift_seq(connection, shift.id)


def end_shift(connection: Connection, ended_at: datetime, notes: str) -> Shift:
    """Adds the end of the running shift and returns it; raises RecordError where none runs."""
    running = running_shift(connection)
    if running is None:
        raise RecordError("No shift runs.")
    values = {"shift_seq": shift_seq(connection, running.id), "ended_at": ended_at, "notes": notes}
    connection.execute(insert(ShiftEndRow), values)
    return next(iter(read_shifts(connection, shifts_query().where(ShiftRow.id == running.id))))


def running_shift(connection: Connection) -> Shift | None:
    """The shift without an end, or None."""
    query = shifts_query().where(ShiftEndRow.shift_seq.is_(None)).order_by(ShiftRow.seq.desc()).limit(1)
    return next(iter(read_shifts(connection, query)), None)


def shift_seq(connection: Connection, shift_id: str) -> int:
    """The sequence number of a shift that is there."""
    return connection.execute(select(ShiftRow.seq).where(ShiftRow.id == shift_id)).scalar_one()


def set_lot(connection: Connection, lot_seq: int | None, at: datetime) -> None:
    """From now on parts belong to this lot."""
    connection.execute(insert(LotChangeRow), {"lot_seq": lot_seq, "at": at})


def current_lot(connection: Connection) -> str | None:
    """The lot that was set last."""
    newest = (
        select(LotRow.name)
        .select_from(LotChangeRow)
        .join(LotRow, LotRow.seq == LotChangeRow.lot_seq, isouter=True)
        .order_by(LotChangeRow.seq.desc())
        .limit(1)
    )
    return connection.execute(newest).scalar()


def add_event(
    connection: Connection, shift: int | None, *, at: datetime, kind: str, text: str, source: str
) -> str:
    """Adds something that happened; returns its id."""
    values = {"id": new_id(), "shift_seq": shift, "at": at, "kind": kind, "text": text, "source": source}
    connection.execute(insert(EventRow), values)
    return str(values["id"])


def end_event(connection: Connection, event_id: str, at: datetime) -> None:
    """Adds the end of something that lasted; raises RecordError for an unknown one."""
    seq = connection.execute(select(EventRow.seq).where(EventRow.id == event_id)).scalar()
    if seq is None:
        raise RecordError(f"There is no event {event_id}.")
    connection.execute(insert(EventEndRow), {"event_seq": seq, "ended_at": at})


def standing_stop(connection: Connection) -> tuple[str, str] | None:
    """Id and words of the newest stop of the feed that has not ended; it outlives a restart of the line."""
    query = (
        select(EventRow.id, EventRow.text)
        .join(EventEndRow, EventEndRow.event_seq == EventRow.seq, isouter=True)
        .where(EventRow.kind == "stop", EventRow.source == FEED, EventEndRow.event_seq.is_(None))
        .order_by(EventRow.seq.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return (row.id, row.text) if row is not None else None


def add_report_issued(connection: Connection, shift_id: str | None, text: str, at: datetime) -> None:
    """Adds that a report of a shift went out; of one that still runs it is not final, and nothing is added.

    It belongs to no shift itself, so that the report drawn again from the same records is the same file.
    """
    ended = select(ShiftRow.id).join(ShiftEndRow, ShiftEndRow.shift_seq == ShiftRow.seq)
    if shift_id is not None:
        ended = ended.where(ShiftRow.id == shift_id)
    newest = connection.execute(ended.order_by(ShiftRow.seq.desc()).limit(1)).scalar()
    if newest is not None:
        add_event(connection, None, at=at, kind=REPORT_ISSUED, text=text, source=newest)


def resume_shift(connection: Connection, alive_until: datetime | None, now: datetime) -> float:
    """The line runs again: ends what nobody could end, and keeps the time without a line as a stop.

    alive_until: the last heartbeat, where one was left. Returns how long the line was away, in s; 0 where no
    shift runs.
    """
    running = running_shift(connection)
    if running is None:
        return 0.0
    seq = shift_seq(connection, running.id)
    seen = [running.started_at, alive_until, *_last_signs(connection, seq)]
    since = min(now, max(moment for moment in seen if moment is not None))
    stops: list[datetime] = []
    for event in connection.execute(_open_events(seq)).all():
        end_event(connection, event.id, now if event.kind == "stop" else since)
        stops += [event.at] if event.kind == "stop" else []
    if stops:
        return (now - min(stops)).total_seconds()
    gap = add_event(connection, seq, at=since, kind="stop", text=DID_NOT_RUN, source="line")
    end_event(connection, gap, now)
    return (now - since).total_seconds()


def _last_signs(connection: Connection, shift: int) -> tuple[datetime | None, ...]:
    inspected = select(func.max(InspectionRow.started_at)).where(InspectionRow.shift_seq == shift)
    happened = select(func.max(EventRow.at)).where(EventRow.shift_seq == shift)
    return connection.execute(inspected).scalar(), connection.execute(happened).scalar()


def _open_events(shift: int) -> Select[*tuple[Any, ...]]:
    return (
        select(EventRow.id, EventRow.kind, EventRow.at)
        .join(EventEndRow, EventEndRow.event_seq == EventRow.seq, isouter=True)
        .where(EventRow.shift_seq == shift, EventEndRow.event_seq.is_(None))
        .where(EventRow.kind.in_(("stop", "not ready", "camera outage")))
    )


def shifts_query() -> Select[*tuple[Any, ...]]:
    """Shifts with their ends."""
    return select(
        ShiftRow.id,
        ShiftRow.name,
        ShiftRow.site,
        ShiftRow.line,
        ShiftRow.zone,
        ShiftRow.operator,
        ShiftRow.started_at,
        ShiftEndRow.ended_at,
        ShiftRow.planned_parts,
        ShiftEndRow.notes,
    ).join(ShiftEndRow, ShiftEndRow.shift_seq == ShiftRow.seq, isouter=True)


def read_shifts(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[Shift]:
    """The shifts that a query made with `shifts_query` finds."""
    return [Shift(**{**row._mapping, "notes": row.notes or ""}) for row in connection.execute(query)]
