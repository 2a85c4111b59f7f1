"""The head of the window: mode and line always in sight, shift and lot, and the way to the other screens."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from inspector_app.domain.recipe import Mode
from inspector_app.ui.style.fitting import LEAST_PX, fitting_font, text_fits
from inspector_app.ui.style.fonts import bold
from inspector_app.ui.style.key_button import KeyButton
from inspector_app.ui.style.palette import EDGE, INK, PANEL, QUIET, TEXT, ink_on
from inspector_app.ui.window_actions import WINDOW_ACTIONS, WindowAction

MODE_WORDS = {
    Mode.SHADOW: "records only; the gate lets everything pass",
    Mode.ALERT: "tells the operator; the gate lets everything pass",
    Mode.AUTO_REJECT: "drives the gate: what is not passed goes to the hold bin",
}


class Plate(QWidget):
    """Two lines: a quiet word and a loud one; on colour only where something is not normal."""

    def __init__(self, word: str, tooltip: str, parent: QWidget | None = None, *, stretch: int = 1) -> None:
        super().__init__(parent)
        self._word, self._text, self._detail = word, "", ""
        self._colour: QColor | None = None
        self.stretch = stretch
        self._explanation = tooltip
        self.setToolTip(tooltip)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def say(self, text: str, colour: QColor | None = None, word: str | None = None) -> None:
        """New text; a colour makes it loud."""
        word = self._word if word is None else word
        if (text, colour, word) == (self._text, self._colour, self._word):
            return
        self._text, self._colour, self._word = text, colour, word
        self.setToolTip(f"{self._explanation}\n{text}")
        self.setAccessibleName(f"{self._word}: {text}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Narrow; the layout's stretch gives the rest."""
        return QSize(90, 50)

    def texts_fit(self) -> bool:
        """Whether the text can be read whole."""
        place = self._place()
        font = fitting_font(self._text, place.width(), place.height(), 17, heavy=True)
        return text_fits(self._text, font, place.width(), place.height())

    def _place(self) -> QRect:
        return self.rect().adjusted(8, 17, -6, -2)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws the plate."""
        painter = QPainter(self)
        loud = self._colour is not None
        painter.fillRect(self.rect(), self._colour if self._colour is not None else PANEL)
        painter.setPen(QPen(INK if loud else EDGE, 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        head = self.rect().adjusted(8, 2, -6, 0)
        painter.setPen(ink_on(self._colour) if loud else QUIET)
        painter.setFont(fitting_font(self._word, head.width(), 16, 13))
        painter.drawText(head, Qt.AlignmentFlag.AlignTop, self._word)
        place = self._place()
        painter.setPen(ink_on(self._colour) if loud else TEXT)
        text = self.shown
        painter.setFont(fitting_font(text, place.width(), place.height(), 17, heavy=True))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), text)
        painter.end()

    @property
    def shown(self) -> str:
        """What is drawn of the text: all of it, or its lines shortened to what fits."""
        return self._text if self.texts_fit() else self._shortened(self._place())

    def _shortened(self, place: QRect) -> str:
        """Each of its lines as far as there is room; the whole is in the tooltip."""
        metrics, lines = QFontMetrics(bold(LEAST_PX)), self._text.split("\n")
        rows = max(1, place.height() // metrics.height() // len(lines))

        def shorten(line: str) -> str:
            room = place.width() * (rows - 0.2 * (rows - 1)) if " " in line else place.width()
            # the middle goes: lots and names differ at their ends
            return metrics.elidedText(line, Qt.TextElideMode.ElideMiddle, int(room))

        return "\n".join(shorten(line) for line in lines)


class Header(QWidget):
    """Plates at the left, buttons at the right."""

    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mode = Plate(
            "mode · Insert",
            "What a verdict may do: be recorded, be told, or drive the gate. Insert: its conditions, and the way down.",
            self,
            stretch=16,
        )
        self.line = Plate("line", "The inspecting process. It goes on without this window.", self, stretch=21)
        self.work = Plate(
            "product · lot", "What is inspected. F7 changes the product, F6 the lot.", self, stretch=20
        )
        self.shift = Plate(
            "shift · person", "Answers are kept under this name; F5 changes it.", self, stretch=26
        )
        self.buttons = {action.name: self._make(action) for action in WINDOW_ACTIONS if action.text}
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 6, 6, 0)
        row.setSpacing(4)
        for plate in (self.mode, self.line, self.work, self.shift):
            row.addWidget(plate, plate.stretch)
        for button in self.buttons.values():
            row.addWidget(button, 9)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """A row of buttons."""
        return QSize(900, max(68, min(84, round(self.window().height() * 0.075))))

    def _make(self, action: WindowAction) -> KeyButton:
        button = KeyButton(action.text, action.hint, action.tooltip, self, largest=15)
        button.setMinimumWidth(66)
        button.clicked.connect(lambda: self.pressed.emit(action))
        return button
