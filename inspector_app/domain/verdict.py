"""What the machine decides, and what the line is told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from inspector_app.domain.finding import Finding


class Outcome(StrEnum):
    """The machine's decision on a part."""

    PASS = "PASS"
    FAIL = "FAIL"
    REVIEW = "REVIEW"


class Signal(StrEnum):
    """What the line is told."""

    ACCEPT = "ACCEPT"
    REJECT = "REJECT"


class Rule(StrEnum):
    """The rule that decided a verdict."""

    NO_FINDING = "no finding"
    WITHIN_TOLERANCE = "within tolerance"
    ABOVE_TOLERANCE = "above tolerance"
    TOO_MANY = "too many"
    UNSURE_SCORE = "unsure score"
    NEAR_TOLERANCE = "near tolerance"
    EMPTY_FIXTURE = "empty fixture"
    WRONG_PRODUCT = "wrong product"
    TURNED = "turned board"
    BAD_ALIGNMENT = "bad alignment"
    UNLIKE_GOLDEN = "unlike the golden"
    TWO_PARTS = "two parts"
    GLARE = "glare"
    UNFAMILIAR = "unfamiliar"
    TOO_DARK = "too dark"
    TOO_BRIGHT = "too bright"
    BLURRED = "blurred"
    NO_IMAGE = "no image"
    NO_GOLDEN = "no golden"
    NO_RECIPE = "no recipe"
    NO_DETECTOR = "no detector"
    UNKNOWN_CLASS = "unknown class"
    LATE = "late"
    FAULT = "fault"


COULD_NOT_JUDGE = frozenset(
    {
        *(Rule.LATE, Rule.FAULT, Rule.NO_IMAGE, Rule.NO_GOLDEN, Rule.NO_RECIPE, Rule.NO_DETECTOR),
        *(Rule.TOO_DARK, Rule.TOO_BRIGHT, Rule.BLURRED, Rule.GLARE, Rule.BAD_ALIGNMENT),
    }
)
"""Rules that speak of the machine's view, not of the part."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """PASS, FAIL or REVIEW, the rule that decided, a sentence for people, and the finding behind it."""

    outcome: Outcome
    rule: Rule
    reason: str
    deciding: Finding | None = None

    @property
    def signal(self) -> Signal:
        """ACCEPT for PASS, REJECT for everything else."""
        return Signal.ACCEPT if self.outcome is Outcome.PASS else Signal.REJECT
