"""The last answers of this window, as a person's words look everywhere: ink on paper."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector_app.ui.bench.answering import Answered
from inspector_app.ui.style.fonts import base_font
from inspector_app.ui.style.marks import draw_person
from inspector_app.ui.style.palette import INK, PANEL, PAPER, QUIET

_ROW = 42


class LastAnswers(QWidget):
    """As many of the newest answers as fit; one that was taken back is struck out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answers: list[Answered] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setToolTip("Your last answers, newest first. Undo takes back the newest that is not struck out.")

    def show_answers(self, answers: Iterable[Answered]) -> None:
        """Newest first."""
        self._answers = list(answers)[:12]
        self.setAccessibleName("; ".join(f"{entry.part.number} {entry.words}" for entry in self._answers))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Two rows at least."""
        return QSize(200, 2 * _ROW)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """One row."""
        return QSize(120, _ROW)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws the rows."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), PANEL)
        if not self._answers:
            painter.setPen(QUIET)
            painter.setFont(base_font(15))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "No answers in this window yet.")
        for index, entry in enumerate(self._answers[: max(1, self.height() // _ROW)]):
            self._draw_row(painter, entry, QRectF(2, index * _ROW + 2, self.width() - 4, _ROW - 3))
        painter.end()

    @staticmethod
    def _draw_row(painter: QPainter, entry: Answered, row: QRectF) -> None:
        painter.fillRect(row, PAPER if not entry.undone else QUIET)
        draw_person(painter, QRectF(row.left() + 3, row.center().y() - 9, 18, 18), INK)
        painter.setPen(INK)
        words = row.adjusted(26, 1, -4, -1)
        upper = QRectF(words)
        upper.setHeight(words.height() / 2)
        lower = words.adjusted(0, words.height() / 2, 0, 0)
        font = base_font(15)
        font.setStrikeOut(entry.undone)
        font.setBold(True)
        painter.setFont(font)
        head = f"{entry.part.number} · {entry.person}"
        painter.drawText(
            upper,
            Qt.AlignmentFlag.AlignVCenter,
            painter.fontMetrics().elidedText(head, Qt.TextElideMode.ElideMiddle, int(upper.width())),
        )
        font.setBold(False)
        painter.setFont(font)
        text = painter.fontMetrics().elidedText(entry.words, Qt.TextElideMode.ElideRight, int(lower.width()))
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, text)
