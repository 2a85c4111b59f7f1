"""What review needs of the records: reading for the window, adding for the line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from inspector_app.domain.disposition import Disposition
from inspector_app.domain.messages import PartInspected

HeldState = Literal["held", "released", "scrapped"]


@dataclass(frozen=True, slots=True)
class HeldPart:
    """A rejected part in the hold bin: its inspection, the answer in force, and what became of it."""

    inspection: PartInspected
    answer: Disposition | None
    state: HeldState
    settled_by: str | None
    settled_at: datetime | None


class InspectionReader(Protocol):
    """Reads for the window; opens the database read-only."""

    def waiting(self, limit: int = 200) -> Sequence[PartInspected]:
        """FAIL and REVIEW parts without an answer in force, oldest first."""

    def recent(self, limit: int = 50) -> Sequence[PartInspected]:
        """The newest inspections of any outcome, newest first."""

    def inspection(self, inspection_id: str) -> PartInspected | None:
        """One inspection, or None."""

    def answers(self, inspection_id: str) -> Sequence[Disposition]:
        """All answers about one inspection, oldest first, undone ones and undos included."""

    def hold_bin(self, limit: int = 500) -> Sequence[HeldPart]:
        """Rejected parts, newest first."""


class DispositionStore(Protocol):
    """Adds answers; rows are only ever added."""

    def add_disposition(self, disposition: Disposition) -> None:
        """Commits one answer; raises RecordError where it can't."""

    def answers(self, inspection_id: str) -> Sequence[Disposition]:
        """All answers about one inspection, oldest first."""

    def open_answers_of(self, person: str, limit: int = 50) -> Sequence[Disposition]:
        """The newest answers of one person that no report which went out contains, newest first, undos included."""

    def is_waiting(self, inspection_id: str) -> bool:
        """Whether a part waits for an answer."""

    def held_state(self, inspection_id: str) -> HeldState | None:
        """Whether a part lies in the hold bin, or what became of it; None where it never lay there."""

    def add_hold_event(
        self, inspection_id: str, action: Literal["released", "scrapped"], person: str, at: datetime
    ) -> None:
        """Takes a part out of the hold bin; raises RecordError where it does not lie there."""


@dataclass(frozen=True, slots=True)
class AnsweredInspection:
    """An inspection with all answers about it, oldest first."""

    inspection: PartInspected
    answers: tuple[Disposition, ...]


class LabelSource(Protocol):
    """What people have said so far, for labels."""

    def count_answered(self) -> int:
        """How many inspections have an answer."""

    def answered(self) -> Iterable[AnsweredInspection]:
        """Every inspection that has an answer, oldest first; undone answers included."""
