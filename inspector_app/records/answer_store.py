"""The part of the store that keeps people's answers and the hold bin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from inspector_app.domain.disposition import Disposition
from inspector_app.domain.shift import Shift
from inspector_app.records import answer_rows, hold_bin, shift_book
from inspector_app.records.known_rows import KnownRows
from inspector_app.records.writer import Writer
from inspector_app.review.ports import HeldState


class AnswerStore:
    """Base of `Store`: one writer, one transaction at a time."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._known = KnownRows()
        self._shift: Shift | None = None

    def add_disposition(self, disposition: Disposition) -> None:
        """Commits one answer, in the shift that runs."""
        with self._writer.transaction() as connection:
            shift = self._known.shift(connection, self._shift.id if self._shift else None)
            answer_rows.add_disposition(connection, disposition, shift)

    def answers(self, inspection_id: str) -> Sequence[Disposition]:
        """All answers about one inspection, oldest first."""
        with self._writer.transaction() as connection:
            return answer_rows.answers_of_inspection(connection, inspection_id)

    def open_answers_of(self, person: str, limit: int = 50) -> Sequence[Disposition]:
        """The newest answers of one person that no report which went out contains, newest first."""
        with self._writer.transaction() as connection:
            return answer_rows.open_answers_of_person(connection, person, limit)

    def is_waiting(self, inspection_id: str) -> bool:
        """Whether a part waits for an answer."""
        with self._writer.transaction() as connection:
            return answer_rows.is_waiting(connection, inspection_id)

    def held_state(self, inspection_id: str) -> HeldState | None:
        """Whether a part lies in the hold bin, or what became of it; None where it never lay there."""
        with self._writer.transaction() as connection:
            return hold_bin.held_state(connection, inspection_id)

    def hold_passed(self, inspection_id: str, text: str) -> None:
        """A part that passed was rejected after all: it lies in the hold bin, and an event says why."""
        with self._writer.transaction() as connection:
            hold_bin.add_held(connection, inspection_id)
            shift = self._known.shift(connection, self._shift.id if self._shift else None)
            now = datetime.now(UTC)
            shift_book.add_event(connection, shift, at=now, kind="event", text=text, source="line")

    def add_hold_event(
        self, inspection_id: str, action: Literal["released", "scrapped"], person: str, at: datetime
    ) -> None:
        """Takes a part out of the hold bin; refused where it does not lie there."""
        with self._writer.transaction() as connection:
            hold_bin.add_hold_event(connection, inspection_id, action, person, at)
