"""What a shift report needs of the records: plain rows of one shift, read-only.

Times are aware and UTC. Paths are relative to the home. Iterables may stream: each is gone through once, so
that a shift of 50,000 parts need not be in memory at once as objects of the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from inspector_app.domain.disposition import Disposition
from inspector_app.domain.geometry import Box
from inspector_app.domain.recipe import Mode
from inspector_app.domain.shift import Shift
from inspector_app.domain.verdict import Outcome, Rule


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """One inspection of the shift: the part, the machine's verdict, what decided, how long it took."""

    id: str
    part_id: str
    number: int
    serial: str | None
    lot: str | None
    at: datetime
    outcome: Outcome
    rule: Rule
    latency_ms: float
    recipe: str
    recipe_version: int
    model: str
    program_version: str
    mode: str = ""
    """The mode it was inspected in, which may change within a recipe version; empty where only the recipe knows it."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding of an inspection, with where its image and golden are; None where an image is not kept.

    deciding: this finding decided the verdict.
    """

    inspection_id: str
    view: str
    defect_class: str
    score: float
    box: Box
    size_mm: float
    image_path: str | None
    golden_path: str | None
    deciding: bool = False


@dataclass(frozen=True, slots=True)
class ViewImageRow:
    """Where the image of a view and its golden are; None where one is not kept."""

    mm_per_px: float
    image_path: str | None
    golden_path: str | None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A person's answer about an inspection of the shift.

    in_force: it is the newest answer about its inspection that was not taken back (an undo itself is never
    in force).
    """

    answer: Disposition
    in_force: bool


EventKind = Literal["stop", "not ready", "camera outage", "alarm", "challenge", "event"]
DID_NOT_RUN = "the line did not run"
"""Text of the stop that stands for a time in which there was no line at all."""
GATE = "gate"
"""Source of the event that holds rejects against the sensor at the hold bin; an alarm where they differ."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """Something that happened; ended_at is None for a moment, or for what still lasts (stops, outages, not ready)."""

    at: datetime
    kind: EventKind
    text: str
    source: str = ""
    """The view, the line, or whoever raised it."""
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RecipeRow:
    """A recipe version as the report needs it; None where the recipe does not set it."""

    name: str
    version: int
    product: str
    mode: Mode
    ideal_parts_per_hour: float | None = None
    opportunities_per_part: int | None = None


@dataclass(frozen=True, slots=True)
class HoldCounts:
    """What became of the shift's rejected parts in the hold bin.

    passed: how many of them had passed, and were rejected for being late or while the line was not ready.
    """

    held: int
    released: int
    scrapped: int
    passed: int = 0


class ShiftData(Protocol):
    """Reads one shift's rows; an unknown shift id gives empty rows."""

    def shift(self, shift_id: str) -> Shift | None:
        """The shift, or None where there is none of this id."""

    def shifts(self, limit: int = 50) -> Sequence[Shift]:
        """The newest shifts, newest first."""

    def inspections(self, shift_id: str) -> Iterable[InspectionRow]:
        """All inspections of the shift, oldest first (by at, then id)."""

    def findings(self, shift_id: str) -> Iterable[FindingRow]:
        """All findings of these inspections, in the inspections' order."""

    def view_image(self, inspection_id: str, view: str) -> ViewImageRow | None:
        """The image of an inspection's view; None where there was no such view."""

    def answers(self, shift_id: str) -> Iterable[AnswerRow]:
        """All answers about inspections of this shift, oldest first; undone ones and undos included."""

    def events(self, shift_id: str) -> Iterable[EventRow]:
        """Stops, camera outages, alarms, challenge results and events of the shift, oldest first."""

    def recipe(self, name: str, version: int) -> RecipeRow | None:
        """The recipe version, or None where it is no longer known."""

    def serials_seen_before(self, shift_id: str) -> Iterable[str]:
        """Serials of this shift's parts that had been inspected before this shift began (rework)."""

    def hold_counts(self, shift_id: str) -> HoldCounts:
        """What became of this shift's rejected parts so far."""

    def lost_frames(self, shift_id: str) -> int | None:
        """Triggered frames that never came; None where nobody counted."""
