"""The fonts of one document: which font has a character, and shaping of scripts that need it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr, TTFont

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"

_REGULAR, _BOLD, _CJK = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "wqy-microhei.ttc"

BASE_FONT = f"Inspector {Path(_REGULAR).stem}"
"""What reportlab starts each page with; its own choice, Helvetica, could not be embedded."""


class FontMissingError(Exception):
    """The fonts of the reports are not where they belong; the message says where."""


class FontSet:
    """The fonts of one document.

    A document gets fonts of its own: shaping gives glyphs private codes in the order in which they come, so
    shared fonts would make a file depend on what was printed before it. reportlab finds fonts by name, so a
    process draws one document after the other, not two at once.
    """

    def __init__(self, folder: Path = FONTS) -> None:
        names = [_REGULAR, _BOLD, _CJK, *sorted(path.name for path in folder.glob("Noto*.ttf"))]
        missing = [name for name in names if not (folder / name).is_file()]
        if missing:
            raise FontMissingError(f"fonts are missing in {folder}: {', '.join(missing)}")
        self._fonts = {name: TTFont(_registered(name), str(folder / name)) for name in names}
        for font in self._fonts.values():
            _register(font)
        self._fallback = [font for name, font in self._fonts.items() if name != _BOLD]

    def font_for(self, char: str, *, bold: bool, before: TTFont | None = None) -> TTFont | None:
        """The font that draws this character; None where none has it.

        Marks and joiners stay with the font before them, so that it can place them.
        """
        code = ord(char)
        if (
            before is not None
            and unicodedata.category(char) in {"Mn", "Mc", "Me", "Cf"}
            and _has(before, code)
        ):
            return before
        first = [self._fonts[_BOLD]] if bold else []
        return next((font for font in first + self._fallback if _has(font, code)), None)


def _registered(name: str) -> str:
    return f"Inspector {Path(name).stem}"


def _register(font: TTFont) -> None:
    # Registering a name again changes nothing, so the fonts of the document before have to go.
    for known in (pdfmetrics._fonts.get(font.fontName), pdfmetrics._dynFaceNames.get(font.face.name)):
        if known is not None:
            known.unregister()
    pdfmetrics.registerFont(font)


def _has(font: TTFont, code: int) -> bool:
    # Private codes are given to glyphs by shaping: no text of people's is looked up there.
    return code in font.face.charToGlyph and not 0xE000 <= code <= 0xF8FF


def needs_shaping(text: str) -> bool:
    """Letters that join, reorder or carry marks; all else is drawn as it is."""
    return any(unicodedata.bidirectional(char) in {"R", "AL"} or _is_complex(char) for char in text)


def _is_complex(char: str) -> bool:
    # From Syriac to Tibetan, Myanmar, Khmer and Adlam letters join, stack or reorder.
    code = ord(char)
    in_block = 0x0700 <= code < 0x1100 or 0x1780 <= code < 0x1800 or 0x1E900 <= code < 0x1E960
    return in_block or unicodedata.category(char) in {"Mn", "Mc", "Me"}


def shape(text: str, font: TTFont, *, from_right: bool) -> ShapedStr:
    """The glyphs of a piece in one font, from left to right, with advances and offsets in 1/1000 em."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if from_right else "ltr"
    shaper = font.hbFont(10)
    uharfbuzz.shape(shaper, buffer, {})
    chars, data = "", []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        char = _char_of(font, shaper, info.codepoint)
        chars += char
        data.append(
            ShapeData(
                info.cluster,
                font.pdfScale(position.x_advance),
                font.pdfScale(position.y_advance),
                font.pdfScale(position.x_offset),
                font.pdfScale(position.y_offset),
                font.face.charWidths[ord(char)],
            )
        )
    return ShapedStr(chars, shapeData=data)


def _char_of(font: TTFont, shaper: uharfbuzz.Font, glyph: int) -> str:
    """A character that stands for the glyph: its own, else a private one."""
    known = font.face.glyphToChar.get(glyph)
    if known:
        return chr(known[0])
    width = font.pdfScale(shaper.get_glyph_h_advance(glyph))
    return chr(font.hbAddPrivate(shaper.glyph_to_string(glyph), glyph, width))


def shaped_width(shaped: ShapedStr, size: float) -> float:
    """The width in points of a shaped piece."""
    return float(sum(item.x_advance for item in shaped.__shapeData__) * size / 1000)
