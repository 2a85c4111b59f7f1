"""Reads the records for the window and for exports, also while a line writes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, func, select

from inspector_app.domain.disposition import Disposition
from inspector_app.domain.messages import PartInspected
from inspector_app.records import answer_rows
from inspector_app.records.hold_bin import read_hold_bin
from inspector_app.records.inspection_queries import (
    ROWS_AT_ONCE,
    Query,
    inspections_query,
    read_inspections,
)
from inspector_app.records.reading import RecordsReader
from inspector_app.records.tables import DispositionRow, InspectionRow, WaitingRow
from inspector_app.review.ports import AnsweredInspection, HeldPart


class Reader(RecordsReader):
    """Read-only; any thread may call. Every method raises DatabaseError where the database can't be read."""

    def waiting(self, limit: int = 200) -> Sequence[PartInspected]:
        """FAIL and REVIEW parts without an answer in force, oldest first."""
        query = inspections_query().join(WaitingRow, WaitingRow.inspection_seq == InspectionRow.seq)
        return self._inspections(query.order_by(WaitingRow.inspection_seq).limit(limit))

    def recent(self, limit: int = 50) -> Sequence[PartInspected]:
        """The newest inspections of any outcome, newest first."""
        return self._inspections(inspections_query().order_by(InspectionRow.seq.desc()).limit(limit))

    def inspection(self, inspection_id: str) -> PartInspected | None:
        """One inspection, or None."""
        found = self._inspections(inspections_query().where(InspectionRow.id == inspection_id))
        return next(iter(found), None)

    def answers(self, inspection_id: str) -> Sequence[Disposition]:
        """All answers about one inspection, oldest first, undone ones and undos included."""
        with self._reading() as connection:
            return answer_rows.answers_of_inspection(connection, inspection_id)

    def hold_bin(self, limit: int = 500) -> Sequence[HeldPart]:
        """Rejected parts, newest first; those that still lie there are never crowded out by settled ones."""
        with self._reading() as connection:
            return read_hold_bin(connection, limit)

    def count_answered(self) -> int:
        """How many inspections have an answer."""
        with self._reading() as connection:
            query = select(func.count(DispositionRow.inspection_seq.distinct()))
            return connection.execute(query).scalar_one()

    def answered(self) -> Iterator[AnsweredInspection]:
        """Every inspection that has an answer, oldest first."""
        last = 0
        while True:
            with self._reading() as connection:
                some, last = _some_answered(connection, last)
            if not some:
                return
            yield from some

    def _inspections(self, query: Query) -> list[PartInspected]:
        with self._reading() as connection:
            return list(read_inspections(connection, query).values())


def _some_answered(connection: Connection, after: int) -> tuple[list[AnsweredInspection], int]:
    seqs = (
        select(DispositionRow.inspection_seq)
        .where(DispositionRow.inspection_seq > after)
        .distinct()
        .order_by(DispositionRow.inspection_seq)
        .limit(ROWS_AT_ONCE)
    )
    some = connection.execute(seqs).scalars().all()
    inspections = read_inspections(
        connection, inspections_query().where(InspectionRow.seq.in_(some)).order_by(InspectionRow.seq)
    )
    answers = answer_rows.answers_of_inspections(connection, some)
    found = [
        AnsweredInspection(inspection, tuple(answers[inspection.inspection_id]))
        for inspection in inspections.values()
    ]
    return found, some[-1] if some else after
