"""The bench: what the operator sees and does, put together."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_app.domain.disposition import Answer
from inspector_app.domain.messages import LineState, PartInspected
from inspector_app.ui.bench.answering import Answered, Answering
from inspector_app.ui.bench.bench_actions import BENCH_ACTIONS, BenchAction
from inspector_app.ui.bench.bench_widgets import BenchWidgets
from inspector_app.ui.bench.choice_pad import Choice
from inspector_app.ui.bench.drawing import Drawing
from inspector_app.ui.bench.looking import Looking
from inspector_app.ui.bench.part_pictures import PartPictures
from inspector_app.ui.bench.picture_note import PictureNote
from inspector_app.ui.bench.words import part_name, repeat_words
from inspector_app.ui.keys.action import find_action
from inspector_app.ui.keys.guard import Guard
from inspector_app.ui.keys.key_press import KeyPress
from inspector_app.ui.ports import Site

_BOUNCE_S = 0.12
# The key that begins an override is in it "good: not a defect"; pressed twice in a hurry it must say nothing.
_DOUBLE_S = 0.4
_DOUBLED = "0"
_PASSING_S = 1.0
EMPTY = "No part waits. The next part that the machine does not pass comes here by itself."
STOPPED = "The feed is stopped; no part comes. F8 starts it."
READING = "Parts wait for an answer. They are being read."
STARTING = "Starting. The cameras and the line come up; this takes a few seconds."


class BenchScreen(QWidget):
    """One of three states: answering, choosing (an override's class or reason), drawing (a missed defect)."""

    state_changed = Signal(str)

    def __init__(
        self, answering: Answering, pictures: PartPictures, site: Site, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.answering = answering
        self.widgets = BenchWidgets(pictures, site, self)
        self.guard = Guard(self)
        self.state = "answering"
        self._pictures = pictures
        self._looking = Looking(self.widgets.pair, self.widgets.look, pictures, self)
        self.drawing = Drawing(self.widgets.draw, self.widgets.classes, self.widgets.banner, self)
        self._waiting_in_all = 0
        self._choosing_since = 0.0
        self._empty = STARTING
        self._passed_at = float("-inf")
        self._person_words = ""
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.widgets)
        self._connect()
        self._show_hand()

    # --- what the line tells -----------------------------------------------------------------------------

    def part_inspected(self, part: PartInspected) -> None:
        """A part went through."""
        self.drawing.know_newest(part)
        self.answering.part_inspected(part)
        if self.answering.in_hand is None and self.state == "answering":
            self._show_passing(part)

    def line_state(self, state: LineState) -> None:
        """The heartbeat."""
        unread = state.counters.waiting and not self.answering.began
        empty = READING if unread else _empty_words(state)
        if empty != self._empty:
            self._empty = empty
            if self.answering.in_hand is None and self.state == "answering":
                self._show_hand()
        self._waiting_in_all = state.counters.waiting
        self.widgets.live.set_cameras(state.cameras)
        self.widgets.counters.show_counters(state.counters)
        self.widgets.demo.setVisible(state.demo)
        self.widgets.demo.set_speed(state.parts_per_hour)
        self._show_waiting()

    # --- what a person does ------------------------------------------------------------------------------

    def press(self, key: KeyPress) -> bool:
        """A key; True where it meant something in this state."""
        if self.state == "choosing":
            return self._bounced(key.name, key.at) or self.widgets.choices.press(key.name)
        if self.state == "drawing":
            return self.widgets.classes.press(key.name)
        action = find_action(BENCH_ACTIONS, key.name)
        if action is None:
            return False
        self.widgets.answers.flash(action.name)
        self._do(action, key.at)
        return True

    def confirm(self) -> None:
        """The machine is right."""
        self.answering.confirm()

    def cant_tell(self) -> None:
        """The person can't say."""
        self.answering.cant_tell()

    def skip(self) -> None:
        """Later."""
        self.answering.skip()

    def undo(self) -> None:
        """Takes back the newest answer."""
        self.answering.undo()

    def begin_override(self) -> None:
        """One more press says why."""
        part = self.answering.in_hand
        if part is None:
            self.widgets.pair.note.info("No part is in hand; there is nothing to override.")
            return
        self._choosing_since = time.monotonic()
        self.widgets.choices.begin(
            f"Override {part_name(part)}: bad, and which defect? Or good, and what misled the machine?"
        )
        self._set_state("choosing")

    def begin_missed(self, view: str | None = None) -> None:
        """Draw on the part in hand, or on the newest part where the live picture was pressed."""
        self._set_state("drawing")
        self.drawing.begin(self.answering.in_hand, view, self._looking.view)

    def next_finding(self) -> None:
        """The next finding of this part."""
        self._looking.step(1)

    def previous_finding(self) -> None:
        """The one before."""
        self._looking.step(-1)

    def next_view(self) -> None:
        """The next camera's picture."""
        self._looking.next_view()

    def toggle_blink(self) -> None:
        """Picture and golden in turns."""
        self._looking.toggle_blink()

    def toggle_difference(self) -> None:
        """The difference in the golden's place."""
        self._looking.toggle_difference()

    def toggle_fit(self) -> None:
        """Whole picture, or the finding."""
        self._looking.toggle_fit()

    def zoom_in(self) -> None:
        """Larger."""
        self._looking.zoom(1)

    def zoom_out(self) -> None:
        """Smaller."""
        self._looking.zoom(-1)

    def resume(self) -> None:
        """A dialog or another screen had the keys until now."""
        self.guard.again(time.monotonic())

    @property
    def note(self) -> PictureNote:
        """Where words are seen: over the pictures that are shown."""
        return self.widgets.draw.note if self.state == "drawing" else self.widgets.pair.note

    @property
    def unsent_drawing(self) -> bool:
        """Whether a drawn box would be lost now."""
        return self.state == "drawing" and self.widgets.draw.box is not None

    # --- how it holds together -----------------------------------------------------------------------------

    def _connect(self) -> None:
        widgets, answering = self.widgets, self.answering
        widgets.answers.pressed.connect(lambda action: self._do(action, time.monotonic()))
        widgets.look.pressed.connect(lambda action: self._do(action, time.monotonic()))
        widgets.choices.chosen.connect(self._chosen)
        widgets.choices.left.connect(self._back)
        widgets.classes.left.connect(self._back)
        widgets.draw.finished.connect(answering.missed)
        widgets.live.views_changed.connect(widgets.fit)
        widgets.live.chosen.connect(self.begin_missed)
        widgets.pair.shown.connect(self.guard.shown)
        widgets.demo.truth_toggled.connect(widgets.banner.show_truth)
        self.guard.changed.connect(self._show_open)
        answering.hand_changed.connect(self._show_hand)
        answering.waiting_changed.connect(self._show_waiting)
        answering.answers_changed.connect(lambda: widgets.answers.show_answers(list(answering.answers)))
        answering.sending_changed.connect(self._show_open)
        answering.kept.connect(self._kept)
        answering.refused.connect(self._refused)
        answering.said.connect(widgets.pair.note.info)

    def _do(self, action: BenchAction, pressed_at: float) -> None:
        if action.answers and self.answering.in_hand is not None and not self.guard.allows(pressed_at):
            return
        self.note.go_on()
        action.slot(self)

    def _bounced(self, key: str, at: float) -> bool:
        return at - self._choosing_since < (_DOUBLE_S if key == _DOUBLED else _BOUNCE_S)

    def _chosen(self, choice: Choice) -> None:
        if self._bounced(choice.key, time.monotonic()):  # the second click of a double one
            return
        self._back()
        if choice.defect_class is not None:
            self.answering.override_class(choice.defect_class)
        elif choice.reason is not None:
            self.answering.override_reason(choice.reason)

    def _kept(self, kept: Answered) -> None:
        """The box stays where it was drawn until the line has kept it."""
        if self.state == "drawing" and kept.answer is Answer.MISSED:
            self.widgets.draw.box = None
            self._back()

    def _back(self) -> None:
        self._set_state("answering")

    def _set_state(self, state: str) -> None:
        widgets = self.widgets
        self.state = state
        pads = {"answering": widgets.answers, "choosing": widgets.choices, "drawing": widgets.classes}
        widgets.pad.setCurrentWidget(pads[state])
        widgets.centre.setCurrentWidget(widgets.draw if state == "drawing" else widgets.pair)
        widgets.look.setEnabled(state == "answering")  # in the others its keys mean something else
        self._show_banner()
        self.state_changed.emit(state)

    def _refused(self, sentence: str) -> None:
        self.note.error(sentence)

    def _show_hand(self) -> None:
        part = self.answering.in_hand
        self.guard.close()
        if self.state == "choosing":
            self._back()
        note = self.widgets.pair.note
        note.clear()
        note.stand(repeat_words(part))
        self._person_words = ""
        self._show_banner()
        self.widgets.answers.show_part(part)
        self._looking.show_part(part, "" if part is not None else self._empty)
        waiting: Sequence[PartInspected] = self.answering.waiting
        if waiting:
            self._pictures.prefetch(waiting[0])

    def show_person_words(self, inspection_id: str, words: str) -> None:
        """What a person has said already of the part in hand."""
        part = self.answering.in_hand
        if part is not None and part.inspection_id == inspection_id:
            self._person_words = words
            self._show_banner()

    def _show_banner(self) -> None:
        if self.state != "drawing":
            self.widgets.banner.show_part(self.answering.in_hand, self._empty, self._person_words)

    def _show_passing(self, part: PartInspected) -> None:
        """Nothing is in hand: the last part is shown, and no key answers it. Not each one where they come fast."""
        now = time.monotonic()
        if now - self._passed_at < _PASSING_S:
            return
        self._passed_at = now
        self.widgets.banner.show_passing(part)
        self._looking.show_part(part, "")

    def _show_waiting(self) -> None:
        waiting = self.answering.waiting
        behind = self._waiting_in_all - (1 if self.answering.in_hand is not None else 0)
        self.widgets.strip.show_parts(waiting, behind)

    def _show_open(self) -> None:
        may = self.guard.allows(time.monotonic()) and not self.answering.sending
        self.widgets.answers.set_open(may and self.answering.in_hand is not None)


def _empty_words(state: LineState) -> str:
    """What stands where no part is in hand."""
    if state.state != "paused":
        return EMPTY
    detail = state.detail[:1].upper() + state.detail[1:]
    return f"{STOPPED}\n{detail}." if detail else STOPPED
