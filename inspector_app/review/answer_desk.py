"""Where a window's commands about answers arrive: plain messages in, plain messages out."""

from __future__ import annotations

from inspector_app.domain.disposition import Disposition, DrawnDefect
from inspector_app.domain.geometry import Box
from inspector_app.domain.messages import AnswerRecorded, GiveAnswer, SettleHeld, UndoAnswer
from inspector_app.review.dispositions import Dispositions


class AnswerDesk:
    """Serves the line. Every method raises AnswerError, a sentence for people, where it refuses."""

    def __init__(self, dispositions: Dispositions) -> None:
        self._dispositions = dispositions

    def give(self, command: GiveAnswer) -> AnswerRecorded:
        """Keeps an answer."""
        drawn = tuple(DrawnDefect(each.view, each.defect_class, Box(*each.box)) for each in command.drawn)
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
        """Takes the person's newest answer back."""
        return self._recorded(self._dispositions.undo(command.person))

    def settle(self, command: SettleHeld) -> None:
        """Takes a part out of the hold bin."""
        self._dispositions.settle(command.inspection_id, command.action, command.person)

    def _recorded(self, kept: Disposition) -> AnswerRecorded:
        return AnswerRecorded(
            disposition_id=kept.id,
            inspection_id=kept.inspection_id,
            answer=kept.answer,
            person=kept.person,
            waiting=self._dispositions.is_waiting(kept.inspection_id),
        )
