"""The hold bin: what lies there, who answered what, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QListView, QVBoxLayout, QWidget

from inspector_app.domain.disposition import Condition
from inspector_app.domain.messages import Reply, SettleHeld
from inspector_app.domain.verdict import Outcome
from inspector_app.review.ports import HeldPart, InspectionReader
from inspector_app.ui.background import Background
from inspector_app.ui.bench.picture_note import NOTE_HEIGHT, PictureNote
from inspector_app.ui.bench.words import part_name
from inspector_app.ui.commands import Commands
from inspector_app.ui.hold_bin.held_list import HeldDelegate, HeldModel
from inspector_app.ui.keys.key_press import KeyPress
from inspector_app.ui.pictures.thumbnails import Thumbnails
from inspector_app.ui.style.key_button import KeyButton
from inspector_app.ui.style.palette import GREEN, VERMILLION

EMPTY = "The hold bin is empty. Parts that the machine does not pass are listed here."

_RELEASE = (
    "Takes the part out of the bin as good. Only a part that a person answered as good can be released."
)
_NEXT = "Goes to the next part in the list that a person has answered as good, however many lie between."


class HoldBinScreen(QWidget):
    """A list with two actions: release (only what a person holds to be good) and scrap."""

    left = Signal()

    def __init__(
        self, commands: Commands, reads: Background, thumbnails: Thumbnails, person: Callable[[], str | None],
        parent: QWidget | None = None, *, zone: tzinfo,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._commands, self._reads, self._person = commands, reads, person
        self._reader: InspectionReader | None = None
        self._sending = False
        self._asked = ""  # the part that one more press scraps, though nobody has answered it as bad
        self.model = HeldModel(thumbnails, zone)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(HeldDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setFocusPolicy(self.focusPolicy())
        self.title = QLabel(EMPTY, self)
        self._note_place = QWidget(
            self
        )  # of its own: over the list it would cover the row that the keys are about
        self._note_place.setFixedHeight(NOTE_HEIGHT)
        self.note = PictureNote(self._note_place)
        self.release = KeyButton("Release", "7", _RELEASE, self)
        self.release.set_accent(GREEN)
        self.scrap = KeyButton("Scrap", "9", "The part is thrown away. It can't be released later.", self)
        self.scrap.set_accent(VERMILLION)
        self.next = KeyButton("Next to release", "5", _NEXT, self)
        self.back = KeyButton("Back", "Esc", "Back to the bench; the part in hand is as you left it.", self)
        self._lay_out()
        self.release.clicked.connect(lambda: self._settle("released"))
        self.scrap.clicked.connect(lambda: self._settle("scrapped"))
        self.next.clicked.connect(self._next_to_release)
        self.back.clicked.connect(self.left)

    def attach(self, reader: InspectionReader) -> None:
        """Reads from these records."""
        self._reader = reader

    def refresh(self) -> None:
        """Reads the list anew; the selected part stays selected."""
        reader = self._reader
        if reader is not None:
            self._reads.run(reader.hold_bin, self._show, self._unreadable)

    def press(self, key: KeyPress) -> bool:
        """A key; True where it meant something here."""
        keys: dict[str, Callable[[], None]] = {
            "7": lambda: self._settle("released"), "R": lambda: self._settle("released"),
            "9": lambda: self._settle("scrapped"), "S": lambda: self._settle("scrapped"),
            "5": self._next_to_release, "N": self._next_to_release,
            "8": lambda: self._move(-1), "Up": lambda: self._move(-1),
            "2": lambda: self._move(1), "Down": lambda: self._move(1),
            "PageUp": lambda: self._move(-5), "PageDown": lambda: self._move(5),
        }  # fmt: skip
        if key.name not in keys:
            return False
        keys[key.name]()
        return True

    @property
    def selected(self) -> HeldPart | None:
        """The part that the keys are about."""
        row = self.list.currentIndex().row()
        return self.model.parts[row] if 0 <= row < len(self.model.parts) else None

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button, share in ((self.release, 4), (self.next, 3), (self.back, 2), (self.scrap, 4)):
            button.setFixedHeight(72)
            buttons.addWidget(button, share)
            if button is not self.scrap:
                buttons.addStretch(1)
        self.title.setStyleSheet("font-size: 18px; padding: 4px;")
        self.title.setWordWrap(True)
        box = QVBoxLayout(self)
        box.addWidget(self.title)
        box.addWidget(self.list, 1)
        box.addWidget(self._note_place)
        box.addLayout(buttons)

    def _show(self, parts: Sequence[HeldPart]) -> None:
        selected = self.selected
        row = max(0, self.list.currentIndex().row())
        self.model.show(parts)
        if selected is not None:
            place = self.model.row_of(selected.inspection.inspection_id)
            row = row if place is None else place
        if parts:
            self.list.setCurrentIndex(self.model.index(min(row, len(parts) - 1)))
        self.title.setText(_title(parts))

    def _unreadable(self, error: Exception) -> None:
        self.note.error(f"The list can't be read: {error}")

    def _move(self, by: int) -> None:
        count = len(self.model.parts)
        if count:
            self._asked = ""
            row = min(max(self.list.currentIndex().row() + by, 0), count - 1)
            self.list.setCurrentIndex(self.model.index(row))

    def _next_to_release(self) -> None:
        """Below the selected part, then from the top."""
        parts, here = self.model.parts, self.list.currentIndex().row()
        rows = [row for row, part in enumerate(parts) if _to_release(part)]
        if rows:
            row = next((row for row in rows if row > here), rows[0])
            self.list.setCurrentIndex(self.model.index(row))
        else:
            self.note.info("No part that lies here is held to be good by a person.")

    def _settle(self, action: Literal["released", "scrapped"]) -> None:
        part, person = self.selected, self._person()
        refusal = self._refusal(part, person, action)
        if refusal or part is None or person is None:
            self.note.error(refusal)
            return
        inspection_id = part.inspection.inspection_id
        if action == "scrapped" and not _is_bad(part) and self._asked != inspection_id:
            self._asked = inspection_id
            self.note.info(
                f"No person holds {part_name(part.inspection)} to be bad. Press 9 once more to scrap it."
            )
            return
        self._asked = ""
        self._sending = True
        self._commands.send(
            lambda key: SettleHeld(command_id=key, inspection_id=inspection_id, action=action, person=person),
            lambda reply: self._settled(reply, f"{part_name(part.inspection)} {action}."),
            self._failed,
        )

    def _refusal(self, part: HeldPart | None, person: str | None, action: str) -> str:
        if part is None:
            return "No part is selected."
        if self._sending:
            return "The last one is still being kept; press again."
        if part.state != "held":
            return f"This part was {part.state} already."
        if person is None:
            return "Choose a person first (F5): what becomes of a part is kept under a name."
        if action == "released" and not _to_release(part):
            return "Only a part that a person answered as good can be released. Answer it at the bench first."
        return ""

    def _settled(self, _reply: Reply, words: str) -> None:
        self._sending = False
        self.note.done(words)
        self.refresh()

    def _failed(self, sentence: str) -> None:
        self._sending = False
        self.note.error(f"Not kept; the part is where it was. {sentence}")


def _title(parts: Sequence[HeldPart]) -> str:
    if not parts:
        return EMPTY
    held = [part for part in parts if part.state == "held"]
    unanswered = sum(part.answer is None for part in held)
    good = sum(_to_release(part) for part in held)
    return (
        f"By the records {len(held)} parts lie in the bin: {unanswered} without an answer, {good} to release. "
        "Count them at the end of the shift."
    )


def _to_release(part: HeldPart) -> bool:
    """Whether it lies in the bin and a person holds it to be good, or it passed and was only late."""
    answer = part.answer
    good = part.inspection.outcome is Outcome.PASS if answer is None else answer.condition is Condition.GOOD
    return part.state == "held" and good


def _is_bad(part: HeldPart) -> bool:
    return part.answer is not None and part.answer.condition is Condition.BAD
