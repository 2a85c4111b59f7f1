"""Answering: from a press to a kept answer. An answer that fails leaves the part in hand."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from inspector_app.domain.disposition import Answer
from inspector_app.domain.messages import (
    AnswerRecorded,
    Command,
    DrawnInfo,
    GiveAnswer,
    PartInspected,
    Reply,
    UndoAnswer,
)
from inspector_app.domain.verdict import Outcome
from inspector_app.ui.bench.hand import Hand
from inspector_app.ui.bench.words import answer_words, confirm_words, part_name
from inspector_app.ui.commands import Commands

_REMEMBERED = 200


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer of this window, for the list of the last ones."""

    part: PartInspected
    answer: Answer
    words: str
    person: str
    undone: bool = False


class Answering(QObject):
    """The part in hand, the parts that wait, and what a person says of them."""

    hand_changed = Signal()
    waiting_changed = Signal()
    answers_changed = Signal()
    sending_changed = Signal(bool)
    refused = Signal(str)
    said = Signal(str)
    kept = Signal(object)
    person_needed = Signal()
    part_wanted = Signal(str)
    """An answer of an earlier session was undone: its part has to be read from the records."""

    def __init__(self, commands: Commands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self._hand = Hand()
        self._sending = False
        self._recorded = ""  # the inspection of this person's last answer that the line told of
        self.began = False  # whether the parts that wait in the records were read
        self.person: str | None = None
        self.answers: deque[Answered] = deque(maxlen=_REMEMBERED)

    @property
    def in_hand(self) -> PartInspected | None:
        """The part that the keys answer."""
        return self._hand.in_hand

    @property
    def waiting(self) -> list[PartInspected]:
        """The parts that wait behind it, next first."""
        return list(self._hand.waiting)

    @property
    def sending(self) -> bool:
        """Whether an answer is on its way."""
        return self._sending

    def add_waiting(self, parts: Iterable[PartInspected]) -> None:
        """Parts without an answer, oldest first."""
        self.began = True
        came = self._hand.arrive(part for part in parts if not self._answered_here(part.inspection_id))
        self.waiting_changed.emit()
        if came:
            self.hand_changed.emit()

    def part_inspected(self, part: PartInspected) -> None:
        """A part arrived; PASS needs no answer."""
        if part.outcome is not Outcome.PASS:
            self.add_waiting([part])

    def confirm(self) -> None:
        """The machine is right about the part in hand."""
        self._answer(Answer.CONFIRM)

    def cant_tell(self) -> None:
        """The person can't say."""
        self._answer(Answer.CANT_TELL)

    def override_class(self, defect_class: str) -> None:
        """The part in hand is bad, with this defect."""
        self._answer(Answer.OVERRIDE, defect_class=defect_class)

    def override_reason(self, reason: str) -> None:
        """The part in hand is good, for this reason."""
        self._answer(Answer.OVERRIDE, reason=reason)

    def missed(self, part: PartInspected, drawn: DrawnInfo) -> None:
        """The machine missed a defect on this part, in hand or not."""
        self._give(part, Answer.MISSED, defect_class=drawn.defect_class, drawn=(drawn,))

    def skip(self) -> None:
        """The part in hand goes behind the others, without an answer."""
        if self._sending:
            self.refused.emit("The answer is still being kept.")
        elif self._hand.in_hand is None:
            self.said.emit("No part is in hand.")
        elif self._hand.skip():
            self._changed()
        else:
            self.said.emit("No other part waits; this one stays in hand.")

    def undo(self) -> None:
        """Takes back this person's newest answer; its part is in hand again."""
        person = self._ready_person()
        if person is None:
            return
        self._send(
            lambda key: UndoAnswer(command_id=key, person=person),
            lambda: None,  # what was undone comes as an event, which names the part
            "Not undone.",
        )

    def answer_recorded(self, event: AnswerRecorded) -> None:
        """The line kept an answer of someone, perhaps of this window."""
        if event.answer is Answer.UNDO:
            self._undone(event)
            return
        if not event.waiting and self._hand.settle(event.inspection_id):
            self.waiting_changed.emit()
        if event.person == self.person:
            self._recorded = event.inspection_id
        part = self.in_hand
        if part is None or part.inspection_id != event.inspection_id or self._sending:
            return
        if event.person == self.person and not event.waiting:  # its reply was lost, the answer was not
            self._leave_hand()
        elif event.person != self.person:
            self.said.emit(f"{event.person} has answered this part already: {event.answer}.")

    def known_part(self, inspection_id: str) -> PartInspected | None:
        """A part that this window answered, by its inspection."""
        return next((kept.part for kept in self.answers if kept.part.inspection_id == inspection_id), None)

    def bring_back(self, part: PartInspected) -> None:
        """Takes a part in hand whose answer was undone."""
        if self._hand.bring_back(part):
            self._changed()

    def _undone(self, event: AnswerRecorded) -> None:
        part = self.known_part(event.inspection_id)
        for index, kept in enumerate(self.answers):
            of_this = kept.part.inspection_id == event.inspection_id and kept.person == event.person
            if of_this and not kept.undone:
                self.answers[index] = replace(kept, undone=True)
                break
        self.answers_changed.emit()
        if event.person != self.person:
            return
        if event.waiting and part is None:
            self.part_wanted.emit(event.inspection_id)
        elif event.waiting and part is not None:
            self.bring_back(part)
        self.said.emit(f"Undone: {part_name(part)}." if part is not None else "Undone.")

    def _answered_here(self, inspection_id: str) -> bool:
        """What was read from the records before the answer was kept must not come again after it."""
        return any(
            kept.part.inspection_id == inspection_id and kept.answer is not Answer.MISSED and not kept.undone
            for kept in self.answers
        )

    def _answer(self, answer: Answer, defect_class: str | None = None, reason: str | None = None) -> None:
        part = self._hand.in_hand
        if part is None:
            self.said.emit("No part is in hand; there is nothing to answer.")
            return
        self._give(part, answer, defect_class=defect_class, reason=reason)

    def _give(
        self,
        part: PartInspected,
        answer: Answer,
        *,
        defect_class: str | None = None,
        reason: str | None = None,
        drawn: tuple[DrawnInfo, ...] = (),
    ) -> None:
        person = self._ready_person()
        if person is None:
            return
        words = answer_words(answer, defect_class, reason)
        if answer is Answer.CONFIRM:
            words = f"{words}: {confirm_words(part)}"
        self._send(
            lambda key: GiveAnswer(
                command_id=key, inspection_id=part.inspection_id, answer=answer, person=person,
                defect_class=defect_class, reason=reason, drawn=drawn,
            ),
            lambda: self._kept(Answered(part, answer, words, person)),
            f"Not kept: {part_name(part)}, {words}. The part stays.",
            part.inspection_id,
        )  # fmt: skip

    def _ready_person(self) -> str | None:
        if self._sending:
            self.refused.emit("The last answer is still being kept; press again.")
            return None
        if self.person is None:
            self.person_needed.emit()
        return self.person

    def _send(
        self, make: Callable[[str], Command], accepted: Callable[[], None], failure: str, about: str = ""
    ) -> None:
        self._recorded = ""
        self._set_sending(True)

        def done(_reply: Reply) -> None:
            accepted()
            self._set_sending(False)

        def failed(sentence: str) -> None:
            if about and self._recorded == about:  # only the reply was lost
                accepted()
            else:
                self.refused.emit(f"{failure} {sentence}")
            self._set_sending(False)

        self._commands.send(make, done, failed)

    def _kept(self, kept: Answered) -> None:
        self.answers.appendleft(kept)
        self.answers_changed.emit()
        self.kept.emit(kept)
        if kept.answer is Answer.MISSED:  # it says nothing of what the machine found: a waiting part waits on
            self.said.emit(f"Kept: {part_name(kept.part)}, {kept.words}.")
            return
        part = self._hand.in_hand
        if part is not None and part.inspection_id == kept.part.inspection_id:
            self._leave_hand()
        elif self._hand.settle(kept.part.inspection_id):
            self.waiting_changed.emit()

    def _leave_hand(self) -> None:
        self._hand.leave()
        self._changed()

    def _changed(self) -> None:
        self.hand_changed.emit()
        self.waiting_changed.emit()

    def _set_sending(self, sending: bool) -> None:
        self._sending = sending
        self.sending_changed.emit(sending)
