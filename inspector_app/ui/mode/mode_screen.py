"""The mode screen: conditions to read, one press to go down, a dialog to go up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from inspector_app.domain.messages import SetMode
from inspector_app.domain.mode import STEPS
from inspector_app.domain.recipe import Mode
from inspector_app.release.mode_standing import ModeStanding
from inspector_app.ui.background import Background
from inspector_app.ui.bench.picture_note import NOTE_HEIGHT, PictureNote
from inspector_app.ui.commands import Commands
from inspector_app.ui.keys.key_press import KeyPress
from inspector_app.ui.mode.mode_page import mode_page
from inspector_app.ui.mode.ports import ModeBook
from inspector_app.ui.mode.up_dialog import UpDialog
from inspector_app.ui.style.key_button import KeyButton
from inspector_app.ui.style.palette import ORANGE, VERMILLION

_NOBODY = "not named"


class ModeScreen(QWidget):
    """Down never asks and never waits for the counts; only up needs them."""

    left = Signal()

    def __init__(
        self, commands: Commands, reads: Background, show_dialog: Callable[[QDialog], None],
        parent: QWidget | None = None, *, person: Callable[[], str | None], mode: Callable[[], Mode | None],
        zone: tzinfo,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._commands, self._reads, self._dialog = commands, reads, show_dialog
        self._person, self._mode, self._zone = person, mode, zone
        self._book: ModeBook | None = None
        self._standing: ModeStanding | None = None
        self.text = QTextBrowser(self)
        self.text.setFocusPolicy(self.focusPolicy())
        self._note_place = QWidget(self)
        self._note_place.setFixedHeight(NOTE_HEIGHT)
        self.note = PictureNote(self._note_place)
        self.down = KeyButton("One mode down", "1", "At once, from the next part on; nothing is asked.", self)
        self.down.set_accent(ORANGE)
        self.shadow = KeyButton(
            "Down to shadow", "0", "At once: it only records from the next part on.", self
        )
        self.shadow.set_accent(VERMILLION)
        self.up = KeyButton("One mode up", "7", "Only where every condition is met; asks why.", self)
        self.back = KeyButton("Back", "Esc", "Back to the bench; the part in hand is as you left it.", self)
        self._lay_out()
        self.down.clicked.connect(self.go_down)
        self.shadow.clicked.connect(self.go_to_shadow)
        self.up.clicked.connect(self.go_up)
        self.back.clicked.connect(self.left)

    def attach(self, book: ModeBook | None) -> None:
        """Reads from these records."""
        self._book = book

    def refresh(self) -> None:
        """Counts anew; what stands there stays until then."""
        book = self._book
        if book is None:
            self.text.setHtml("<p>The station is still starting.</p>")
            return
        if self._standing is None:
            self.text.setHtml("<p>Counting parts and answers …</p>")
        self._reads.run(book.show, self._show, self._unreadable)

    def press(self, key: KeyPress) -> bool:
        """A key; True where it meant something here."""
        keys = {"1": self.go_down, "0": self.go_to_shadow, "7": self.go_up}
        if key.name not in keys:
            return False
        keys[key.name]()
        return True

    def go_down(self) -> None:
        """One step, at once."""
        mode = self._mode()
        if mode is None or mode is STEPS[0]:
            self.note.info("The line is in shadow already." if mode else "The line does not answer.")
            return
        self._send(STEPS[STEPS.index(mode) - 1])

    def go_to_shadow(self) -> None:
        """All the way, at once."""
        self._send(Mode.SHADOW)

    def go_up(self) -> None:
        """Where the counts allow it."""
        standing, person = self._standing, self._person()
        if standing is None or standing.next is None or not standing.may_go_up:
            self.note.error(
                standing.sentence if standing is not None else "The parts are still being counted."
            )
            return
        if person is None:
            self.note.error("Choose a person first (F5): a mode is kept under a name.")
            return
        dialog = UpDialog(standing, person, self._commands, self)
        dialog.agreed.connect(self.refresh)
        self._dialog(dialog)

    def _send(self, mode: Mode) -> None:
        person = self._person() or _NOBODY
        self._commands.send(
            lambda key: SetMode(command_id=key, mode=mode, person=person, reason=""),
            lambda _reply: self._sent(mode),
            lambda sentence: self.note.error(f"The mode is as it was. {sentence}"),
        )

    def _sent(self, mode: Mode) -> None:
        self.note.done(f"The line is in {mode.value} from the next part on.")
        self.refresh()

    def _show(self, standing: ModeStanding) -> None:
        self._standing = standing
        self.text.setHtml(mode_page(standing, self._zone))
        self.up.setEnabled(standing.may_go_up)

    def _unreadable(self, error: Exception) -> None:
        self.note.error(f"The conditions can't be counted: {error}. Going down works all the same.")

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button, share in ((self.down, 4), (self.shadow, 4), (self.back, 2), (self.up, 4)):
            button.setFixedHeight(72)
            buttons.addWidget(button, share)
            if button is not self.up:
                buttons.addStretch(1)
        box = QVBoxLayout(self)
        box.addWidget(self.text, 1)
        box.addWidget(self._note_place)
        box.addLayout(buttons)
