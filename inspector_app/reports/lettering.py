"""Writing text of any script: measured, wrapped and drawn with the first font that has each character."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any, Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from inspector_app.reports.bidi import levels_of, visual_order
from inspector_app.reports.fonts import FontSet, needs_shaping, shape, shaped_width

Align = Literal["left", "right", "centre"]

_KEPT_INVISIBLE = "\u200c\u200d"
"""Joiners: they have no shape of their own and steer the letters beside them."""


_MOST_IN_A_LINE = 400
"""No line of a page holds more characters: a longer text is not measured further."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters in one font and one direction; glyphs is what the canvas draws (plain or shaped text)."""

    text: str
    font: TTFont
    glyphs: Any
    width_per_point: float
    is_shaped: bool


class Lettering:
    """Text for one document."""

    def __init__(self, fonts: FontSet | None = None) -> None:
        self._fonts = fonts or FontSet()
        self._lines: dict[tuple[str, bool], tuple[Piece, ...]] = {}

    def pieces(self, text: str, *, bold: bool = False) -> tuple[Piece, ...]:
        """One line's pieces as they stand from left to right."""
        key = (text, bold)
        if key not in self._lines:
            self._lines[key] = tuple(visual_order(self._split(text, bold=bold)))
        return self._lines[key]

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """The width of one line in points."""
        return size * sum(piece.width_per_point for piece in self.pieces(text, bold=bold))

    def draw(
        self,
        canvas: Canvas,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        align: Align = "left",
    ) -> None:
        """Draws one line with its baseline at y; x is its left end, right end or centre."""
        at = x - self.width(text, size, bold=bold) * {"left": 0.0, "right": 1.0, "centre": 0.5}[align]
        for piece in self.pieces(text, bold=bold):
            canvas.setFont(piece.font.fontName, size)
            if piece.is_shaped:
                _draw_shaped(canvas, at, y, piece)
            else:
                canvas.drawString(at, y, piece.glyphs)
            at += piece.width_per_point * size

    def wrap(
        self, text: str, width: float, size: float, *, bold: bool = False, most: int | None = None
    ) -> list[str]:
        """The text in lines no wider than width; words are broken only where they must be.

        most: at most so many lines, the last one ending in an ellipsis where more was left.
        """
        lines: list[str] = []
        for paragraph in text.splitlines() or [""]:
            lines += self._wrap_paragraph(paragraph, width, size, bold=bold)
            if most is not None and len(lines) > most:
                break
        if most is None or len(lines) <= most:
            return lines
        return [*lines[: most - 1], self.shorten(lines[most - 1] + "…", width, size, bold=bold)]

    def shorten(self, text: str, width: float, size: float, *, bold: bool = False) -> str:
        """The text, cut to the width with an ellipsis where it is too long for one line."""
        if self.width(text, size, bold=bold) <= width:
            return text
        count = self._fitting(text, width - self.width("…", size, bold=bold), size, bold=bold)
        return text[:count].rstrip() + "…"

    def _wrap_paragraph(self, text: str, width: float, size: float, *, bold: bool) -> list[str]:
        lines, line = [], ""
        for word in text.replace("\t", " ").split(" "):
            longer = f"{line} {word}" if line else word
            if self.width(longer, size, bold=bold) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            *full, line = self._broken(word, width, size, bold=bold)
            lines += full
        return [*lines, line]

    def _broken(self, word: str, width: float, size: float, *, bold: bool) -> list[str]:
        """A word in parts that fit; a single character is never left out, however narrow the place."""
        parts = []
        while self.width(word, size, bold=bold) > width and len(word) > 1:
            count = max(1, self._fitting(word, width, size, bold=bold))
            parts.append(word[:count])
            word = word[count:]
        return [*parts, word]

    def _fitting(self, text: str, width: float, size: float, *, bold: bool) -> int:
        """How many characters fit into the width, without tearing a mark from its letter."""
        low, high = 0, min(len(text), _MOST_IN_A_LINE)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(text[:middle], size, bold=bold) <= width:
                low = middle
            else:
                high = middle - 1
        while 0 < low < len(text) and unicodedata.combining(text[low]):
            low -= 1
        return low

    def _split(self, text: str, *, bold: bool) -> list[tuple[Piece, int]]:
        """Pieces in logical order, each with its level."""
        chars, fonts = self._drawable(text, bold=bold)
        levels = levels_of(chars)
        found: list[tuple[Piece, int]] = []
        start = 0
        for end in range(1, len(chars) + 1):
            if end < len(chars) and fonts[end] is fonts[start] and levels[end] == levels[start]:
                continue
            found.append((_piece(chars[start:end], fonts[start], levels[start]), levels[start]))
            start = end
        return found

    def _drawable(self, text: str, *, bold: bool) -> tuple[str, list[TTFont]]:
        """The characters to draw with their fonts; one that no font has becomes its code."""
        chars = ""
        fonts: list[TTFont] = []
        font: TTFont | None = None
        for char in unicodedata.normalize("NFC", " ".join(text.split())):
            if _only_chooses_a_look(char):
                continue
            found = None if _is_hidden(char) else self._fonts.font_for(char, bold=bold, before=font)
            if found is not None:
                font = found
                chars += char
                fonts.append(found)
            else:
                code = f"[U+{ord(char):04X}]"
                plain = self._fonts.font_for("U", bold=bold)
                chars += code
                fonts += [plain] * len(code)
                font = plain
        return chars, fonts


def _is_hidden(char: str) -> bool:
    """Controls (of writing direction too), private and unassigned codes: never drawn as nothing."""
    return unicodedata.category(char) in {"Cc", "Cf", "Co", "Cn", "Cs"} and char not in _KEPT_INVISIBLE


def _only_chooses_a_look(char: str) -> bool:
    return 0xFE00 <= ord(char) <= 0xFE0F


def _piece(text: str, font: TTFont, level: int) -> Piece:
    if not needs_shaping(text):
        return Piece(text, font, text, pdfmetrics.stringWidth(text, font.fontName, 1), is_shaped=False)
    shaped = shape(text, font, from_right=level % 2 == 1)
    return Piece(text, font, shaped, shaped_width(shaped, 1), is_shaped=True)


def _draw_shaped(canvas: Canvas, x: float, y: float, piece: Piece) -> None:
    """Draws glyphs, and says beside them which text they are, so that it can be searched and copied."""
    actual = piece.text.encode("utf-16-be").hex().upper()
    canvas._code.append(f"/Span <</ActualText <FEFF{actual}>>> BDC")
    canvas.drawString(x, y, piece.glyphs)
    canvas._code.append("EMC")
