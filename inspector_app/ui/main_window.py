"""The window: its screens, its keys, and what joins them to the line."""

from __future__ import annotations

import time
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from inspector_app.domain.messages import Notice
from inspector_app.domain.recipe import Mode
from inspector_app.ui.background import Background
from inspector_app.ui.bench.answering import Answering
from inspector_app.ui.bench.bench_screen import BenchScreen
from inspector_app.ui.bench.live_fetch import LiveFetch
from inspector_app.ui.bench.part_pictures import PartPictures
from inspector_app.ui.bench.words import utc_now
from inspector_app.ui.closing_questions import DISCARD_BOX, DISCARD_NOTES, STOP_LINE
from inspector_app.ui.commands import Commands
from inspector_app.ui.header import Header
from inspector_app.ui.help.help_screen import HelpScreen
from inspector_app.ui.help.notices_screen import NoticesScreen
from inspector_app.ui.hold_bin.hold_bin_screen import HoldBinScreen
from inspector_app.ui.keys.action import find_action
from inspector_app.ui.keys.burst_filter import BurstFilter
from inspector_app.ui.keys.held_keys import HeldKeys
from inspector_app.ui.keys.key_press import KeyPress, key_press
from inspector_app.ui.keys.key_screen import KeyScreen
from inspector_app.ui.keys.press_clock import PressClock
from inspector_app.ui.open_dialog import OpenDialog
from inspector_app.ui.pictures.thumbnails import Thumbnails
from inspector_app.ui.plc_bar import PlcBar
from inspector_app.ui.ports import Ports, Site
from inspector_app.ui.question import agreed
from inspector_app.ui.report.report_screen import ReportScreen
from inspector_app.ui.shift.form_dialog import FormDialog
from inspector_app.ui.station_link import StationLink
from inspector_app.ui.status_line import StatusLine
from inspector_app.ui.window_actions import WINDOW_ACTIONS, WindowAction
from inspector_app.ui.window_control import WindowControl

if TYPE_CHECKING:
    from inspector_app.ui.cameras.camera_screen import CameraScreen
    from inspector_app.ui.learning.learning_screen import LearningScreen

Late = TypeVar("Late", "LearningScreen", "CameraScreen")
SMALLEST = (1180, 660)


class MainWindow(QMainWindow):
    """Shows at once and says that it is starting; `attach` brings it to life."""

    closed = Signal()

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.site = site
        self.setWindowTitle("Inspector" + (": demo on the simulated line" if site.demo else ""))
        self.setMinimumSize(*SMALLEST)
        self._closing = False
        self._owns_line = False
        self._ports: Ports | None = None
        self.dialogs = OpenDialog(self)
        self._make_workers()
        self._make_screens()
        self._lay_out()
        self.link = StationLink(self, self.commands, self.reads)
        self.control = WindowControl(self, self.link)
        self.keys = BurstFilter(self, site.scanner_prefix)
        self._held, self._clock = HeldKeys(), PressClock()
        self._connect()

    def attach(self, ports: Ports) -> None:
        """The line is up: everything comes to life."""
        self._owns_line = ports.owns_line
        self.bin.attach(ports.reader)
        self.report.attach(ports.reports)
        self._ports = ports
        if "learning" in self.__dict__:
            self.learning.attach(ports.learning)
        if "cameras" in self.__dict__:
            self.cameras.attach(ports.cameras)
        self.fetch.attach(ports.frames)
        self.link.attach(ports)

    @cached_property
    def learning(self) -> LearningScreen:
        """Made when somebody first looks at it: few do, and its parts take a while to import."""
        from inspector_app.ui.learning.learning_screen import LearningScreen  # noqa: PLC0415

        screen = LearningScreen(
            Background("learning", parent=self), self.commands, self.dialogs.show, self._mode, self,
            zone=self.site.zone,
        )  # fmt: skip
        screen.attach(self._ports.learning if self._ports is not None else None)
        return self._added(screen)

    @cached_property
    def cameras(self) -> CameraScreen:
        """Made late, as the learning screen."""
        from inspector_app.ui.cameras.camera_screen import CameraScreen  # noqa: PLC0415

        screen = CameraScreen(self.commands, lambda: self.answering.person, lambda: self.link.state, self)
        screen.attach(self._ports.cameras if self._ports is not None else None)
        return self._added(screen)

    def fail(self, sentence: str) -> None:
        """The station did not come up: says so where everyone looks."""
        self.link.watch.failure = f"✕ {sentence}"
        self.link.watch.changed.emit()
        self.bench.widgets.pair.note.error(sentence)

    def tell_bug(self, words: str) -> None:
        """Something of ours went wrong; it is in the log, and the next press works as before."""
        text = f"Inspector has a bug: {words}. It is in the log of this station; what was recorded is safe."
        self.link.tell(Notice(level="warning", text=text, at=utc_now()))

    def show_screen(self, screen: QWidget) -> None:
        """Another screen; the part in hand stays what it is."""
        if screen is self.bench and self.stack.currentWidget() is not screen:
            self.bench.resume()
        self.stack.setCurrentWidget(screen)

    def close_now(self) -> None:
        """Closes without asking."""
        self._closing = True
        self.dialogs.cancel()
        self.close()

    # --- Qt ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Every key of the window comes here; holding one down repeats only what moves a list."""
        if self.dialogs.current is not None:  # a key that missed the dialog must not act under it
            self.dialogs.bring_forward()
            event.accept()
            return
        key = key_press(event, self._clock.at(event, time.monotonic()))
        if not self._held.repeats(event):
            self.keys.press(key)
        elif not key.from_scanner:
            self._key(key)
        event.accept()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A key that is held down tells so by its releases."""
        self._held.released(event)
        event.accept()

    def focusNextPrevChild(self, _next: bool) -> bool:  # noqa: N802
        """Tab is a key like the others: next finding."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The head grows with the window."""
        super().resizeEvent(event)
        self.header.setFixedHeight(self.header.sizeHint().height())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """An answer on its way is waited for; a drawn box is asked about; all else is kept by the line."""
        if not self._closing and self.answering.sending:
            self._close_when_kept()
            event.ignore()
            return
        if not self._closing and not (self._may_cancel_dialog() and self._may_close()):
            event.ignore()
            return
        self._shut()
        event.accept()
        self.closed.emit()

    # --- how it is made -------------------------------------------------------------------------------------

    def _make_workers(self) -> None:
        self.sending = Background("send", parent=self)
        self.reads = Background("read", parent=self)
        self.pictures_work = Background("pictures", parent=self)
        self.live_work = Background("live", parent=self)
        self.report_work = Background("report", parent=self)
        self._workers = (self.sending, self.reads, self.pictures_work, self.live_work, self.report_work)

    def _make_screens(self) -> None:
        self.commands = Commands(self.sending)
        self.pictures = PartPictures(self.pictures_work, self)
        self.pictures.attach(self.site.home)
        self.thumbnails = Thumbnails(self.site.home, Background("thumbnails", parent=self), self)
        self.answering = Answering(self.commands, self)
        self.fetch = LiveFetch(self.live_work, self)
        self.bench = BenchScreen(self.answering, self.pictures, self.site, self)
        self.bench.widgets.strip.attach(self.thumbnails)
        self.bin = HoldBinScreen(
            self.commands,
            self.reads,
            self.thumbnails,
            lambda: self.answering.person,
            self,
            zone=self.site.zone,
        )
        self.report = ReportScreen(self.report_work, self.dialogs.show, self)
        self.help = HelpScreen(self)
        self.notices = NoticesScreen(self.site.zone, self)

    def _lay_out(self) -> None:
        self.header = Header(self)
        self.plc = PlcBar(self.site.zone, self)
        self.status = StatusLine(self.site.zone, self)
        self.stack = QStackedWidget(self)
        for screen in (self.bench, self.bin, self.report, self.help, self.notices):
            self.stack.addWidget(screen)
        body = QWidget(self)
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for widget, stretch in ((self.header, 0), (self.plc, 0), (self.stack, 1), (self.status, 0)):
            box.addWidget(widget, stretch)
        self.setCentralWidget(body)

    def _connect(self) -> None:
        self.keys.single.connect(self._key)
        self.dialogs.gone.connect(self.bench.resume)
        self.keys.scanned.connect(self.control.scanned)
        self.header.pressed.connect(self._do)
        self.plc.acknowledged.connect(self.control.acknowledge_line)
        self.bench.widgets.live.rings_changed.connect(self.fetch.want)
        self.fetch.fetched.connect(self.bench.widgets.live.show_shots)
        self.bench.widgets.demo.speed_chosen.connect(self.control.set_speed)
        self.report.issued.connect(self.control.report_issued)
        self.answering.person_needed.connect(self.control.choose_person)
        for screen in (self.bin, self.report, self.help, self.notices):
            screen.left.connect(self.control.show_bench)

    def _key(self, key: KeyPress) -> None:
        screen = self.stack.currentWidget()
        if isinstance(screen, KeyScreen) and screen.press(key):
            return
        action = find_action(WINDOW_ACTIONS, key.name)
        if action is not None:
            self._do(action)

    def _do(self, action: WindowAction) -> None:
        if action.name in self.header.buttons:
            self.header.buttons[action.name].flash()
        action.slot(self.control)

    def _added(self, screen: Late) -> Late:
        screen.left.connect(self.control.show_bench)
        self.stack.addWidget(screen)
        return screen

    def _mode(self) -> Mode | None:
        return self.link.state.mode if self.link.state is not None else None

    def _close_when_kept(self) -> None:
        self.bench.widgets.pair.note.info("The answer is being kept; the window closes then.")

        def done(sending: bool) -> None:
            if sending:
                return
            self.answering.sending_changed.disconnect(done)
            # an answer that was refused is shown at the picture first; then the person decides
            if not self.bench.widgets.pair.note.failing:
                self.close()

        self.answering.sending_changed.connect(done)

    def _may_cancel_dialog(self) -> bool:
        """A dialog that is open is left as by its Cancel, and what somebody wrote in it is asked about before."""
        dialog = self.dialogs.current
        if isinstance(dialog, FormDialog) and dialog.unsent and not self._may_discard_notes():
            self.dialogs.bring_forward()
            return False
        self.dialogs.cancel()
        return True

    def _may_close(self) -> bool:
        """Asks only where something would be lost, or a line that people rely on would stop."""
        if self.bench.unsent_drawing and not self._may_discard():
            return False
        state = self.link.state
        inspecting = state is not None and state.state == "running" and not self.site.demo
        return not (self._owns_line and inspecting) or self._may_stop_line()

    def _may_stop_line(self) -> bool:
        return agreed(self, *STOP_LINE)

    def _may_discard_notes(self) -> bool:
        return agreed(self, *DISCARD_NOTES)

    def _may_discard(self) -> bool:
        return agreed(self, *DISCARD_BOX)

    def _shut(self) -> None:
        self.fetch.stop()
        self.link.detach()
        self.report.leave()
        for worker in (*self._workers, *self.findChildren(Background)):
            worker.close()
