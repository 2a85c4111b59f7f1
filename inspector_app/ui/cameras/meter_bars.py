"""Meters as bars: where it stands, where it should, and for the focus the highest that was reached."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector_app.ui.cameras.ports import MeterBar
from inspector_app.ui.style.fonts import base_font, bold
from inspector_app.ui.style.palette import EDGE, GREEN, INK, ORANGE, PANEL, PAPER, QUIET, RAISED, TEXT

_HIGH = 62
_BAR = 20


class MeterBars(QWidget):
    """Drawn one below the other; a needle that is off is orange and says so by a mark as well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[MeterBar, ...] = ()
        self._peaks: dict[str, float] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(
            "Green: as it should be. The thin line at the focus is the highest since R was pressed."
        )

    @property
    def bars(self) -> tuple[MeterBar, ...]:
        """What is shown."""
        return self._bars

    def show_bars(self, bars: Sequence[MeterBar]) -> None:
        """New figures."""
        self._bars = tuple(bars)
        for bar in bars:
            if bar.peaks:
                self._peaks[bar.name] = max(bar.value, self._peaks.get(bar.name, 0.0))
        self.setFixedHeight(self.sizeHint().height())
        self.setAccessibleName("; ".join(f"{bar.name}: {bar.text}" for bar in bars))
        self.update()

    def forget_peaks(self) -> None:
        """The highest is sought anew."""
        self._peaks.clear()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """A row a meter."""
        return QSize(320, _HIGH * max(1, len(self._bars)))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws the rows."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), PANEL)
        for row, bar in enumerate(self._bars):
            self._draw(painter, bar, QRectF(10, row * _HIGH + 4, self.width() - 20, _HIGH - 8))
        painter.end()

    def _draw(self, painter: QPainter, bar: MeterBar, place: QRectF) -> None:
        painter.setFont(bold(15))
        painter.setPen(TEXT)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        painter.drawText(
            place, int(left | Qt.AlignmentFlag.AlignTop), f"{'✓' if bar.right else '!'} {bar.name}"
        )
        painter.setFont(base_font(14))
        painter.setPen(QUIET)
        painter.drawText(place, int(right | Qt.AlignmentFlag.AlignTop), bar.text)
        track = QRectF(place.left(), place.bottom() - _BAR, place.width(), _BAR)
        painter.fillRect(track, RAISED)
        band = QRectF(
            track.left() + bar.low * track.width(), track.top(), (bar.high - bar.low) * track.width(), _BAR
        )
        painter.fillRect(band, EDGE)
        needle = track.left() + min(max(bar.value, 0.0), 1.0) * (track.width() - 10)
        painter.fillRect(QRectF(needle, track.top() - 3, 10, _BAR + 6), GREEN if bar.right else ORANGE)
        painter.setPen(QPen(INK, 1))
        painter.drawRect(QRectF(needle, track.top() - 3, 10, _BAR + 6))
        if bar.peaks and bar.name in self._peaks:
            at = track.left() + min(self._peaks[bar.name], 1.0) * (track.width() - 10) + 5
            painter.setPen(QPen(PAPER, 2))
            painter.drawLine(round(at), round(track.top() - 3), round(at), round(track.bottom() + 3))
