"""Counters of the running shift: figures large, words small, colour only where something needs a look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector_app.domain.messages import Counters
from inspector_app.ui.style.fitting import fitting_font
from inspector_app.ui.style.palette import EDGE, ORANGE, PANEL, QUIET, TEXT, VERMILLION

SLOW_MS = 500.0
UNKNOWN = "…"


@dataclass(frozen=True, slots=True)
class Cell:
    """One counter: its words, its figure, and the colour that it takes when it needs a look."""

    words: str
    figure: Callable[[Counters], str]
    alert: Callable[[Counters], QColor | None] = lambda _counters: None


def _latency(counters: Counters) -> str:
    return "n/a" if counters.p99_latency_ms is None else f"{counters.p99_latency_ms:.0f} ms"


def _slow(counters: Counters) -> QColor | None:
    return ORANGE if (counters.p99_latency_ms or 0.0) > SLOW_MS else None


CELLS: tuple[Cell, ...] = (
    Cell("inspected", lambda c: f"{c.inspected}"),
    Cell("good", lambda c: f"{c.passed}"),
    Cell("failed", lambda c: f"{c.failed}"),
    Cell("for review", lambda c: f"{c.review}"),
    Cell("waiting for a person", lambda c: f"{c.waiting}"),
    Cell("in hold bin", lambda c: f"{c.in_hold_bin}"),
    Cell("live frames skipped", lambda c: f"{c.skipped_live_frames}"),
    Cell("frames lost", lambda c: f"{c.lost_frames}", lambda c: VERMILLION if c.lost_frames else None),
    Cell("late", lambda c: f"{c.late}", lambda c: ORANGE if c.late else None),
    Cell("p99 latency", _latency, _slow),
)


class CountersBar(QWidget):
    """A row of counters."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counters: Counters | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setToolTip(
            "Counts of this shift. Machine's verdicts and people's answers are never added up. p99 latency: of the "
            "last 500 parts, 99 of 100 were decided, from trigger to signal, within this time."
        )

    @property
    def texts(self) -> dict[str, str]:
        """Figures by their words; before the line has told any, no figure: nought would be a lie."""
        counters = self._counters
        return {cell.words: UNKNOWN if counters is None else cell.figure(counters) for cell in CELLS}

    def show_counters(self, counters: Counters) -> None:
        """New figures."""
        if counters != self._counters:
            self._counters = counters
            self.setAccessibleName(", ".join(f"{words} {figure}" for words, figure in self.texts.items()))
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Two lines of text."""
        return QSize(600, max(46, min(64, round(self.window().height() * 0.062))))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws the counters."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), PANEL)
        width = self.width() / len(CELLS)
        for index, cell in enumerate(CELLS):
            self._draw_cell(painter, cell, QRectF(index * width, 0, width, self.height()), first=index == 0)
        painter.end()

    def _draw_cell(self, painter: QPainter, cell: Cell, rect: QRectF, *, first: bool) -> None:
        if not first:
            painter.setPen(EDGE)
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
        colour = cell.alert(self._counters) if self._counters is not None else None
        if colour is not None:
            painter.fillRect(QRectF(rect.left() + 1, rect.bottom() - 4, rect.width() - 1, 4), colour)
        inner = rect.adjusted(4, 2, -4, -4)
        figure, words = QRectF(inner), QRectF(inner)
        figure.setHeight(inner.height() * 0.6)
        words.setTop(figure.bottom())
        text = ("! " if colour is not None else "") + self.texts[cell.words]
        _write(painter, text, figure, 22, TEXT, heavy=True)
        _write(painter, cell.words, words, 14, QUIET, heavy=False)


def _write(painter: QPainter, text: str, rect: QRectF, largest: int, colour: QColor, *, heavy: bool) -> None:
    painter.setFont(fitting_font(text, int(rect.width()), int(rect.height()), largest, heavy=heavy))
    painter.setPen(colour)
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)
