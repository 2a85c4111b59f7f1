"""Which of the answers about an inspection hold: nothing is ever removed, an undo only takes back."""

from __future__ import annotations

from collections.abc import Iterable

from inspector_app.domain.disposition import Answer, Condition, Disposition
from inspector_app.domain.messages import PartInspected
from inspector_app.domain.verdict import COULD_NOT_JUDGE, Outcome


def standing_answers(answers: Iterable[Disposition]) -> tuple[Disposition, ...]:
    """The answers that were not taken back, in the order given."""
    listed = tuple(answers)
    undone = {answer.undoes for answer in listed}
    return tuple(each for each in listed if each.answer is not Answer.UNDO and each.id not in undone)


def answer_in_force(answers: Iterable[Disposition]) -> Disposition | None:
    """The newest answer that was not taken back; answers are given oldest first."""
    standing = standing_answers(answers)
    return standing[-1] if standing else None


def condition_in_force(answers: Iterable[Disposition]) -> Condition | None:
    """What people hold the part to be; None before an answer.

    A drawn defect makes the part bad until it is taken back, whatever else was answered about the machine's
    findings.
    """
    standing = standing_answers(answers)
    if not standing:
        return None
    if any(each.answer is Answer.MISSED for each in standing):
        return Condition.BAD
    return condition_of(standing[-1])


def condition_of(disposition: Disposition) -> Condition:
    """What an answer by itself says of the part; a confirmation says what was kept with it."""
    if disposition.answer is Answer.CONFIRM:
        return disposition.condition
    if disposition.answer is Answer.CANT_TELL:
        return Condition.UNKNOWN
    if disposition.answer is Answer.OVERRIDE and disposition.defect_class is None:
        return Condition.GOOD
    return Condition.BAD


def confirmed_condition(inspection: PartInspected) -> Condition:
    """What confirming this verdict says of the part.

    A confirmed reject is bad. That the machine came too late, or could not see, says nothing of the part: the
    reports must not count it as failed. Who sees a defect on it overrides with its class.
    """
    return Condition.UNKNOWN if inspection.rule in COULD_NOT_JUDGE else Condition.BAD


def still_waits(outcome: Outcome, answers: Iterable[Disposition]) -> bool:
    """Whether a part waits at the bench: it did not pass, and nobody has judged the verdict.

    A drawn defect alone is no judgement of what the machine found, so the part stays in hand after it.
    """
    judged = any(each.answer is not Answer.MISSED for each in standing_answers(answers))
    return outcome is not Outcome.PASS and not judged
