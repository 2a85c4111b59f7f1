"""The parts that wait, next first: a thumbnail, the outcome's shape, the number, the age."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector_app.domain.messages import PartInspected
from inspector_app.ui.bench.words import age_words, utc_now
from inspector_app.ui.pictures.picture import fit_inside
from inspector_app.ui.pictures.thumbnails import Thumbnails
from inspector_app.ui.style.fitting import fitting_font
from inspector_app.ui.style.fonts import base_font, bold
from inspector_app.ui.style.marks import draw_outcome
from inspector_app.ui.style.palette import EDGE, INK, ORANGE, PANEL, PICTURE, QUIET, TEXT, outcome_colour

_OLD = timedelta(minutes=15)
_HEAD = 92
_GAP = 4
_TEXT = 18


class WaitingStrip(QWidget):
    """Shows as many as fit, and how many more there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails: Thumbnails | None = None
        self._parts: Sequence[PartInspected] = ()
        self._total = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(
            "Parts that wait for an answer, next first, with their age. They never push the part in hand away."
        )
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.update)
        self._timer.start()

    def attach(self, thumbnails: Thumbnails) -> None:
        """Thumbnails come from here."""
        self._thumbnails = thumbnails
        thumbnails.loaded.connect(self._loaded)

    def show_parts(self, parts: Sequence[PartInspected], total: int) -> None:
        """The waiting parts that are known here, and how many wait in all."""
        self._parts, self._total = list(parts), max(total, len(parts))
        self.setAccessibleName(f"{self._total} parts wait")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """One row."""
        return QSize(400, max(76, min(110, round(self.window().height() * 0.11))))

    def _loaded(self, _key: str) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws the strip."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), PANEL)
        self._draw_head(painter)
        cell = self.height() - 2 * _GAP - _TEXT + 12
        room = max(0, (self.width() - _HEAD - _GAP) // (cell + _GAP))
        shown = self._parts[: room if len(self._parts) <= room and self._total <= room else max(0, room - 1)]
        for index, part in enumerate(shown):
            left = _HEAD + _GAP + index * (cell + _GAP)
            self._draw_part(painter, part, QRectF(left, _GAP, cell, self.height() - 2 * _GAP))
        if self._total > len(shown) and room:
            left = _HEAD + _GAP + len(shown) * (cell + _GAP)
            painter.setPen(TEXT)
            painter.setFont(bold(18))
            rect = QRectF(left, 0, cell, self.height())
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, f"+{self._total - len(shown)}")
        painter.end()

    def _draw_head(self, painter: QPainter) -> None:
        painter.setPen(QUIET)
        painter.setFont(base_font(14))
        rect = QRectF(8, 6, _HEAD - 10, self.height() - 12)
        painter.drawText(rect, Qt.AlignmentFlag.AlignTop, "waiting")
        painter.setPen(TEXT)
        painter.setFont(bold(26))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, str(self._total))
        if self._parts:
            oldest = min(part.at for part in self._parts)
            old = utc_now() - oldest > _OLD
            painter.setPen(ORANGE if old else QUIET)
            text = f"{'! ' if old else ''}oldest {age_words(oldest, utc_now())}"
            painter.setFont(fitting_font(text, int(rect.width()), 18, 14))
            painter.drawText(rect, Qt.AlignmentFlag.AlignBottom, text)

    def _draw_part(self, painter: QPainter, part: PartInspected, cell: QRectF) -> None:
        picture = cell.adjusted(0, 0, 0, -_TEXT)
        painter.fillRect(picture, PICTURE)
        image = self._thumbnails.get(part) if self._thumbnails is not None else None
        if image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(fit_inside(image.width(), image.height(), picture), image)
        painter.setPen(QPen(EDGE, 1))
        painter.drawRect(picture)
        mark = QRectF(picture.left() + 2, picture.top() + 2, 20, 20)
        painter.fillRect(mark, outcome_colour(part.outcome))
        draw_outcome(painter, part.outcome, mark.adjusted(2, 2, -2, -2), INK)
        painter.setPen(TEXT)
        text = f"{part.number} · {age_words(part.at, utc_now())}"
        below = QRectF(cell.left(), picture.bottom() + 1, cell.width(), _TEXT)
        painter.setFont(fitting_font(text, int(below.width()), int(below.height()), 14))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)
