"""The path of a dataset as six boxes: each with its mark, its name, and how it stands."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector_app.ui.learning.guide import Step, StepState
from inspector_app.ui.style.fitting import fitting_font
from inspector_app.ui.style.palette import BLUE, EDGE, GREEN, INK, ORANGE, PAPER, QUIET, RAISED, VERMILLION

_HEIGHT, _GAP = 64, 8
_MARKS: dict[StepState, str] = {
    "done": "✓", "warned": "!", "running": "▶", "failed": "✕", "next": "➜", "later": "○",
}  # fmt: skip
_FILLS: dict[StepState, tuple[QColor, QColor]] = {
    "done": (RAISED, PAPER), "warned": (ORANGE, INK), "running": (BLUE, PAPER), "failed": (VERMILLION, INK),
    "next": (PAPER, INK), "later": (QColor("#3A3A3A"), QUIET),
}  # fmt: skip


class GuideBar(QWidget):
    """Drawn, so that six steps fit beside each other at any width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps: tuple[Step, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """Shows these; hidden where there are none."""
        self.setVisible(bool(steps))
        if steps != self.steps:
            self.steps = steps
            self.setAccessibleName(", ".join(f"{step.name}: {step.state} {step.words}" for step in steps))
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """One row."""
        return QSize(480, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws the boxes, from left to right."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        count = max(1, len(self.steps))
        width = (self.width() - _GAP * (count - 1)) / count
        for index, step in enumerate(self.steps):
            self._draw(
                painter, step, QRectF(index * (width + _GAP), 0, width, self.height()).adjusted(1, 1, -1, -1)
            )
        painter.end()

    def _draw(self, painter: QPainter, step: Step, box: QRectF) -> None:
        fill, ink = _FILLS[step.state]
        painter.setPen(QPen(GREEN if step.state == "done" else EDGE, 2 if step.state == "done" else 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(ink)
        inner = box.adjusted(6, 3, -6, -3)
        upper, lower = QRectF(inner), QRectF(inner)
        upper.setHeight(inner.height() * 0.55)
        lower.setTop(upper.bottom())
        self._write(painter, f"{_MARKS[step.state]} {step.name}", upper, 18, heavy=True)
        self._write(painter, step.words or ("Enter" if step.state == "next" else ""), lower, 14, heavy=False)

    @staticmethod
    def _write(painter: QPainter, text: str, place: QRectF, largest: int, *, heavy: bool) -> None:
        painter.setFont(fitting_font(text, int(place.width()), int(place.height()), largest, heavy=heavy))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), text)
