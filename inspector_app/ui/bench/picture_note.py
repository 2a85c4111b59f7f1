"""What has to be said at the picture itself: an answer that was not kept, a scan, dirt that comes again and again."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from inspector_app.ui.style.fitting import fitting_font
from inspector_app.ui.style.fonts import bold
from inspector_app.ui.style.palette import BLUE, INK, ORANGE, PAPER, VERMILLION, ink_on

_INFO_MS = 4000
NOTE_HEIGHT = 58
_ABOVE_EDGE = 10
_COLOURS = {"error": VERMILLION, "warning": ORANGE, "info": BLUE}
_MARKS = {"error": "✕", "warning": "!", "info": "i"}


class PictureNote(QWidget):
    """A plate over the lower edge of the pictures.

    An error stays until the next answer, or until somebody who can have read it goes on; news goes by itself.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        parent.installEventFilter(self)
        self._text = ""
        self._level = "info"
        self._error_at = 0.0
        self._standing = ""  # a warning that comes back when a passing note has gone
        self._timer = QTimer(self, singleShot=True, interval=_INFO_MS)
        self._timer.timeout.connect(self.clear)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, or nothing."""
        return self._text if not self.isHidden() else ""

    @property
    def level(self) -> str:
        """error, warning or info."""
        return self._level

    @property
    def failing(self) -> bool:
        """Whether it says that something failed."""
        return self._level == "error" and not self.isHidden()

    def error(self, text: str) -> None:
        """Something failed; stays until it is cleared."""
        self._show(text, "error")
        self._timer.stop()
        self._error_at = time.monotonic()

    def info(self, text: str) -> None:
        """Something to know; goes after four seconds, and never covers an error."""
        if self.failing:
            return
        self._show(text, "info")
        self._timer.start()

    def done(self, text: str) -> None:
        """What failed before has worked now."""
        self.clear()
        self.info(text)

    def stand(self, text: str) -> None:
        """A warning that belongs to the part in hand; empty for none."""
        self._standing = text
        if not self.failing:
            self.clear()

    def clear(self) -> None:
        """Says nothing but the standing warning."""
        self._timer.stop()
        if self._standing:
            self._show(self._standing, "warning")
        else:
            self.hide()

    def go_on(self) -> None:
        """A key was pressed: an error that stood long enough to be read covers the picture no longer."""
        if self.failing and time.monotonic() - self._error_at >= _INFO_MS / 1000:
            self.clear()

    def forget(self) -> None:
        """Says nothing, not even the standing warning."""
        self._standing = ""
        self.clear()

    def place(self) -> None:
        """Lies over the lower edge of its parent."""
        parent = self._over
        width = min(parent.width() - 24, 900)
        top = max(0, parent.height() - NOTE_HEIGHT - _ABOVE_EDGE)
        self.setGeometry((parent.width() - width) // 2, top, width, NOTE_HEIGHT)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stays at its place when what it lies on is resized."""
        if event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)

    def _show(self, text: str, level: str) -> None:
        self._text, self._level = text, level
        self.setAccessibleName(text)
        self.place()
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """A plate of paper with an edge of colour and a mark."""
        painter = QPainter(self)
        colour: QColor = _COLOURS[self._level]
        painter.fillRect(self.rect(), colour)
        painter.fillRect(self.rect().adjusted(46, 3, -3, -3), PAPER)
        painter.setPen(ink_on(colour))
        painter.setFont(bold(26))
        painter.drawText(QRect(0, 0, 46, self.height()), Qt.AlignmentFlag.AlignCenter, _MARKS[self._level])
        inner = self.rect().adjusted(56, 5, -10, -5)
        painter.setPen(INK)
        painter.setFont(fitting_font(self._text, inner.width(), inner.height(), 17, heavy=True))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), self._text)
        painter.end()
