"""The place to sign: printed name, signature, time, and what a signature means."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import Color

from inspector_app.reports.palette import INK, LINE, QUIET
from inspector_app.reports.sheet import MARGIN, SMALL, WIDTH, Sheet
from inspector_app.shifts.content import SignatureLine

_BOX = 92.0
_GAP = 6.0


def signatures_height() -> float:
    """How much room the block takes, in points."""
    return _BOX + 20


def draw_signatures(sheet: Sheet, lines: Sequence[SignatureLine], note: str, colour: Color = QUIET) -> None:
    """The block, one box a role; note says what is signed, or that it must not be."""
    sheet.y -= 10
    sheet.text(MARGIN, sheet.y, "Signatures", 9, bold=True)
    sheet.text(MARGIN + 62, sheet.y, note, SMALL, colour=colour)
    top = sheet.y - 4
    width = (WIDTH - _GAP * (len(lines) - 1)) / len(lines)
    for index, line in enumerate(lines):
        _draw_box(sheet, MARGIN + index * (width + _GAP), top - _BOX, width, line)
    sheet.y = top - _BOX - 4


def _draw_box(sheet: Sheet, x: float, y: float, width: float, line: SignatureLine) -> None:
    sheet.canvas.setStrokeColor(LINE)
    sheet.canvas.setLineWidth(0.6)
    sheet.canvas.rect(x, y, width, _BOX, stroke=1, fill=0)
    sheet.text(x + 5, y + _BOX - 10, line.role, SMALL + 0.5, bold=True)
    for name, below in (("Printed name", 25), ("Signature", 50), ("Date, time", 68)):
        at = y + _BOX - below
        sheet.text(x + 5, at, name, 6, colour=QUIET)
        sheet.canvas.setStrokeColor(LINE)
        sheet.canvas.line(x + 48, at - 1.5, x + width - 5, at - 1.5)
    name = sheet.lettering.shorten(line.printed_name, width - 54, SMALL)
    sheet.text(x + 49, y + _BOX - 25, name, SMALL, colour=INK)
    meaning = sheet.lettering.wrap(f"Means: {line.meaning}", width - 10, 6, most=2)
    for number, text in enumerate(meaning):
        sheet.text(x + 5, y + 11 - number * 6.8, text, 6, colour=QUIET)
