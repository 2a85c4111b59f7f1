"""People's answers: checked, then added; and what becomes of the parts in the hold bin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

from inspector_app.domain.catalogue import BOARD_CATALOGUE
from inspector_app.domain.disposition import Answer, Condition, Disposition, DrawnDefect
from inspector_app.domain.messages import PartInspected
from inspector_app.domain.part import new_id
from inspector_app.domain.verdict import Outcome
from inspector_app.review.answers import (
    condition_in_force,
    condition_of,
    confirmed_condition,
    standing_answers,
)
from inspector_app.review.checks import AnswerError, check_answer
from inspector_app.review.ports import DispositionStore, InspectionReader

MOST_ANSWERS_TO_UNDO = 500
KNOWN_CLASSES = tuple(entry.code for entry in BOARD_CATALOGUE)


def _now() -> datetime:
    return datetime.now(UTC)


class Dispositions:
    """Takes answers for the line. A refused answer raises AnswerError and adds nothing."""

    def __init__(
        self,
        store: DispositionStore,
        reader: InspectionReader,
        *,
        classes: Sequence[str] = KNOWN_CLASSES,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._store = store
        self._reader = reader
        self._classes = frozenset(classes)
        self._now = now

    def give_answer(
        self,
        inspection_id: str,
        answer: Answer,
        person: str,
        *,
        defect_class: str | None = None,
        reason: str | None = None,
        drawn: Sequence[DrawnDefect] = (),
    ) -> Disposition:
        """Adds an answer and returns it. Raises AnswerError for one that makes no sense."""
        inspection = self._inspection(inspection_id)
        disposition = Disposition(
            id=new_id(),
            inspection_id=inspection_id,
            answer=answer,
            condition=confirmed_condition(inspection) if answer is Answer.CONFIRM else Condition.UNKNOWN,
            person=person.strip(),
            at=self._now(),
            defect_class=defect_class or None,
            reason=(reason or "").strip() or None,
            drawn=tuple(drawn),
        )
        check_answer(disposition, inspection, self._classes)
        return self._add(disposition)

    def undo(self, person: str) -> Disposition:
        """Takes back the newest answer of this person that is not yet taken back, also of a shift that has ended.

        It adds a row and returns it. Raises AnswerError where nothing can be undone: what stands in a report of an
        ended shift that was saved or printed is final.
        """
        given = self._store.open_answers_of(person.strip(), MOST_ANSWERS_TO_UNDO)
        standing = standing_answers(given)
        if not standing:
            raise AnswerError(
                f"{person.strip() or 'Nobody'} has no answer to take back. Answers in the report of an ended shift are "
                "final once it is saved or printed."
            )
        newest = standing[0]
        if self._store.held_state(newest.inspection_id) == "released":
            raise AnswerError("The part has left the hold bin on this answer, so it can't be taken back.")
        undo = Disposition(
            id=new_id(),
            inspection_id=newest.inspection_id,
            answer=Answer.UNDO,
            condition=Condition.UNKNOWN,
            person=newest.person,
            at=self._now(),
            undoes=newest.id,
        )
        return self._add(undo)

    def is_waiting(self, inspection_id: str) -> bool:
        """Whether the part still waits for an answer."""
        return self._store.is_waiting(inspection_id)

    def settle(self, inspection_id: str, action: Literal["released", "scrapped"], person: str) -> None:
        """Takes a part out of the hold bin. Raises AnswerError.

        A release needs an answer that says good; a part that passed, and was held for being late, needs none.
        """
        if not person.strip():
            raise AnswerError("Say who you are first.")
        inspection = self._inspection(inspection_id)
        if self._store.held_state(inspection_id) != "held":
            raise AnswerError("This part does not lie in the hold bin.")
        condition = condition_in_force(self._store.answers(inspection_id))
        if condition is None and inspection.outcome is Outcome.PASS:
            condition = Condition.GOOD
        if action == "released" and condition is not Condition.GOOD:
            raise AnswerError("Only a part that a person has answered to be good can be released.")
        self._store.add_hold_event(inspection_id, action, person.strip(), self._now())

    def _inspection(self, inspection_id: str) -> PartInspected:
        inspection = self._reader.inspection(inspection_id)
        if inspection is None:
            raise AnswerError(f"There is no inspection {inspection_id}.")
        return inspection

    def _add(self, disposition: Disposition) -> Disposition:
        """Adds the answer with what the part is held to be once it counts."""
        alone = replace(disposition, condition=condition_of(disposition))
        after = condition_in_force([*self._store.answers(disposition.inspection_id), alone])
        complete = replace(alone, condition=after or Condition.UNKNOWN)
        self._store.add_disposition(complete)
        return complete
