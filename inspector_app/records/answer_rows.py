"""Answers and the hold bin: adding rows, and the work lists that follow from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, delete, exists, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import aliased

from inspector_app.domain.disposition import Answer, Condition, Disposition, DrawnDefect
from inspector_app.domain.geometry import Box
from inspector_app.domain.verdict import Outcome
from inspector_app.inspection.ports import RecordError
from inspector_app.records.shift_book import REPORT_ISSUED
from inspector_app.records.tables import (
    DispositionRow,
    DrawnDefectRow,
    EventRow,
    HeldRow,
    InspectionRow,
    KeptImageRow,
    ShiftRow,
    VerdictRow,
    WaitingRow,
)
from inspector_app.records.tables.work_lists import Keep


def add_disposition(connection: Connection, disposition: Disposition, shift: int | None) -> None:
    """Adds an answer with what was drawn, and brings the work lists along."""
    seq = inspection_seq(connection, disposition.inspection_id)
    values = {
        "id": disposition.id,
        "inspection_seq": seq,
        "shift_seq": shift,
        "answer": disposition.answer.value,
        "condition": disposition.condition.value,
        "person": disposition.person,
        "at": disposition.at,
        "defect_class": disposition.defect_class,
        "reason": disposition.reason,
        "undoes": disposition.undoes,
        "authenticated": disposition.authenticated,
    }
    connection.execute(insert(DispositionRow), values)
    if disposition.drawn:
        _add_drawn(connection, disposition)
    keep = update(KeptImageRow).where(KeptImageRow.inspection_seq == seq).values(keep=int(Keep.ANSWERED))
    connection.execute(keep)
    _update_waiting(connection, seq)


def is_waiting(connection: Connection, inspection_id: str) -> bool:
    """Whether a part waits for an answer."""
    query = select(WaitingRow.inspection_seq).join(
        InspectionRow, InspectionRow.seq == WaitingRow.inspection_seq
    )
    return connection.execute(query.where(InspectionRow.id == inspection_id)).first() is not None


def count_open_work(connection: Connection) -> tuple[int, int]:
    """How many parts wait for an answer, and how many lie in the hold bin."""
    waiting = connection.execute(select(func.count()).select_from(WaitingRow)).scalar_one()
    return waiting, connection.execute(select(func.count()).select_from(HeldRow)).scalar_one()


def inspection_seq(connection: Connection, inspection_id: str) -> int:
    """The sequence number of an inspection; raises RecordError for an unknown one."""
    seq = connection.execute(select(InspectionRow.seq).where(InspectionRow.id == inspection_id)).scalar()
    if seq is None:
        raise RecordError(f"There is no inspection {inspection_id}.")
    return seq


def answers_of_inspection(connection: Connection, inspection_id: str) -> list[Disposition]:
    """All answers about an inspection, oldest first."""
    query = answers_query().where(InspectionRow.id == inspection_id).order_by(DispositionRow.seq)
    return read_answers(connection, query)


def open_answers_of_person(connection: Connection, person: str, limit: int) -> list[Disposition]:
    """The newest answers of a person that no report which went out contains, newest first."""
    issued = (
        exists()
        .where(EventRow.kind == REPORT_ISSUED, EventRow.source == ShiftRow.id)
        .where(ShiftRow.seq == InspectionRow.shift_seq, EventRow.at >= DispositionRow.at)
        .correlate(InspectionRow, DispositionRow)
    )
    query = answers_query().where(DispositionRow.person == person, ~issued)
    return read_answers(connection, query.order_by(DispositionRow.seq.desc()).limit(limit))


def answers_of_inspections(connection: Connection, seqs: Sequence[int]) -> dict[str, list[Disposition]]:
    """All answers about these inspections by the inspection's id, oldest first."""
    answers: dict[str, list[Disposition]] = {}
    for start in range(0, len(seqs), 500):
        query = answers_query().where(DispositionRow.inspection_seq.in_(seqs[start : start + 500]))
        for answer in read_answers(connection, query.order_by(DispositionRow.seq)):
            answers.setdefault(answer.inspection_id, []).append(answer)
    return answers


def answers_query() -> Select[*tuple[Any, ...]]:
    """Answers with the id of their inspection."""
    columns = DispositionRow.__table__.c
    return select(InspectionRow.id.label("inspection_id"), *columns).join_from(
        DispositionRow, InspectionRow, InspectionRow.seq == DispositionRow.inspection_seq
    )


def read_answers(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[Disposition]:
    """The answers that a query made with `answers_query` finds."""
    rows = connection.execute(query).all()
    drawn = _read_drawn(connection, [row.seq for row in rows])
    return [
        Disposition(
            id=row.id,
            inspection_id=row.inspection_id,
            answer=Answer(row.answer),
            condition=Condition(row.condition),
            person=row.person,
            at=row.at,
            defect_class=row.defect_class,
            reason=row.reason,
            drawn=tuple(drawn.get(row.seq, ())),
            undoes=row.undoes,
            authenticated=row.authenticated,
        )
        for row in rows
    ]


def _add_drawn(connection: Connection, disposition: Disposition) -> None:
    seq = connection.execute(
        select(DispositionRow.seq).where(DispositionRow.id == disposition.id)
    ).scalar_one()
    rows = []
    for drawn in disposition.drawn:
        x1, y1, x2, y2 = drawn.box.as_tuple()
        row = {"disposition_seq": seq, "view": drawn.view, "defect_class": drawn.defect_class}
        rows.append(row | {"x1": x1, "y1": y1, "x2": x2, "y2": y2})
    connection.execute(insert(DrawnDefectRow), rows)


def _read_drawn(connection: Connection, dispositions: Sequence[int]) -> dict[int, list[DrawnDefect]]:
    drawn: dict[int, list[DrawnDefect]] = {}
    for start in range(0, len(dispositions), 500):
        query = select(DrawnDefectRow.__table__).where(
            DrawnDefectRow.disposition_seq.in_(dispositions[start : start + 500])
        )
        for row in connection.execute(query.order_by(DrawnDefectRow.seq)):
            defect = DrawnDefect(row.view, row.defect_class, Box(row.x1, row.y1, row.x2, row.y2))
            drawn.setdefault(row.disposition_seq, []).append(defect)
    return drawn


def _update_waiting(connection: Connection, seq: int) -> None:
    """A part that did not pass waits until an answer stands; a drawn defect alone is none."""
    undo = aliased(DispositionRow)
    standing = select(DispositionRow.seq).where(
        DispositionRow.inspection_seq == seq,
        DispositionRow.answer.not_in([Answer.UNDO.value, Answer.MISSED.value]),
        ~exists().where(undo.undoes == DispositionRow.id),
    )
    outcome = connection.execute(select(VerdictRow.outcome).where(VerdictRow.inspection_seq == seq)).scalar()
    if outcome != Outcome.PASS.value and connection.execute(standing.limit(1)).first() is None:
        add = sqlite_insert(WaitingRow).values(inspection_seq=seq).on_conflict_do_nothing()
        connection.execute(add)
    else:
        connection.execute(delete(WaitingRow).where(WaitingRow.inspection_seq == seq))
