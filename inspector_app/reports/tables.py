"""Tables that run over pages: cells wrap, the head comes again on each page, and nothing is cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inspector_app.reports.lettering import Align, Lettering
from inspector_app.reports.palette import LINE, QUIET, SHADE
from inspector_app.reports.sheet import BODY, MARGIN, SMALL, WIDTH, Sheet

PADDING = 3.0
LEADING = 2.2
MOST_LINES = 24
"""A longer cell ends in an ellipsis, so that a row always fits on a page."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its share of the width, and how it is aligned."""

    title: str
    share: float
    align: Align = "left"


def draw_table(
    sheet: Sheet,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    *,
    x: float = MARGIN,
    width: float = WIDTH,
    size: float = BODY,
) -> None:
    """Draws rows below the cursor. Raises ValueError for a row that does not fit the columns."""
    widths = _widths(columns, width)
    _draw_head(sheet, columns, widths, x)
    for number, row in enumerate(rows):
        cells = _wrapped(sheet.lettering, row, widths, size)
        height = _height(cells, size)
        if sheet.need(height):
            _draw_head(sheet, columns, widths, x)
        if number % 2:
            sheet.canvas.setFillColor(SHADE)
            sheet.canvas.rect(x, sheet.y - height, width, height, stroke=0, fill=1)
        _draw_cells(sheet, cells, columns, widths, x=x, size=size, bold=False)
        sheet.y -= height
    sheet.canvas.setStrokeColor(LINE)
    sheet.canvas.setLineWidth(0.5)
    sheet.canvas.line(x, sheet.y, x + width, sheet.y)


def table_height(rows: int, size: float = BODY) -> float:
    """About how high a table of rows of one line is, its head included."""
    return (rows + 1) * (size + LEADING + 2) + 4


def _widths(columns: Sequence[Column], width: float) -> list[float]:
    whole = sum(column.share for column in columns)
    return [width * column.share / whole for column in columns]


def _wrapped(
    lettering: Lettering, row: Sequence[str], widths: Sequence[float], size: float, *, bold: bool = False
) -> list[list[str]]:
    return [
        lettering.wrap(text, width - 2 * PADDING, size, bold=bold, most=MOST_LINES)
        for text, width in zip(row, widths, strict=True)
    ]


def _height(cells: Sequence[Sequence[str]], size: float) -> float:
    return max(len(lines) for lines in cells) * (size + LEADING) + 2


def _draw_head(sheet: Sheet, columns: Sequence[Column], widths: Sequence[float], x: float) -> None:
    titles = [column.title for column in columns]
    cells = _wrapped(sheet.lettering, titles, widths, SMALL, bold=True)
    height = _height(cells, SMALL)
    # A head with nothing below it on the page would be a table of nothing.
    sheet.need(height + BODY + LEADING + 2)
    _draw_cells(sheet, cells, columns, widths, x=x, size=SMALL, bold=True)
    sheet.y -= height
    sheet.canvas.setStrokeColor(QUIET)
    sheet.canvas.setLineWidth(0.8)
    sheet.canvas.line(x, sheet.y, x + sum(widths), sheet.y)


def _draw_cells(
    sheet: Sheet,
    cells: Sequence[Sequence[str]],
    columns: Sequence[Column],
    widths: Sequence[float],
    *,
    x: float,
    size: float,
    bold: bool,
) -> None:
    for lines, column, width in zip(cells, columns, widths, strict=True):
        at = {"left": x + PADDING, "right": x + width - PADDING, "centre": x + width / 2}[column.align]
        y = sheet.y - 1
        for line in lines:
            y -= size + LEADING - 1.2 if line is lines[0] else size + LEADING
            sheet.text(at, y, line, size, bold=bold, align=column.align)
        x += width
