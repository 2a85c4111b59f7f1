"""Classes and reasons laid out as on the numeric pad: the place of the button is the place of the key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from inspector_app.domain.catalogue import DefectClass
from inspector_app.ui.style.fonts import base_font
from inspector_app.ui.style.key_button import KeyButton
from inspector_app.ui.style.palette import GREEN, VERMILLION

CLASS_KEYS = ("1", "2", "3", "4", "5", "6")
REASON_KEYS = ("7", "8", "9", "0")
NEXT_PAGE = "/"
BACK = ("Esc", "-", "Backspace")
_PLACES = {
    "7": (0, 0), "8": (0, 1), "9": (0, 2), "4": (1, 0), "5": (1, 1), "6": (1, 2),
    "1": (2, 0), "2": (2, 1), "3": (2, 2), "0": (3, 0), "/": (3, 1), "-": (3, 2),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its key, its text, and either a class or a reason."""

    key: str
    text: str
    defect_class: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Extra:
    """A key of this pad that chooses nothing."""

    key: str
    text: str
    tooltip: str


def choices(classes: Sequence[DefectClass], reasons: Sequence[str], page: int) -> list[Choice]:
    """The choices of a page: six classes at a time, and the reasons on every page."""
    first = page * len(CLASS_KEYS)
    shown = classes[first : first + len(CLASS_KEYS)]
    picked = [
        Choice(key, entry.name, defect_class=entry.code)
        for key, entry in zip(CLASS_KEYS, shown, strict=False)
    ]
    return picked + [Choice(key, text, reason=text) for key, text in zip(REASON_KEYS, reasons, strict=False)]


class ChoicePad(QWidget):
    """Shows the choices; a press of a key or a button picks one."""

    chosen = Signal(object)
    extra = Signal(str)
    left = Signal()

    def __init__(
        self,
        classes: Sequence[DefectClass],
        reasons: Sequence[str],
        parent: QWidget | None = None,
        extras: Sequence[Extra] = (),
    ) -> None:
        super().__init__(parent)
        self._classes, self._reasons, self._extras = classes, reasons, extras
        self._page = 0
        self._choices: list[Choice] = []
        self._title = QLabel("", self)
        self._title.setWordWrap(True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title.setFont(base_font(16))
        self._grid = QGridLayout()
        self._grid.setSpacing(4)
        for column in range(3):
            self._grid.setColumnStretch(column, 1)
        for row in range(4):
            self._grid.setRowStretch(row, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._title)
        box.addLayout(self._grid, 1)
        self._buttons: dict[str, KeyButton] = {}
        self._fill()

    @property
    def buttons(self) -> dict[str, KeyButton]:
        """The buttons by key."""
        return self._buttons

    def begin(self, title: str) -> None:
        """Shows the first page under a title."""
        self._title.setText(title)
        if self._page:
            self._page = 0
            self._fill()

    def press(self, key: str) -> bool:
        """A key; True where it meant something here."""
        if key in BACK:
            self.left.emit()
            return True
        if key == NEXT_PAGE and self._pages > 1:
            self._next_page()
            return True
        if any(extra.key == key for extra in self._extras):
            self._buttons[key].flash()
            self.extra.emit(key)
            return True
        choice = next((entry for entry in self._choices if entry.key == key), None)
        if choice is None:
            return False
        self._buttons[key].flash()
        self.chosen.emit(choice)
        return True

    @property
    def _pages(self) -> int:
        return max(1, -(-len(self._classes) // len(CLASS_KEYS)))

    def _next_page(self) -> None:
        self._page = (self._page + 1) % self._pages
        self._fill()

    def _fill(self) -> None:
        for button in self._buttons.values():
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._choices = choices(self._classes, self._reasons, self._page)
        self._buttons = {}
        for choice in self._choices:
            self._add(choice.key, choice.text, _tooltip(choice), choice)
        for extra in self._extras:
            self._add(extra.key, extra.text, extra.tooltip, None)
        if self._pages > 1:
            self._add(
                NEXT_PAGE, f"More {self._page + 1}/{self._pages}", "Shows the next defect classes.", None
            )
        self._add("-", "Back", "Leaves without an answer; the part stays in hand. Esc does the same.", None)

    def _add(self, key: str, text: str, tooltip: str, choice: Choice | None) -> None:
        button = KeyButton(text, key, tooltip, self, largest=17, heavy=False)
        if choice is not None:
            button.set_accent(VERMILLION if choice.defect_class else GREEN)
            if self._reasons:
                button.set_detail("bad" if choice.defect_class else "good")
        button.clicked.connect(lambda _checked=False, key=key: self.press(key))
        self._grid.addWidget(button, *_PLACES[key])
        self._buttons[key] = button


def _tooltip(choice: Choice) -> str:
    if choice.defect_class:
        return f"The part is bad, and the defect is of the class “{choice.text}”."
    return f"The part is good; the machine was misled: {choice.text.lower()}."
