"""What a person says of a part; it never overwrites a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from inspector_app.domain.geometry import Box, Outline


class Answer(StrEnum):
    """The three answers, the undo of one, and a defect that the machine missed."""

    CONFIRM = "confirm"
    OVERRIDE = "override"
    CANT_TELL = "can't tell"
    MISSED = "missed"
    UNDO = "undo"


class Condition(StrEnum):
    """What the person holds the part to be."""

    GOOD = "good"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DrawnDefect:
    """A defect that a person drew or corrected: in which view, which class, where.

    outlines: of one that the machine outlined and a person confirmed; people draw boxes.
    """

    view: str
    defect_class: str
    box: Box
    outlines: tuple[Outline, ...] = ()


@dataclass(frozen=True, slots=True)
class Disposition:
    """One answer of one person about one inspection. Rows are only ever added.

    condition: what the person holds the part to be after this answer. An override names a defect class (the
    machine saw the wrong one, or passed a bad part) or a reason (the machine failed a good part). An undo
    refers to the answer that it takes back.
    """

    id: str
    inspection_id: str
    answer: Answer
    condition: Condition
    person: str
    at: datetime
    defect_class: str | None = None
    reason: str | None = None
    drawn: tuple[DrawnDefect, ...] = ()
    undoes: str | None = None
    authenticated: bool = False


OVERRIDE_REASONS: tuple[str, ...] = (
    "Dust or fibre",
    "Reflection or light",
    "Within tolerance",
    "Not a defect",
)
