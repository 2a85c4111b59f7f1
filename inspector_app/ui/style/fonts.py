"""Fonts: the bundled one where it is there, so that every station looks alike."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

_BUNDLED = Path(__file__).resolve().parents[3] / "resources" / "fonts"
_FAMILY = "DejaVu Sans"


def load_fonts() -> None:
    """Registers the bundled fonts; the system's serve where there are none."""
    for file in sorted(_BUNDLED.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def base_font(size_px: int = 14) -> QFont:
    """The font of all texts; other scripts fall back to the system's fonts."""
    font = QFont(_FAMILY)
    font.setPixelSize(size_px)
    return font


def bold(size_px: int) -> QFont:
    """A bold font of a height in px."""
    font = base_font(size_px)
    font.setBold(True)
    return font
