"""The lowest line: what decides (recipe, model, program), the image folder, the newest notice."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector_app.domain.messages import ImageFolder, LineState, Notice
from inspector_app.ui.bench.words import clock
from inspector_app.ui.style.fonts import base_font
from inspector_app.ui.style.palette import CANVAS, INK, ORANGE, QUIET, TEXT, VERMILLION

_COLOURS = {"alarm": VERMILLION, "warning": ORANGE}
_RANK = {"info": 0, "warning": 1, "alarm": 2}
_NEWS_MS = 15_000
_MANY_WAIT = 8
"""More than one part's: the disk does not keep up."""
_NEARLY_FULL = 0.9


class StatusLine(QWidget):
    """One line of small text in three parts."""

    def __init__(self, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._decides, self._images = "", ""
        self._notice: Notice | None = None
        self._timer = QTimer(self, singleShot=True, interval=_NEWS_MS)
        self._timer.timeout.connect(self.seen)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def texts(self) -> tuple[str, str, str]:
        """What decides, the image folder, the notice."""
        return self._decides, self._images, self._notice.text if self._notice is not None else ""

    def show_state(self, state: LineState) -> None:
        """The heartbeat."""
        recipe = f"recipe {state.recipe} v{state.recipe_version}"
        self._decides = f"{recipe} · model {state.model} · program {state.program_version}"
        self._images = image_folder_words(state.images)
        self.setToolTip(f"{self._decides}\n{self._images}")
        self.update()

    def tell(self, notice: Notice) -> None:
        """A new notice. News goes by itself; a warning and an alarm stay until they are seen or a worse one comes."""
        shown = self._notice
        if shown is not None and _RANK[notice.level] < _RANK[shown.level]:
            return
        self._notice = notice
        if notice.level == "info":
            self._timer.start()
        else:
            self._timer.stop()
        self.update()

    def seen(self) -> None:
        """The notices were looked at."""
        self._timer.stop()
        self._notice = None
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """One line."""
        return QSize(400, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws the line; what does not fit is shortened and stands in the tooltip."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), CANVAS)
        painter.setFont(base_font(14))
        width, high = self.width(), self.height()
        notice = self._notice
        share = 0.36 if notice is not None else 0.5
        first = QRect(8, 0, round(width * share) - 12, high)
        second = QRect(
            round(width * share) + 4, 0, round(width * (0.28 if notice is not None else 0.5)) - 12, high
        )
        _write(painter, first, self._decides, QUIET)
        _write(painter, second, self._images, QUIET, right=notice is None)
        if notice is not None:
            self._draw_notice(
                painter, notice, QRect(round(width * 0.64), 1, width - round(width * 0.64) - 6, high - 3)
            )
        painter.end()

    def _draw_notice(self, painter: QPainter, notice: Notice, rect: QRect) -> None:
        colour = _COLOURS.get(notice.level)
        if colour is not None:
            painter.fillRect(rect, colour)
        mark = {"alarm": "✕ F10: ", "warning": "! F10: "}.get(notice.level, "i ")
        text = f"{mark}{clock(notice.at, self._zone)} {notice.text}"
        _write(painter, rect.adjusted(6, 0, -4, 0), text, INK if colour is not None else TEXT)


def _write(painter: QPainter, rect: QRect, text: str, colour: QColor, *, right: bool = False) -> None:
    painter.setPen(colour)
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | side), elided)


def image_folder_words(images: ImageFolder) -> str:
    """How full the image folder is, and what had to go."""
    used, cap = images.used_bytes / 1e9, images.cap_bytes / 1e9
    words = f"images {used:.2f} of {cap:.2f} GB"
    if images.purged:
        words += f" · {images.purged} oldest good ones removed"
    elif cap and used / cap > _NEARLY_FULL:
        words += " · the oldest good ones go next"
    if images.waiting > _MANY_WAIT:
        words += f" · {images.waiting} images wait to be written"
    return f"{words} · {images.note}" if images.note else words
