"""The bench: what the operator sees and does, put together."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_app.domain.messages import DrawnInfo, LineState, PartInspected
from inspector_app.ui.bench.answering import Answering
from inspector_app.ui.bench.bench_actions import BENCH_ACTIONS, BenchAction
from inspector_app.ui.bench.bench_widgets import BenchWidgets
from inspector_app.ui.bench.choice_pad import Choice
from inspector_app.ui.bench.looking import Looking
from inspector_app.ui.bench.part_pictures import PartPictures
from inspector_app.ui.bench.words import part_name
from inspector_app.ui.keys.action import find_action
from inspector_app.ui.keys.guard import Guard
from inspector_app.ui.keys.key_press import KeyPress
from inspector_app.ui.ports import Site

_LAST_PARTS = 12
_REPEATS = 5
_BOUNCE_S = 0.12
EMPTY = "No part waits. The next part that the machine does not pass comes here by itself."
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
        self._last_parts: deque[PartInspected] = deque(maxlen=_LAST_PARTS)
        self._waiting_in_all = 0
        self._choosing_since = 0.0
        self._started = False
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.widgets)
        self._connect()
        self._show_hand()

    # --- what the line tells -----------------------------------------------------------------------------

    def part_inspected(self, part: PartInspected) -> None:
        """A part went through."""
        self._last_parts.appendleft(part)
        self.answering.part_inspected(part)

    def know_recent(self, parts: Sequence[PartInspected]) -> None:
        """The newest parts of the records, newest first: a missed defect can be drawn on them."""
        known = {part.inspection_id for part in self._last_parts}
        self._last_parts.extend(part for part in parts if part.inspection_id not in known)

    def line_state(self, state: LineState) -> None:
        """The heartbeat."""
        if not self._started:
            self._started = True
            if self.answering.in_hand is None:
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
            bounced = key.at - self._choosing_since < _BOUNCE_S
            return bounced or self.widgets.choices.press(key.name)
        if self.state == "drawing":
            return self._press_drawing(key.name)
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
        self.widgets.choices.begin(f"Override {part_name(part)}: which defect (red), or why is it good (green)?")
        self._set_state("choosing")

    def begin_missed(self, view: str | None = None) -> None:
        """Draw on the part in hand, or on the newest part where the live picture was pressed."""
        in_hand = self.answering.in_hand
        parts = list(self._last_parts)
        if view is None and in_hand is not None:
            parts = [in_hand, *(part for part in parts if part.inspection_id != in_hand.inspection_id)]
        self.widgets.classes.begin("Which defect is it? 8: next view, 7 and 9: older and newer part.")
        self._set_state("drawing")
        self.widgets.draw.begin(parts, view or self._looking.view)

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
        widgets.classes.chosen.connect(lambda choice: widgets.draw.pick(choice.defect_class))
        widgets.classes.left.connect(self._back)
        widgets.draw.finished.connect(self._drawn)
        widgets.live.chosen.connect(self.begin_missed)
        widgets.pair.shown.connect(self.guard.shown)
        widgets.demo.truth_toggled.connect(widgets.banner.show_truth)
        self.guard.changed.connect(self._show_open)
        answering.hand_changed.connect(self._show_hand)
        answering.waiting_changed.connect(self._show_waiting)
        answering.answers_changed.connect(lambda: widgets.answers.show_answers(list(answering.answers)))
        answering.sending_changed.connect(self._show_open)
        answering.refused.connect(self._refused)
        answering.said.connect(widgets.pair.note.info)

    def _do(self, action: BenchAction, pressed_at: float) -> None:
        if action.answers and self.answering.in_hand is not None and not self.guard.allows(pressed_at):
            return
        action.slot(self)

    def _press_drawing(self, key: str) -> bool:
        steps = {"7": self.widgets.draw.older, "9": self.widgets.draw.newer, "8": self.widgets.draw.next_view}
        if key in steps:
            steps[key]()
            return True
        return self.widgets.classes.press(key)

    def _chosen(self, choice: Choice) -> None:
        self._back()
        if choice.defect_class is not None:
            self.answering.override_class(choice.defect_class)
        elif choice.reason is not None:
            self.answering.override_reason(choice.reason)

    def _drawn(self, part: PartInspected, drawn: DrawnInfo) -> None:
        self._back()
        self.answering.missed(part, drawn)

    def _back(self) -> None:
        self._set_state("answering")

    def _set_state(self, state: str) -> None:
        widgets = self.widgets
        self.state = state
        pads = {"answering": widgets.answers, "choosing": widgets.choices, "drawing": widgets.classes}
        widgets.pad.setCurrentWidget(pads[state])
        widgets.centre.setCurrentWidget(widgets.draw if state == "drawing" else widgets.pair)
        widgets.look.setEnabled(state != "drawing")
        self.state_changed.emit(state)

    def _refused(self, sentence: str) -> None:
        self.widgets.pair.note.error(sentence)

    def _show_hand(self) -> None:
        part = self.answering.in_hand
        self.guard.close()
        if self.state == "choosing":
            self._back()
        empty = EMPTY if self._started else STARTING
        note = self.widgets.pair.note
        note.clear()
        note.stand(_repeat_words(part))
        self.widgets.banner.show_part(part, empty)
        self.widgets.answers.show_part(part)
        self._looking.show_part(part, "" if part is not None else empty)
        waiting: Sequence[PartInspected] = self.answering.waiting
        if waiting:
            self._pictures.prefetch(waiting[0])

    def _show_waiting(self) -> None:
        waiting = self.answering.waiting
        behind = self._waiting_in_all - (1 if self.answering.in_hand is not None else 0)
        self.widgets.strip.show_parts(waiting, behind)

    def _show_open(self) -> None:
        may = self.guard.allows(time.monotonic()) and not self.answering.sending
        self.widgets.answers.set_open(may and self.answering.in_hand is not None)


def _repeat_words(part: PartInspected | None) -> str:
    if part is None or part.repeats < _REPEATS:
        return ""
    return (
        f"The same defect at the same place on {part.repeats} parts running: dirt on the lens or fixture, or a "
        "wrong golden? Clean and look before you go on."
    )
