"""Between the line and the screens: events in, the records read, the head of the window kept up to date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from inspector_app.domain.disposition import Disposition
from inspector_app.domain.messages import AnswerRecorded, LineState, Notice, PartInspected, StartShift
from inspector_app.domain.recipe import Mode
from inspector_app.domain.verdict import Outcome
from inspector_app.review.answers import standing_answers
from inspector_app.review.ports import InspectionReader
from inspector_app.ui.background import Background
from inspector_app.ui.bench.words import answer_words, utc_now
from inspector_app.ui.commands import Commands
from inspector_app.ui.event_bridge import EventBridge
from inspector_app.ui.line_watch import LineWatch
from inspector_app.ui.ports import Ports
from inspector_app.ui.reminders import Reminders
from inspector_app.ui.shift.shift_dialogs import shift_by_clock
from inspector_app.ui.style.palette import BLUE, ORANGE

if TYPE_CHECKING:
    from inspector_app.quality.watch import WatchItem
    from inspector_app.ui.main_window import MainWindow
    from inspector_app.ui.mode.ports import ModeBook

_FEW = 20
_RECENT = 12


class StationLink(QObject):
    """Listens to the line for as long as the window is open."""

    def __init__(self, window: MainWindow, commands: Commands, reads: Background) -> None:
        super().__init__(window)
        self._window = window
        self._commands, self._reads = commands, reads
        self._reader: InspectionReader | None = None
        self._reading = False
        self._all_known = False  # whether the records have nothing that waits and is not here
        self._shift_id: str | None = None
        self._refusal: Callable[[], str] = lambda: ""
        self._refused = ""
        self.modes: ModeBook | None = None
        self.bridge = EventBridge(self)
        self.watch = LineWatch(lambda: commands.connected, self)
        self._connect()
        self._show_line()

    def attach(self, ports: Ports) -> None:
        """Listens first and reads then, so that no part falls between the two."""
        self._reader = ports.reader
        for trouble in self._window.site.settings_trouble:
            self.tell(Notice(level="warning", text=f"The default is used. {trouble}", at=utc_now()))
        self.watch.trouble = ports.line_trouble
        self._refusal = ports.line_refusal
        self.modes = ports.modes
        self._commands.attach(ports.line)
        self.bridge.attach(ports.line)
        self._read_waiting()
        Reminders(ports.reminder, self._reads, self.tell, self)
        reader = ports.reader
        self._reads.run(
            lambda: list(reader.recent(_RECENT)), self._window.bench.drawing.know_recent, self._unreadable
        )

    def detach(self) -> None:
        """Listens no more."""
        self.bridge.detach()

    @property
    def state(self) -> LineState | None:
        """The newest heartbeat."""
        return self.watch.state

    def _connect(self) -> None:
        self.bridge.line_state.connect(self._line_state)
        self.bridge.part_inspected.connect(self._part_inspected)
        self.bridge.answer_recorded.connect(self._answer_recorded)
        self.bridge.notice.connect(self.tell)
        self.watch.changed.connect(self._show_line)
        self.watch.came_back.connect(self._came_back)
        self._window.answering.part_wanted.connect(self._bring_back)
        self._window.answering.hand_changed.connect(self._read_answers)

    def _line_state(self, state: LineState) -> None:
        window = self._window
        self._follow_shift(state)
        if self.watch.state is None and state.shift is None and self._window.site.demo:
            self._start_demo_shift()
        self.watch.heard(state)
        window.bench.line_state(state)
        window.status.show_state(state)
        window.plc.show_state(state)
        self.show_head()
        here = len(window.answering.waiting) + (window.answering.in_hand is not None)
        if state.counters.waiting > here and here <= _FEW:
            self._read_waiting()

    def _follow_shift(self, state: LineState) -> None:
        """A new shift brings its operator; between two heartbeats of one shift the chosen person stays."""
        shift_id = state.shift.id if state.shift is not None else None
        if shift_id != self._shift_id:
            self._shift_id = shift_id
            self._watch_model()
            if state.shift is not None:
                self._window.answering.person = state.shift.operator

    def _watch_model(self) -> None:
        """Once a shift: precision and recall from settled answers, and whether retraining is due."""
        modes = self.modes
        if modes is not None:
            self._reads.run(modes.watch, self._tell_watch, self._unreadable)

    def _tell_watch(self, items: Sequence[WatchItem]) -> None:
        for item in items:
            if item.alarm:
                text = f"{item.name} of the model at work: {item.said}."
                self.tell(
                    Notice(level="alarm" if item.name != "Retraining" else "warning", text=text, at=utc_now())
                )

    def _start_demo_shift(self) -> None:
        """The demo has nothing to configure, so that answers and the report work from the first part on."""
        site = self._window.site
        name, operator = (
            shift_by_clock(site.shift_names, site.zone),
            site.people[0] if site.people else "Demo",
        )
        self._commands.send(
            lambda key: StartShift(command_id=key, name=name, operator=operator),
            lambda _reply: None,
            lambda sentence: self.tell(Notice(level="warning", text=sentence, at=utc_now())),
        )

    def show_head(self) -> None:
        """Mode, product and lot, shift and person."""
        state = self.watch.state
        if state is None:
            return
        header = self._window.header
        header.mode.say(state.mode.upper(), None if state.mode is Mode.AUTO_REJECT else BLUE)
        header.work.say(f"{state.product}\n{state.lot or 'no lot'}")
        person = self._window.answering.person
        who = f"{person} (not authenticated)" if person else "no person (F5)"
        shift = state.shift
        header.shift.say(
            f"{shift.name if shift else 'no shift (F2)'} · {who}", None if shift and person else ORANGE
        )
        header.buttons["feed"].setText("Start feed" if state.state == "paused" else "Stop feed")
        header.buttons["shift"].setText("End shift" if shift else "Start shift")

    def _show_line(self) -> None:
        self._window.header.line.say(*self.watch.words())
        refused = self._refusal() if self.watch.lost else ""
        if refused and refused != self._refused:
            text = f"The line refuses to run; nothing is inspected. {refused}"
            self.tell(Notice(level="alarm", text=text, at=utc_now()))
        self._refused = refused or self._refused

    def _part_inspected(self, part: PartInspected) -> None:
        self._window.bench.part_inspected(part)
        state = self.watch.state
        if state is not None and state.mode is Mode.ALERT and part.outcome is not Outcome.PASS:
            QApplication.beep()
        self._refresh_bin()

    def _answer_recorded(self, event: AnswerRecorded) -> None:
        self._window.answering.answer_recorded(event)
        in_hand = self._window.answering.in_hand
        if in_hand is not None and in_hand.inspection_id == event.inspection_id:
            self._read_answers()
        self._refresh_bin()

    def _refresh_bin(self) -> None:
        if self._window.stack.currentWidget() is self._window.bin:
            self._window.bin.refresh()

    def tell(self, notice: Notice) -> None:
        """A notice of the line, or of the window itself."""
        self._window.notices.add(notice)
        self._window.status.tell(notice)

    def _came_back(self) -> None:
        self._refused = ""
        self.tell(Notice(level="info", text="The line answers again.", at=utc_now()))
        self._window.bench.widgets.pair.note.clear()
        self._read_waiting()

    def _read_waiting(self) -> None:
        reader = self._reader
        if reader is None or self._reading:
            return
        self._reading = True
        self._reads.run(lambda: list(reader.waiting()), self._waiting_read, self._unreadable)

    def _waiting_read(self, parts: Sequence[PartInspected]) -> None:
        self._reading = False
        self._window.answering.add_waiting(parts)

    def _read_answers(self) -> None:
        """What was said of the part in hand before: an undone answer, a missed defect, someone else's words."""
        part, reader = self._window.answering.in_hand, self._reader
        if part is None or reader is None:
            return
        key = part.inspection_id
        self._reads.run(
            lambda: standing_answers(reader.answers(key)),
            lambda answers: self._window.bench.show_person_words(key, _words(answers)),
            self._unreadable,
        )

    def _bring_back(self, inspection_id: str) -> None:
        reader = self._reader
        if reader is None:
            return

        def found(part: PartInspected | None) -> None:
            if part is not None:
                self._window.answering.bring_back(part)

        self._reads.run(lambda: reader.inspection(inspection_id), found, self._unreadable)

    def _unreadable(self, error: Exception) -> None:
        self._reading = False
        self.tell(Notice(level="warning", text=f"The records can't be read: {error}", at=utc_now()))


def _words(answers: Sequence[Disposition]) -> str:
    if not answers:
        return ""
    last = answers[-1]
    missed_class = last.drawn[0].defect_class if last.drawn else last.defect_class
    return f"{last.person}: {answer_words(last.answer, missed_class, last.reason)}"
