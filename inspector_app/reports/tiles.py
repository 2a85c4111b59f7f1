"""Key figures as tiles: read from arm's length."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import Color

from inspector_app.reports.palette import LINE, QUIET
from inspector_app.reports.sheet import MARGIN, SMALL, WIDTH, Sheet

Tile = tuple[str, str, str, Color, str]
"""Title, figure, the line below, colour, and the sign that says the same without colour."""

_HEIGHT, _GAP = 50.0, 5.0


def draw_tiles(sheet: Sheet, tiles: Sequence[Tile]) -> None:
    """One row of tiles over the whole width."""
    width = (WIDTH - _GAP * (len(tiles) - 1)) / len(tiles)
    y = sheet.y - _HEIGHT
    for index, (title, figure, below, colour, sign) in enumerate(tiles):
        x = MARGIN + index * (width + _GAP)
        sheet.canvas.setStrokeColor(LINE)
        sheet.canvas.setLineWidth(0.6)
        sheet.canvas.rect(x, y, width, _HEIGHT, stroke=1, fill=0)
        sheet.canvas.setFillColor(colour)
        sheet.canvas.rect(x, y, 3.5, _HEIGHT, stroke=0, fill=1)
        sheet.text(x + 9, y + _HEIGHT - 10, f"{sign} {title}".strip(), SMALL, bold=True)
        sheet.text(x + 9, y + _HEIGHT - 29, figure, 17, bold=True)
        for number, line in enumerate(sheet.lettering.wrap(below, width - 12, 6.2, most=2)):
            sheet.text(x + 9, y + 10.5 - number * 7.2, line, 6.2, colour=QUIET)
    sheet.y = y - 6
