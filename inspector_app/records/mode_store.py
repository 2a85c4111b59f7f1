"""The part of the store that keeps modes of models on lines, and what is held against their verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from inspector_app.domain.inspector_answer import InspectorAnswer
from inspector_app.domain.mode import ModeChange
from inspector_app.domain.recipe import Mode
from inspector_app.domain.second_opinion import SecondOpinion
from inspector_app.records import mode_book, side_rows
from inspector_app.records.answer_store import AnswerStore


class ModeStore(AnswerStore):
    """Base of `Store`; every method that adds raises RecordError where the row can't be kept."""

    def keep_mode(self, change: ModeChange) -> None:
        """From now on this package works on this line in this mode."""
        with self._writer.transaction() as connection:
            mode_book.add_mode(connection, change)

    def newest_mode(self, line: str, sha256: str) -> ModeChange | None:
        """The change in force of a package on a line."""
        with self._writer.transaction() as connection:
            return mode_book.newest_mode(connection, line, sha256)

    def mode_of_last_run(self, line: str, sha256: str) -> Mode | None:
        """In what mode a package inspected on a line last, before modes were kept."""
        with self._writer.transaction() as connection:
            return mode_book.mode_of_last_run(connection, line, sha256)

    def add_second_opinion(self, opinion: SecondOpinion) -> None:
        """Keeps what a second model said of an inspected part."""
        with self._writer.transaction() as connection:
            side_rows.add_second_opinion(connection, opinion)

    def add_inspector_answers(self, answers: Sequence[InspectorAnswer]) -> int:
        """Keeps them all or none; how many."""
        with self._writer.transaction() as connection:
            return side_rows.add_inspector_answers(connection, answers)

    def note_uninspected(self, total: int) -> int:
        """Keeps how many parts the PLC has let go on by manual inspection; how many of them are new."""
        with self._writer.transaction() as connection:
            shift = self._known.shift(connection, self._shift.id if self._shift else None)
            return side_rows.note_uninspected(connection, total, datetime.now(UTC), shift)
