"""People's answers as the line takes them: from commands to review, and back to events."""

from __future__ import annotations

from inspector_app.domain.disposition import Disposition, DrawnDefect
from inspector_app.domain.geometry import Box
from inspector_app.domain.messages import AnswerRecorded, GiveAnswer, SettleHeld, UndoAnswer
from inspector_app.review.dispositions import Dispositions


class ReviewDesk:
    """station.ports.AnswerDesk over review's dispositions."""

    def __init__(self, dispositions: Dispositions) -> None:
        self._dispositions = dispositions

    def give(self, command: GiveAnswer) -> AnswerRecorded:
        """Keeps an answer. Raises AnswerError or RecordError."""
        drawn = tuple(DrawnDefect(one.view, one.defect_class, Box(*one.box)) for one in command.drawn)
        return self._recorded(
            self._dispositions.give_answer(
                command.inspection_id,
                command.answer,
                command.person,
                defect_class=command.defect_class,
                reason=command.reason,
                drawn=drawn,
            )
        )

    def undo(self, command: UndoAnswer) -> AnswerRecorded:
        """Takes the person's newest answer back. Raises AnswerError or RecordError."""
        return self._recorded(self._dispositions.undo(command.person))

    def settle(self, command: SettleHeld) -> None:
        """Takes a part out of the hold bin. Raises AnswerError or RecordError."""
        self._dispositions.settle(command.inspection_id, command.action, command.person)

    def _recorded(self, disposition: Disposition) -> AnswerRecorded:
        return AnswerRecorded(
            disposition_id=disposition.id,
            inspection_id=disposition.inspection_id,
            answer=disposition.answer,
            person=disposition.person,
            waiting=self._dispositions.is_waiting(disposition.inspection_id),
        )
