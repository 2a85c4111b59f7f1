"""The confusion matrix as a grid of counts, shaded by their share of the row."""

from __future__ import annotations

from reportlab.lib.colors import Color

from inspector_app.domain.catalogue import defect_name
from inspector_app.reports.palette import FAIL, INFORMATION, INK, LINE, QUIET
from inspector_app.reports.plots import TICK
from inspector_app.reports.sheet import MARGIN, WIDTH, Sheet
from inspector_app.validation.content import BACKGROUND, Confusion

MOST_CLASSES = 16
"""A larger matrix can't be read on a page; its largest confusions are listed instead."""

_ROW, _NAMES = 15.0, 96.0


def matrix_height(confusion: Confusion) -> float:
    """How much room the grid takes, in points."""
    return (len(confusion.truth) + 1) * _ROW + 24


def draw_confusion(sheet: Sheet, confusion: Confusion) -> None:
    """Rows are what is there, columns what was said."""
    wide = min(58.0, (WIDTH - _NAMES) / len(confusion.said))
    sheet.gap(10)
    sheet.text(MARGIN + _NAMES, sheet.y, "said by the model →", TICK + 0.4, colour=QUIET)
    sheet.gap(12)
    for column, code in enumerate(confusion.said):
        x = MARGIN + _NAMES + (column + 0.5) * wide
        name = sheet.lettering.shorten(_column_name(code), wide - 2, TICK)
        sheet.text(x, sheet.y, name, TICK, bold=True, align="centre")
    sheet.gap(4)
    for code, counts in zip(confusion.truth, confusion.counts, strict=True):
        _draw_row(sheet, confusion, code, counts, wide)
    sheet.gap(2)


def _draw_row(sheet: Sheet, confusion: Confusion, code: str, counts: tuple[int, ...], wide: float) -> None:
    y = sheet.y - _ROW
    sheet.text(MARGIN, y + 4.5, sheet.lettering.shorten(_row_name(code), _NAMES - 4, 7.2), 7.2, bold=True)
    whole = sum(counts) or 1
    for column, (said, count) in enumerate(zip(confusion.said, counts, strict=True)):
        x = MARGIN + _NAMES + column * wide
        right = said == code != BACKGROUND
        if count:
            sheet.canvas.setFillColor(_shade(INFORMATION if right else FAIL, count / whole))
            sheet.canvas.rect(x, y, wide, _ROW, stroke=0, fill=1)
        sheet.canvas.setStrokeColor(INK if right else LINE)
        sheet.canvas.setLineWidth(0.8 if right else 0.4)
        sheet.canvas.rect(x + 0.4, y + 0.4, wide - 0.8, _ROW - 0.8, stroke=1, fill=0)
        nothing = code == said == BACKGROUND
        text = "" if nothing else f"{count:,}" if count else "·"
        sheet.text(x + wide / 2, y + 4.5, text, 7.2, bold=right or count > 0, align="centre")
    sheet.y = y


def _shade(colour: Color, share: float) -> Color:
    """Light enough for black figures on it, and never so light that a single case is overlooked."""
    strength = 0.12 + 0.33 * share
    return Color(*(1 - strength * (1 - part) for part in (colour.red, colour.green, colour.blue)))


def _row_name(code: str) -> str:
    return "Nothing (false calls)" if code == BACKGROUND else defect_name(code)


def _column_name(code: str) -> str:
    return "Nothing" if code == BACKGROUND else defect_name(code)


def largest_confusions(confusion: Confusion, most: int = 20) -> list[tuple[str, str, str]]:
    """Truth, said and count of the most frequent mistakes, for a matrix that is too large to draw."""
    cells = [
        (count, truth, said)
        for truth, counts in zip(confusion.truth, confusion.counts, strict=True)
        for said, count in zip(confusion.said, counts, strict=True)
        if count and truth != said
    ]
    cells.sort(key=lambda cell: (-cell[0], cell[1], cell[2]))
    return [(_row_name(truth), _column_name(said), f"{count:,}") for count, truth, said in cells[:most]]
