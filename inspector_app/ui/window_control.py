"""What the window's actions do: other screens, dialogs, the feed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from inspector_app.domain.messages import AcknowledgeLine, LineState, Notice, ReportIssued, SetFeed, SetSpeed
from inspector_app.ui.background import Background
from inspector_app.ui.bench.picture_note import PictureNote
from inspector_app.ui.bench.words import utc_now
from inspector_app.ui.report.report_screen import DrawnReport
from inspector_app.ui.shift.shift_dialogs import EndShiftDialog, StartShiftDialog
from inspector_app.ui.shift.work_dialogs import LotDialog, PersonDialog, ProductDialog
from inspector_app.ui.station_link import StationLink

if TYPE_CHECKING:
    from inspector_app.ui.main_window import MainWindow
    from inspector_app.ui.mode.mode_screen import ModeScreen


class WindowControl(QObject):
    """Serves `WindowOperations`."""

    def __init__(self, window: MainWindow, link: StationLink) -> None:
        super().__init__(window)
        self._window = window
        self._link = link

    @property
    def dialog(self) -> QDialog | None:
        """The dialog that is open."""
        return self._window.dialogs.current

    @cached_property
    def mode(self) -> ModeScreen:
        """Made when somebody first looks at it."""
        from inspector_app.ui.mode.mode_screen import ModeScreen  # noqa: PLC0415

        window = self._window
        screen = ModeScreen(
            window.commands, Background("mode", parent=window), window.dialogs.show, window,
            person=lambda: window.answering.person,
            mode=lambda: self._link.state.mode if self._link.state is not None else None,
            zone=window.site.zone,
        )  # fmt: skip
        screen.attach(self._link.modes)
        screen.left.connect(self.show_bench)
        window.stack.addWidget(screen)
        return screen

    def show_bench(self) -> None:
        """Back to the part in hand."""
        self._window.show_screen(self._window.bench)

    def show_help(self) -> None:
        """All keys."""
        self._window.show_screen(self._window.help)

    def show_hold_bin(self) -> None:
        """What lies in the bin now."""
        self._window.bin.refresh()
        self._window.show_screen(self._window.bin)

    def show_notices(self) -> None:
        """What the station had to tell; the lowest line is free again."""
        self._window.notices.refresh()
        self._window.status.seen()
        self._window.show_screen(self._window.notices)

    def show_learning(self) -> None:
        """Datasets, trainings, packages."""
        self._window.show_screen(self._window.learning)
        self._window.learning.refresh()

    def show_cameras(self) -> None:
        """Cameras with their meters."""
        self._window.show_screen(self._window.cameras)
        self._window.cameras.refresh()

    def show_mode(self) -> None:
        """What the model may do, and what is missing for more."""
        self.mode.refresh()
        self._window.show_screen(self.mode)

    def show_report(self) -> None:
        """The report of this shift, or of the last one where none runs."""
        state = self._link.state
        shift = state.shift if state is not None else None
        known = shift.id if shift is not None else None
        self._draw_report(known, ended=state is not None and shift is None)

    def shift(self) -> None:
        """Starts a shift, or ends the one that runs."""
        state = self._known_state()
        if state is None:
            return
        window = self._window
        if state.shift is None:
            self._open(StartShiftDialog(window.site, window.commands, window))
            return
        shift_id = state.shift.id
        dialog = EndShiftDialog(state.shift, state, window.site.zone, window.commands, window)
        dialog.agreed.connect(lambda: self._draw_report(shift_id, ended=True))
        self._open(dialog)

    def choose_person(self) -> None:
        """Who answers from now on."""
        window = self._window
        self._open(
            PersonDialog(window.site.people, window.answering.person, self._person, window.commands, window)
        )

    def choose_lot(self, scanned: str = "") -> None:
        """The lot of the next parts."""
        state = self._known_state()
        if state is not None:
            self._open(LotDialog(state.lot, self._window.commands, self._window, scanned))

    def choose_product(self) -> None:
        """The recipe of another product."""
        state = self._known_state()
        if state is not None:
            self._open(ProductDialog(state.products, state.product, self._window.commands, self._window))

    def toggle_feed(self) -> None:
        """Stops or starts the feed."""
        state = self._known_state()
        if state is not None:
            self._send_feed(running=state.state == "paused")

    def acknowledge_line(self) -> None:
        """Somebody has looked at the faults of the PLC's link."""
        state = self._known_state()
        if state is None:
            return
        if state.link is None or not state.link.faults:
            self._say("The line's PLC has no fault that waits to be acknowledged.")
            return
        self._window.commands.send(
            lambda key: AcknowledgeLine(command_id=key), lambda _reply: None, self._refused
        )

    def toggle_truth(self) -> None:
        """In the demo: what was really there."""
        state = self._known_state()
        if state is not None and state.demo:
            self._window.bench.widgets.demo.truth.toggle()
        elif state is not None:
            self._say("Only the simulated line knows what was really there.")

    def toggle_full_screen(self) -> None:
        """The whole screen, or a window."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def set_speed(self, parts_per_hour: float) -> None:
        """The simulated line's speed."""
        self._window.commands.send(
            lambda key: SetSpeed(command_id=key, parts_per_hour=parts_per_hour),
            lambda _reply: None,
            self._refused,
        )

    def scanned(self, text: str) -> None:
        """A scan never answers and never lands in a field by accident; it is offered for the lot."""
        if self._window.stack.currentWidget() is self._window.bench and self.dialog is None:
            self.choose_lot(text)
        else:
            self._say(f"Scanned “{text}”. F6 sets the lot.")

    def report_issued(self, drawn: DrawnReport, how: Literal["saved", "printed"]) -> None:
        """The report of a shift that has ended went out: the line keeps that the answers in it are final."""
        report, name = self._window.report, drawn.file.name
        self._window.commands.send(
            lambda key: ReportIssued(command_id=key, shift_id=drawn.shift_id, report=name, how=how),
            lambda _reply: report.final(how),
            lambda sentence: report.note.error(f"That the report was {how} could not be kept. {sentence}"),
        )

    def _draw_report(self, shift_id: str | None, *, ended: bool) -> None:
        self._window.show_screen(self._window.report)
        self._window.report.draw(shift_id, ended=ended)

    def _send_feed(self, *, running: bool) -> None:
        self._window.commands.send(
            lambda key: SetFeed(command_id=key, running=running), lambda _reply: None, self._refused
        )

    def _known_state(self) -> LineState | None:
        if self._link.state is None:
            self._say("The line is still starting; that works in a moment.")
        return self._link.state

    def _open(self, dialog: QDialog) -> None:
        self._window.dialogs.show(dialog)

    def _person(self, person: str) -> None:
        self._window.answering.person = person
        self._link.show_head()

    def _say(self, text: str) -> None:
        note = self._note()
        if note is None:
            self._link.tell(Notice(level="info", text=text, at=utc_now()))
        else:
            note.info(text)

    def _refused(self, sentence: str) -> None:
        note = self._note()
        if note is None:
            self._link.tell(Notice(level="warning", text=sentence, at=utc_now()))
        else:
            note.error(sentence)

    def _note(self) -> PictureNote | None:
        """Of the screen that is looked at; None where it has none, and the lowest line says it."""
        note = getattr(self._window.stack.currentWidget(), "note", None)
        return note if isinstance(note, PictureNote) else None
