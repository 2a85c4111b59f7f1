"""Text made to fit its place: wrapped, then smaller, never cut."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

from inspector_app.ui.style.fonts import base_font, bold

LEAST_PX = 10


def fitting_font(text: str, width: int, height: int, largest: int, *, heavy: bool = False) -> QFont:
    """The largest font (px, down to 10) in which the wrapped text fits into width x height."""
    return (bold if heavy else base_font)(_fitting_size(text, width, height, largest, heavy))


def text_fits(text: str, font: QFont, width: int, height: int) -> bool:
    """Whether the wrapped text fits, without a word being cut."""
    metrics = QFontMetrics(font)
    flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
    used = metrics.boundingRect(QRect(0, 0, max(1, width), 10_000), flags, text)
    widest = max((metrics.horizontalAdvance(word) for word in text.split()), default=0)
    return used.height() <= height and used.width() <= width and widest <= width


@lru_cache(maxsize=2000)
def _fitting_size(text: str, width: int, height: int, largest: int, heavy: bool) -> int:
    for size in range(largest, LEAST_PX, -1):
        if text_fits(text, (bold if heavy else base_font)(size), width, height):
            return size
    return LEAST_PX
