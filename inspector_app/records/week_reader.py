"""Reads the parts of a week with what machine, inspectors and settled answers say of each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text

from inspector_app.domain.disposition import Condition
from inspector_app.domain.verdict import Outcome
from inspector_app.quality.blind_spots import SidesOfPart
from inspector_app.records.mode_reader import database_time
from inspector_app.records.reading import RecordsReader

_PARTS = text(
    """
    SELECT i.seq, p.number, p.serial, i.started_at, v.outcome, m.name AS model, a.condition AS own,
      a.person, COALESCE(a.defect_class, d.defect_class,
        (SELECT f.defect_class FROM findings f
         WHERE f.inspection_seq = i.seq AND f.position = v.deciding), '') AS defect_class,
      CASE WHEN d.answer = 'undo' AND d.condition = 'unknown' THEN NULL ELSE d.condition END AS settled
    FROM inspections i JOIN parts p ON p.seq = i.part_seq JOIN verdicts v ON v.inspection_seq = i.seq
    JOIN models m ON m.seq = i.model_seq
    LEFT JOIN inspector_answers a ON a.seq = (SELECT max(seq) FROM inspector_answers WHERE inspection_seq = i.seq)
    LEFT JOIN dispositions d ON d.seq = (SELECT max(seq) FROM dispositions WHERE inspection_seq = i.seq)
    WHERE i.started_at >= :begin AND i.started_at < :end ORDER BY i.seq
    """
)
_WITHOUT_MACHINE = text(
    """
    SELECT (SELECT COALESCE(sum(parts), 0) FROM uninspected_parts WHERE at >= :begin AND at < :end) AS parts,
      (SELECT count(*) FROM inspector_answers WHERE inspection_seq IS NULL AND at >= :begin AND at < :end) AS answered,
      (SELECT count(*) FROM inspector_answers
       WHERE inspection_seq IS NULL AND condition = 'bad' AND at >= :begin AND at < :end) AS bad
    """
)
_BY_SERIAL = text(
    "SELECT i.id FROM inspections i JOIN parts p ON p.seq = i.part_seq WHERE p.serial = :serial "
    "ORDER BY i.seq DESC LIMIT 1"
)
_BY_NUMBER = text(
    "SELECT i.id FROM inspections i JOIN parts p ON p.seq = i.part_seq WHERE p.number = :number "
    "ORDER BY i.seq DESC LIMIT 1"
)


class WeekReader(RecordsReader):
    """Both sides of a week: machine and inspectors. DatabaseError as of every reader."""

    def parts(self, begin: datetime, end: datetime) -> tuple[list[SidesOfPart], tuple[str, ...]]:
        """All inspections of that time, oldest first, and the models that decided."""
        with self._reading() as connection:
            rows = connection.execute(_PARTS, _span(begin, end)).all()
        parts = [
            SidesOfPart(
                label=f"{row.serial} (no. {row.number})" if row.serial else f"no. {row.number}",
                at=datetime.fromisoformat(f"{row.started_at}+00:00"),
                machine_passed=row.outcome == Outcome.PASS.value,
                inspector=Condition(row.own) if row.own else None,
                person=row.person or "",
                settled=Condition(row.settled) if row.settled else None,
                defect_class=row.defect_class,
            )
            for row in rows
        ]
        return parts, tuple(dict.fromkeys(row.model for row in rows))

    def without_machine(self, begin: datetime, end: datetime) -> tuple[int, int, int]:
        """Parts that went by while the station was away, answers given for them, and the bad ones among those."""
        with self._reading() as connection:
            row = connection.execute(_WITHOUT_MACHINE, _span(begin, end)).one()
        return row.parts, row.answered, row.bad

    def find(self, serial: str | None, number: int | None) -> str | None:
        """The newest inspection of a part, by its serial, else by its number."""
        with self._reading() as connection:
            if serial is not None:
                return connection.execute(_BY_SERIAL, {"serial": serial}).scalar()
            return connection.execute(_BY_NUMBER, {"number": number}).scalar()


def _span(begin: datetime, end: datetime) -> dict[str, str]:
    return {"begin": database_time(begin), "end": database_time(end)}
