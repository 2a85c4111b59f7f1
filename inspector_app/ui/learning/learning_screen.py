"""Learning: what there is to learn from, the trainings, the packages, and the jobs from one to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import tzinfo

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inspector_app.domain.recipe import Mode
from inspector_app.ui.background import Background
from inspector_app.ui.bench.picture_note import NOTE_HEIGHT, PictureNote
from inspector_app.ui.commands import Commands
from inspector_app.ui.keys.key_press import KeyPress
from inspector_app.ui.learning.detail import Detail
from inspector_app.ui.learning.inventory import Inventory
from inspector_app.ui.learning.job_dialogs import AllowDialog, Choices, QuantiseDialog, TrainDialog
from inspector_app.ui.learning.permission import asks_engineer
from inspector_app.ui.learning.ports import LearningDesk, Overview, TrainingLine, VersionLine, Wish
from inspector_app.ui.learning.words import title_of
from inspector_app.ui.style.key_button import KeyButton

_LOOK_MS = 2000
_TITLE = "font-size: 18px; padding: 4px;"
_READING = "Learning: reading what there is …"
_TRAIN = "Asks for name, network and time limit, then trains on the selected frozen version, beside the line."
_RESUME = "Goes on with the selected training from its last checkpoint; also after a kill or a power cut."
_QUANTISE = "Makes an INT8 package of the selected training and measures it on images that it has not seen."
_CANCEL = "Stops the job of the selected training. A training loses the epoch in work, and can be resumed."


class LearningScreen(QWidget):
    """A list at the left, what is selected at the right, its keys below."""

    left = Signal()

    def __init__(
        self, background: Background, commands: Commands, show_dialog: Callable[[QDialog], None],
        mode: Callable[[], Mode | None], parent: QWidget | None = None, *, zone: tzinfo,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._background, self._commands = background, commands
        self._show_dialog, self._mode = show_dialog, mode
        self._desk: LearningDesk | None = None
        self._asking, self._asked = False, ""
        self.overview: Overview | None = None
        self.title = QLabel(_READING, self)
        self.title.setStyleSheet(_TITLE)
        self.title.setWordWrap(True)
        self.list = Inventory(self)
        self.detail = Detail(zone, self)
        place = QWidget(self)
        place.setFixedHeight(NOTE_HEIGHT)
        self.note = PictureNote(place)
        self.train = KeyButton("Train …", "T", _TRAIN, self)
        self.resume = KeyButton("Resume", "R", _RESUME, self)
        self.quantise = KeyButton("Quantise …", "Q", _QUANTISE, self)
        self.cancel = KeyButton("Stop the job", "X", _CANCEL, self)
        self.back = KeyButton("Back", "Esc", "Back to the bench; jobs go on.", self)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._look_at_trainings)
        self.list.currentRowChanged.connect(lambda _row: self._select())
        self._lay_out(place)
        self._show_buttons()

    def attach(self, desk: LearningDesk | None) -> None:
        """Shows what this desk has."""
        self._desk = desk
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Reads everything anew; packages are verified, which takes a moment."""
        desk = self._desk
        if desk is None:
            self.title.setText("The line is still starting; what there is to learn from comes after.")
        elif not self._asking:
            self._asking = True
            self._background.run(desk.overview, self._show, self._unreadable)

    def press(self, key: KeyPress) -> bool:
        """A key; True where it meant something here."""
        keys: dict[str, Callable[[], None]] = {
            "T": self.train_selected, "R": self.resume_selected, "Q": self.quantise_selected,
            "X": self.cancel_selected,
            "8": lambda: self._move(-1), "Up": lambda: self._move(-1),
            "2": lambda: self._move(1), "Down": lambda: self._move(1),
            "PageDown": lambda: self.detail.turn(1), "PageUp": lambda: self.detail.turn(-1),
        }  # fmt: skip
        if key.name not in keys:
            return False
        keys[key.name]()
        return True

    def train_selected(self) -> None:
        """Asks how to train on the selected version."""
        entry, overview, desk = self.list.entry, self.overview, self._desk
        if overview is not None and overview.no_torch:
            self.note.info(f"Nothing can be trained on this PC yet. Set it up with: {overview.no_torch}")
            return
        if not isinstance(entry, VersionLine) or entry.trouble or overview is None or desk is None:
            self.note.info("Choose a frozen version in the list first; a network learns from nothing else.")
            return
        packages = tuple(one.name for one in overview.packages if not one.fault)
        choices = Choices(overview.families, packages, frozenset(one.name for one in overview.trainings))

        def begin(wish: Wish, failed: Callable[[str], None], done: Callable[[], None]) -> None:
            self._start(lambda: desk.start(wish), wish.name, failed, done)

        self._show_dialog(
            TrainDialog(entry.reference, choices, self._mode(), begin, self._commands, parent=self.window())
        )

    def resume_selected(self) -> None:
        """Goes on with the selected training; asks only where an engineer has to say so."""
        entry, desk = self._training("stopped"), self._desk
        if entry is None or desk is None:
            return
        name = entry.name

        def begin(by: str, failed: Callable[[str], None], done: Callable[[], None]) -> None:
            self._start(lambda: desk.resume(name, by), name, failed, done)

        if asks_engineer(self._mode()):
            self._show_dialog(
                AllowDialog(f"Resume {name}", self._mode(), begin, self._commands, parent=self.window())
            )
        else:
            begin("", self.note.error, lambda: None)

    def quantise_selected(self) -> None:
        """Asks for the recipe, then makes a package of the selected training."""
        entry, overview, desk = self._training("finished"), self.overview, self._desk
        if entry is None or overview is None or desk is None:
            return
        name = entry.name

        def begin(
            chosen: tuple[str | None, str], failed: Callable[[str], None], done: Callable[[], None]
        ) -> None:
            self._start(lambda: desk.quantise(name, *chosen), name, failed, done)

        self._show_dialog(
            QuantiseDialog(name, overview.recipes, self._mode(), begin, self._commands, parent=self.window())
        )

    def cancel_selected(self) -> None:
        """Stops the selected training's job, at the second press."""
        entry, desk = self.list.entry, self._desk
        if not isinstance(entry, TrainingLine) or not _works(entry) or desk is None:
            self.note.info("Choose a training with a running job first.")
            return
        if self._asked != entry.name:
            self._asked = entry.name
            self.note.info(f"Press X once more to stop {entry.name}. The epoch in work is lost, no more.")
            return
        self._asked = ""
        self.note.info(f"Stopping {entry.name} …")
        self._start(lambda: desk.cancel(entry.name), entry.name, self.note.error, lambda: None, "stopped")

    # --- Qt -------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Looked at, it keeps itself up to date."""
        super().showEvent(event)
        self._look.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Not looked at, it asks nothing."""
        super().hideEvent(event)
        self._look.stop()
        self._asked = ""

    # --- inside ---------------------------------------------------------------------------------------------

    def _training(self, state: str) -> TrainingLine | None:
        entry = self.list.entry
        if isinstance(entry, TrainingLine) and entry.state == state:
            return entry
        self.note.info(f"Choose a training that is {state} first.")
        return None

    def _start(
        self, work: Callable[[], None], name: str, failed: Callable[[str], None], done: Callable[[], None],
        words: str = "runs beside the line, at low priority",
    ) -> None:  # fmt: skip
        def finished(_nothing: None) -> None:
            done()
            self.note.done(f"{name}: {words}.")
            self._look_at_trainings(choose=name)

        self._background.run(work, finished, lambda error: failed(str(error) or type(error).__name__))

    def _look_at_trainings(self, choose: str = "") -> None:
        desk = self._desk
        if desk is not None and self.overview is not None:
            self._background.run(desk.trainings, lambda lines: self._follow(lines, choose), self._unreadable)

    def _follow(self, lines: tuple[TrainingLine, ...], choose: str) -> None:
        overview = self.overview
        if overview is None:
            return
        ended = {one.name for one in overview.trainings if _works(one)} - {
            one.name for one in lines if _works(one)
        }
        self._show_title(overview)
        if lines != overview.trainings:
            self._list(replace(overview, trainings=lines))
        if choose:
            self.list.choose_training(choose)
        if ended:  # a package may have come of it, or a version been used
            self.refresh()

    def _show(self, overview: Overview) -> None:
        self._asking = False
        self._list(overview)
        if overview.trouble:
            self.note.error(" ".join(overview.trouble))

    def _list(self, overview: Overview) -> None:
        self.overview = overview
        self._show_title(overview)
        self.list.show_all(overview)
        self._select()

    def _show_title(self, overview: Overview) -> None:
        title = title_of(overview, self._mode())
        loud = "background: #E69F00; color: #0E0E0E; font-weight: bold;" if title.startswith("!") else ""
        self.title.setText(title)
        self.title.setStyleSheet(f"{_TITLE} {loud}")

    def _unreadable(self, error: Exception) -> None:
        self._asking = False
        self.note.error(f"Not everything can be read: {error}")

    def _move(self, step: int) -> None:
        self._asked = ""
        self.list.move_by(step)

    def _select(self) -> None:
        if self.overview is not None:
            self.detail.show_entry(self.list.entry, self.overview.no_torch)
        self._show_buttons()

    def _show_buttons(self) -> None:
        entry = self.list.entry
        state = entry.state if isinstance(entry, TrainingLine) else ""
        can = self.overview is not None and not self.overview.no_torch
        self.train.setEnabled(can and isinstance(entry, VersionLine) and not entry.trouble)
        self.resume.setEnabled(can and state == "stopped")
        self.quantise.setEnabled(can and state == "finished")
        self.cancel.setEnabled(state in {"running", "quantising"})

    def _lay_out(self, note_place: QWidget) -> None:
        slots = (
            (self.train, self.train_selected), (self.resume, self.resume_selected),
            (self.quantise, self.quantise_selected), (self.cancel, self.cancel_selected), (self.back, self.left.emit),
        )  # fmt: skip
        buttons = QHBoxLayout()
        for button, slot in slots:
            button.setFixedHeight(72)
            button.clicked.connect(slot)
            buttons.addWidget(button, 1)
        row = QHBoxLayout()
        row.addWidget(self.list, 2)
        row.addWidget(self.detail, 5)
        box = QVBoxLayout(self)
        box.addWidget(self.title)
        box.addLayout(row, 1)
        box.addWidget(note_place)
        box.addLayout(buttons)


def _works(one: TrainingLine) -> bool:
    """Whether a job works on it."""
    return one.state in {"running", "quantising"}
