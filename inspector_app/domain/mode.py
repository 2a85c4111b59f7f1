"""The mode of a model on a line: how far it may go, who changed it, and what the parts so far have shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pydantic import Field

from inspector_app.domain.message_parts import Message
from inspector_app.domain.recipe import Mode

STEPS: tuple[Mode, ...] = (Mode.SHADOW, Mode.ALERT, Mode.AUTO_REJECT)
"""From the one that may least to the one that may most; the way up takes one at a time."""


def is_above(one: Mode, other: Mode) -> bool:
    """Whether the first may do more."""
    return STEPS.index(one) > STEPS.index(other)


def lower_of(one: Mode, other: Mode) -> Mode:
    """The one that may do less."""
    return min(one, other, key=STEPS.index)


def next_above(mode: Mode) -> Mode | None:
    """One step up; None at the top."""
    place = STEPS.index(mode) + 1
    return STEPS[place] if place < len(STEPS) else None


@dataclass(frozen=True, slots=True)
class ModeChange:
    """From `at` on this package works on this line (the product) in this mode. Rows are only ever added.

    said: what the conditions were when it went up, one line each.
    """

    line: str
    model: str
    model_sha256: str
    mode: Mode
    by: str
    reason: str
    at: datetime
    said: tuple[str, ...] = ()


class ModeEvidence(Message):
    """What one package did on one line in one mode since it entered it, and what people hold those parts to be.

    rejected: all that it did not pass, or would not have passed. good, bad: by a person; what nobody answered, or
    could not tell, is in neither. days: UTC dates on which parts came.
    """

    line: str
    model_sha256: str
    mode: Mode
    since: datetime
    days: int = Field(default=0, ge=0)
    passed: int = Field(default=0, ge=0)
    passed_good: int = Field(default=0, ge=0)
    passed_bad: int = Field(default=0, ge=0)
    rejected: int = Field(default=0, ge=0)
    rejected_good: int = Field(default=0, ge=0)
    rejected_bad: int = Field(default=0, ge=0)
    rejected_unknown: int = Field(default=0, ge=0)

    @property
    def parts(self) -> int:
        """All parts."""
        return self.passed + self.rejected

    @property
    def passed_answered(self) -> int:
        """Passed parts that a person holds to be good or bad."""
        return self.passed_good + self.passed_bad

    @property
    def answered(self) -> int:
        """Parts that a person holds to be good or bad."""
        return self.passed_answered + self.rejected_good + self.rejected_bad
