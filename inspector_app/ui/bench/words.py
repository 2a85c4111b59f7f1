"""What the bench says: of verdicts, answers and times, in the words of the trade."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from inspector_app.domain.catalogue import defect_name
from inspector_app.domain.disposition import Answer
from inspector_app.domain.messages import PartInspected
from inspector_app.domain.verdict import COULD_NOT_JUDGE, Outcome
from inspector_app.shifts.calendar import clock_text
from inspector_app.ui.pictures.leading import leading_finding

_REPEATS = 5


def part_name(part: PartInspected) -> str:
    """How a part is called on the screen."""
    return f"Part {part.number}"


def confirm_words(part: PartInspected) -> str:
    """What a confirmation says of this part."""
    if part.outcome is Outcome.PASS:
        return "good"
    if part.rule in COULD_NOT_JUDGE:
        return f"not judged: {part.rule}"
    finding = leading_finding(part)
    if finding is not None:
        return f"bad, {defect_name(finding.defect_class)}"
    return f"bad, {part.rule}"


def override_words(part: PartInspected) -> str:
    """What an override can say of this part."""
    return "bad, with a class" if part.outcome is Outcome.PASS else "good, or another class"


def repeat_words(part: PartInspected | None) -> str:
    """What to say where the same defect comes at the same place again and again; else nothing."""
    if part is None or part.repeats < _REPEATS:
        return ""
    return (
        f"The same defect at the same place on {part.repeats} parts running: dirt on the lens or fixture, or a "
        "wrong golden? Clean and look before you go on."
    )


def answer_words(answer: Answer, defect_class: str | None, reason: str | None) -> str:
    """A person's answer, as it stands in lists."""
    if answer is Answer.OVERRIDE:
        said = f"good: {reason}" if reason else f"bad: {defect_name(defect_class or '')}"
        return f"overridden, {said}"
    if answer is Answer.MISSED:
        return f"missed defect: {defect_name(defect_class or '')}"
    return {Answer.CONFIRM: "confirmed", Answer.CANT_TELL: "can't tell", Answer.UNDO: "undone"}[answer]


def age_words(since: datetime, now: datetime) -> str:
    """How long ago, short: 7 s, 12 min, 3 h, 2 d."""
    seconds = max(0, int((now - since).total_seconds()))
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def utc_now() -> datetime:
    """The present, as the records keep it."""
    return datetime.now(UTC)


def clock(at: datetime, zone: tzinfo) -> str:
    """The time of day on the plant's clock, as the reports print it."""
    return clock_text(at, zone)
