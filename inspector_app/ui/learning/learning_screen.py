"""Learning: what there is to learn from, the trainings, the packages, and the jobs from one to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import tzinfo

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from inspector_app.domain.recipe import Mode
from inspector_app.ui.background import Background
from inspector_app.ui.bench.picture_note import NOTE_HEIGHT, PictureNote
from inspector_app.ui.commands import Commands
from inspector_app.ui.keys.key_press import KeyPress
from inspector_app.ui.learning.action_bar import ActionBar
from inspector_app.ui.learning.detail import Detail
from inspector_app.ui.learning.doing import Doing
from inspector_app.ui.learning.inventory import Inventory, key_of
from inspector_app.ui.learning.ports import JobLine, LearningDesk, Overview, TrainingLine
from inspector_app.ui.learning.screen_operations import ScreenOperations
from inspector_app.ui.learning.views.findings_view import FindingsView
from inspector_app.ui.learning.views.paper_view import PaperView
from inspector_app.ui.learning.words.job_words import ended_words
from inspector_app.ui.learning.words.rows import title_of

_LOOK_MS, _FOLLOW_MS = 2000, 700
_TITLE = "font-size: 18px; padding: 4px;"
_READING = "Learning: reading what there is …"


class LearningScreen(QWidget):
    """A list at the left, what is selected at the right, its keys below."""

    left = Signal()

    def __init__(
        self, background: Background, commands: Commands, show_dialog: Callable[[QDialog], None],
        mode: Callable[[], Mode | None], parent: QWidget | None = None, *, zone: tzinfo,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._background, self._mode = background, mode
        self._reading = self._following = False
        looking = Background("learning-look", parent=self)
        self.title = QLabel(_READING, self)
        self.title.setStyleSheet(_TITLE)
        self.title.setWordWrap(True)
        self.list = Inventory(self)
        self.detail = Detail(zone, self)
        self._note_place = QWidget(self)
        self._note_place.setFixedHeight(NOTE_HEIGHT)
        self.note = PictureNote(self._note_place)
        self.findings = FindingsView(looking, self)
        self.paper = PaperView(looking, show_dialog, self.note, self)
        self.views = QStackedWidget(self)
        for view in (self.detail, self.findings, self.paper):
            self.views.addWidget(view)
        self.doing = Doing(
            background,
            looking,
            commands,
            mode,
            note=self.note,
            show_dialog=show_dialog,
            window=self.window(),
            changed=self._changed,
        )
        self.bar = ActionBar(self)
        self.operations = ScreenOperations(self)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._follow_jobs)
        self.list.currentRowChanged.connect(lambda _row: self.show_selected())
        self.bar.pressed.connect(self.operations.key)
        self._lay_out()
        self.show_selected()

    @property
    def overview(self) -> Overview | None:
        """All that is known; None before it was read."""
        return self.doing.overview

    def attach(self, desk: LearningDesk | None) -> None:
        """Shows what this desk has."""
        self.doing.desk = desk
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Reads everything anew; packages are verified, which takes a moment."""
        desk = self.doing.desk
        if desk is None:
            self.title.setText("The line is still starting; what there is to learn from comes after.")
        elif not self._reading:
            self._reading = True
            self._background.run(desk.overview, self._show, self._unreadable)

    def press(self, key: KeyPress) -> bool:
        """A key; True where it meant something here."""
        self.note.go_on()
        view = self.views.currentWidget()
        if isinstance(view, FindingsView | PaperView) and view.press(key):
            return True
        return self.operations.key(key.name)

    def show_view(self, view: QWidget) -> None:
        """The selected entry, its findings, or its report."""
        self.views.setCurrentWidget(view)
        self.show_selected()

    def show_selected(self) -> None:
        """What is selected, and what can be done with it."""
        entry, overview = self.list.entry, self.overview
        if overview is not None:
            self.detail.show_entry(entry, overview)
        if self.views.currentWidget() is self.detail:
            self.bar.show_entry(entry, overview)
        else:
            self.bar.show_view(printable=self.views.currentWidget() is self.paper)

    # --- Qt -------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Looked at, it keeps itself up to date."""
        super().showEvent(event)
        self.doing.window = self.window()
        self._look.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Not looked at, it asks nothing."""
        super().hideEvent(event)
        self._look.stop()
        self.operations.forget_question()

    # --- inside ---------------------------------------------------------------------------------------------

    def _changed(self, select: str) -> None:
        """Something was begun or ended from here."""
        self._following = False
        self._follow_jobs(select)

    def _follow_jobs(self, select: str = "") -> None:
        desk = self.doing.desk
        if desk is None or self.overview is None or self._following:
            return
        self._following = True

        def failed(error: Exception) -> None:
            self._following = False
            self.note.error(f"Not everything can be read: {error}")

        self._background.run(
            lambda: (desk.trainings(), desk.jobs()), lambda lines: self._follow(*lines, select), failed
        )

    def _follow(self, trainings: tuple[TrainingLine, ...], jobs: tuple[JobLine, ...], select: str) -> None:
        self._following = False
        overview = self.overview
        if overview is None:
            return
        ended, selected = _ended_jobs(overview.jobs, jobs), key_of(self.list.entry)
        self._show_title(overview)
        if (trainings, jobs) != (overview.trainings, overview.jobs):
            self._list(replace(overview, trainings=trainings, jobs=jobs))
        if select:
            self.list.choose(select)
        for job in ended:
            (self.note.error if job.state == "failed" else self.note.done)(ended_words(job))
        if ended or _working(overview.trainings) - _working(trainings):
            self.operations.select_made(ended, selected)
            self.refresh()  # a package or version may have come of it

    def _show(self, overview: Overview) -> None:
        self._reading = False
        self._list(overview)
        self.operations.select_waiting()
        if overview.trouble:
            self.note.error(" ".join(overview.trouble))

    def _list(self, overview: Overview) -> None:
        self.doing.overview = overview
        self._show_title(overview)
        self._set_pace(overview)
        self.list.show_all(overview)
        self.show_selected()

    def _set_pace(self, overview: Overview) -> None:
        """While something works, its progress is looked at more often."""
        works = _working(overview.trainings) or any(job.state == "running" for job in overview.jobs)
        pace = _FOLLOW_MS if works else _LOOK_MS
        if self._look.interval() != pace:
            self._look.setInterval(pace)

    def _show_title(self, overview: Overview) -> None:
        title = title_of(overview, self._mode())
        loud = "background: #E69F00; color: #0E0E0E; font-weight: bold;" if title.startswith("!") else ""
        self.title.setText(title)
        self.title.setStyleSheet(f"{_TITLE} {loud}")

    def _unreadable(self, error: Exception) -> None:
        self._reading = False
        self.note.error(f"Not everything can be read: {error}")

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.list, 2)
        row.addWidget(self.views, 5)
        box = QVBoxLayout(self)
        box.addWidget(self.title)
        box.addLayout(row, 1)
        box.addWidget(self._note_place)
        box.addWidget(self.bar)


def _working(lines: tuple[TrainingLine, ...]) -> set[str]:
    """Names of trainings that a job works on."""
    return {one.name for one in lines if one.state in {"running", "quantising"}}


def _ended_jobs(before: tuple[JobLine, ...], now: tuple[JobLine, ...]) -> list[JobLine]:
    """Those that ran when they were last looked at, and do not run any more; also one that began and ended between."""
    known = {(job.wish.kind, job.wish.subject, job.at) for job in before if job.state != "running"}
    return [
        job
        for job in now
        if job.state != "running" and (job.wish.kind, job.wish.subject, job.at) not in known
    ]
