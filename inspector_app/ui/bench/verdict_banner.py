"""The one loud thing: what the machine says of the part in hand, readable from three metres."""

from __future__ import annotations

import re
from datetime import tzinfo

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector_app.domain.messages import PartInspected
from inspector_app.ui.bench.words import clock, part_name
from inspector_app.ui.style.fitting import fitting_font
from inspector_app.ui.style.fonts import bold
from inspector_app.ui.style.marks import draw_machine, draw_outcome, draw_person
from inspector_app.ui.style.palette import EDGE, INK, PANEL, PAPER, TEXT, outcome_colour
from inspector_app.ui.style.sizes import mm

_WORD_MM = 12.0  # capitals of 12 mm are read from three metres
_BOARD_MM = 31.0  # the word, and beside it four lines that are read at arm's length
_CAPITALS = 0.73  # of a font's size
_CHIP = 82
_PERSON = 142
READABLE_PX = 16
_UNIT = re.compile(r"(\d) (?=mm|%)")
"""A figure and its unit stay on one line."""


class VerdictBanner(QWidget):
    """Machine's words on colour; a person's words on paper, outlined. Without a part it says what will come."""

    def __init__(self, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._part: PartInspected | None = None
        self._empty = ""
        self._person_words = ""
        self._truth_shown = False
        self._passing = False
        self._smallest_px = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def text(self) -> str:
        """All that it says, for screen readers and tests."""
        return self.accessibleName()

    @property
    def smallest_px(self) -> int:
        """The height of the smallest letters that were painted last."""
        return self._smallest_px

    def show_part(self, part: PartInspected | None, empty: str, person_words: str = "") -> None:
        """Shows a part, or says why there is none. person_words: what a person has said of it already."""
        self._part, self._empty, self._person_words = part, empty, person_words
        self._passing = False
        self._retell()

    def show_passing(self, part: PartInspected) -> None:
        """Nothing is in hand: shows what went through last. No key answers it."""
        self._part, self._person_words, self._passing = part, "", True
        self._retell()

    def show_truth(self, shown: bool) -> None:
        """In the demo: what was really there."""
        self._truth_shown = shown
        self._retell()

    def sizeHint(self) -> QSize:  # noqa: N802
        """High enough for letters of 12 mm, and for four lines of text, where the window is."""
        room = self.window().height() * 0.155
        return QSize(600, max(72, min(mm(self, _BOARD_MM), round(room))))

    def _retell(self) -> None:
        self.setAccessibleName(self._all_words())
        self.updateGeometry()
        self.update()

    def _all_words(self) -> str:
        part = self._part
        if part is None:
            return self._empty
        person = self._person_words or ("no part waits" if self._passing else "not yet confirmed by a person")
        said = f"{part_name(part)}. Machine: {part.outcome}. {part.rule}: {part.reason}. {person}."
        return f"{said} {self._truth_words()}".strip()

    def _truth_words(self) -> str:
        if not self._truth_shown or self._part is None:
            return ""
        return f"Really there: {self._part.truth or 'not known'}"

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws the banner."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._part is None:
            self._draw_empty(painter)
        else:
            self._draw_part(painter, self._part)
        painter.end()

    def _draw_empty(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), PANEL)
        painter.setPen(QPen(EDGE, 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.setPen(TEXT)
        inner = self.rect().adjusted(16, 8, -16, -8)
        painter.setFont(fitting_font(self._empty, inner.width(), inner.height(), 24))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._empty)

    def _draw_part(self, painter: QPainter, part: PartInspected) -> None:
        colour = outcome_colour(part.outcome)
        painter.fillRect(self.rect(), colour)
        high = self.height()
        top = high / 2 - 28
        draw_machine(painter, QRectF(_CHIP / 2 - 16, top, 32, 32), INK)
        painter.setPen(INK)
        painter.setFont(bold(READABLE_PX))
        painter.drawText(QRectF(0, top + 34, _CHIP, 22), Qt.AlignmentFlag.AlignCenter, "machine")
        side = min(high * 0.6, self.width() * 0.075)
        draw_outcome(painter, part.outcome, QRectF(_CHIP + 4, (high - side) / 2, side, side), INK)
        left = self._draw_word(painter, part.outcome, round(_CHIP + side + 12))
        right = self._draw_person(painter, colour)
        self._draw_reason(painter, part, QRect(left + 12, 5, right - left - 20, high - 10))

    def _draw_word(self, painter: QPainter, word: str, left: int) -> int:
        """Draws the outcome; returns where it ends."""
        font = bold(
            round(min(self.height() * 0.6, self.width() * 0.071, mm(self, _WORD_MM) / _CAPITALS * 1.2))
        )
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(word)
        painter.drawText(QRect(left, 0, width, self.height()), Qt.AlignmentFlag.AlignVCenter, word)
        return left + width

    def _draw_person(self, painter: QPainter, colour: QColor) -> int:
        """What a person says, on paper: never to be mixed up with the machine's. Returns where it begins."""
        width = round(min(1.4 * _PERSON, max(_PERSON, self.width() * 0.17)))
        box = self.rect().adjusted(self.width() - width - 8, 8, -8, -8)
        painter.setBrush(PAPER if self._person_words else Qt.BrushStyle.NoBrush)
        style = Qt.PenStyle.SolidLine if self._person_words else Qt.PenStyle.DashLine
        painter.setPen(QPen(INK, 2, style))
        painter.drawRoundedRect(box, 6, 6)
        draw_person(painter, QRectF(box.left() + 6, box.center().y() - 12, 24, 24), INK)
        words = self._person_words or ("no answer needed" if self._passing else "not yet confirmed")
        inner = box.adjusted(36, 3, -5, -3)
        painter.setPen(INK)
        painter.setFont(fitting_font(words, inner.width(), inner.height(), 17, heavy=True))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), words)
        if self._person_words:
            painter.fillRect(QRect(box.left() - 6, box.top(), 4, box.height()), colour)
        return box.left()

    def _draw_reason(self, painter: QPainter, part: PartInspected, place: QRect) -> None:
        upper, lower = QRect(place), QRect(place)
        last = "Last: " if self._passing else ""
        head = f"{last}{part_name(part)} · {part.rule}"
        font = fitting_font(head, upper.width(), round(place.height() * 0.42), 24, heavy=True)
        flags = int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
        upper.setHeight(QFontMetrics(font).boundingRect(place, flags, head).height())
        lower.setTop(upper.bottom() + 1)
        painter.setPen(INK)
        painter.setFont(font)
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), head)
        truth = self._truth_words()
        text = (
            f"{part.reason}\n{truth}"
            if truth
            else f"{part.reason}\n{clock(part.at, self._zone)} · signal {part.signal}"
        )
        text = _UNIT.sub("\\1\u00a0", text)
        small = fitting_font(text, lower.width(), lower.height(), 18)
        self._smallest_px = min(small.pixelSize(), font.pixelSize(), READABLE_PX)
        painter.setFont(small)
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), text)
