"""A big button with its key printed on it. It never takes the focus, so a key never presses it twice."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from inspector_app.ui.style.fitting import fitting_font, text_fits
from inspector_app.ui.style.fonts import bold
from inspector_app.ui.style.palette import CANVAS, EDGE, INK, PAPER, QUIET, RAISED, TEXT

_FLASH_MS = 140
_PAD = 6
_DETAIL_PX = 16


class KeyButton(QAbstractButton):
    """Text, a smaller second line, a key cap; an accent is a stripe of colour with a shape of its own beside it."""

    def __init__(
        self,
        text: str,
        hint: str,
        tooltip: str,
        parent: QWidget | None = None,
        *,
        largest: int = 19,
        heavy: bool = True,
    ) -> None:
        super().__init__(parent)
        self._hint = hint
        self._detail = ""
        self._accent: QColor | None = None
        self._largest, self._heavy = largest, heavy
        self._flash = QTimer(self, singleShot=True, interval=_FLASH_MS)
        self._flash.timeout.connect(lambda: self.setDown(False))
        self.setText(text)
        self.setToolTip(tooltip)
        self.setAccessibleName(text)
        self.setAccessibleDescription(tooltip)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def hint(self) -> str:
        """The key on the button."""
        return self._hint

    @property
    def detail(self) -> str:
        """The second line."""
        return self._detail

    def set_detail(self, detail: str) -> None:
        """The second line: what this press will say of the part in hand."""
        if detail != self._detail:
            self._detail = detail
            self.update()

    def set_accent(self, colour: QColor | None) -> None:
        """A stripe of colour at the left edge, or none."""
        self._accent = colour
        self.update()

    def flash(self) -> None:
        """Looks pressed for a moment: the answer to a key."""
        self.setDown(True)
        self._flash.start()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for key and text."""
        return QSize(84, 48)

    @property
    def text_px(self) -> int:
        """The height of the letters of its text."""
        upper, _ = self._rows()
        font = fitting_font(self.text(), upper.width(), upper.height(), self._largest, heavy=self._heavy)
        return font.pixelSize()

    def texts_fit(self) -> bool:
        """Whether all that is written on it can be read whole."""
        upper, lower = self._rows()
        fits = self._fits(self.text(), upper, self._largest, heavy=self._heavy)
        return fits and (not self._detail or self._fits(self._detail, lower, _DETAIL_PX, heavy=False))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws the button."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_body(painter)
        self._draw_cap(painter)
        upper, lower = self._rows()
        colour = TEXT if self.isEnabled() else QColor("#8E8E8E")
        self._write(painter, self.text(), upper, self._largest, colour, heavy=self._heavy)
        self._write(
            painter, self._detail, lower, _DETAIL_PX, QUIET if self.isEnabled() else colour, heavy=False
        )
        painter.end()

    def _draw_body(self, painter: QPainter) -> None:
        body = self.rect().adjusted(1, 1, -1, -1)
        fill = RAISED if self.isEnabled() else CANVAS
        if self.isDown() or self.isChecked():
            fill = INK
        elif self.underMouse() and self.isEnabled():
            fill = RAISED.lighter(115)
        painter.setPen(QPen(EDGE if not self.isChecked() else PAPER, 1.5))
        painter.setBrush(fill)
        painter.drawRoundedRect(body, 4, 4)
        if self._accent is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._accent if self.isEnabled() else EDGE)
            painter.drawRoundedRect(QRect(body.left(), body.top(), 8, body.height()), 4, 4)

    def _draw_cap(self, painter: QPainter) -> None:
        if not self._hint:
            return
        cap = self._cap_rect()
        painter.setPen(QPen(INK, 1))
        painter.setBrush(PAPER if self.isEnabled() else EDGE)
        painter.drawRoundedRect(cap, 3, 3)
        painter.setPen(INK)
        painter.setFont(bold(14))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._hint)

    def _cap_rect(self) -> QRect:
        width = max(22, self._hint_width() + 10)
        return QRect(_PAD + (8 if self._accent is not None else 0), _PAD - 1, width, 20)

    def _hint_width(self) -> int:
        return 9 * len(self._hint)

    def _rows(self) -> tuple[QRect, QRect]:
        """Where text and detail go: beside the cap on a low button, below it on a high one."""
        inner = self.rect().adjusted(4, 4, -4, -4)
        if self._accent is not None:
            inner.setLeft(inner.left() + 8)
        low = bool(self._hint) and self.height() < 70
        if low and self.width() >= 130 and not self._detail:
            inner.setLeft(self._cap_rect().right() + 5)
        elif self._hint:
            inner.setTop(self._cap_rect().bottom() + 2)
        if not self._detail:
            return inner, QRect()
        if low:  # the detail stands in the row of the cap
            cap = self._cap_rect()
            return inner, QRect(cap.right() + 4, cap.top(), self.width() - cap.right() - 8, cap.height())
        cut = inner.top() + round(inner.height() * 0.45)
        upper, lower = QRect(inner), QRect(inner)
        upper.setBottom(cut)
        lower.setTop(cut + 1)
        return upper, lower

    def _write(
        self, painter: QPainter, text: str, rect: QRect, largest: int, colour: QColor, *, heavy: bool
    ) -> None:
        if not text or rect.isEmpty():
            return
        painter.setFont(fitting_font(text, rect.width(), rect.height(), largest, heavy=heavy))
        painter.setPen(colour)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), text)

    @staticmethod
    def _fits(text: str, rect: QRect, largest: int, *, heavy: bool) -> bool:
        font = fitting_font(text, rect.width(), rect.height(), largest, heavy=heavy)
        return text_fits(text, font, rect.width(), rect.height())
