"""The Pareto: bars of defects with the cumulative line."""

from __future__ import annotations

from collections.abc import Sequence

from inspector_app.reports.palette import ASK, FAIL, INFORMATION, INK, PAPER, QUIET
from inspector_app.reports.plots import (
    TICK,
    Area,
    draw_axis,
    empty_note,
    hatch,
    polyline,
    round_count_top,
    solid,
)
from inspector_app.reports.sheet import Sheet
from inspector_app.shifts.content import DefectRow, Pareto

MOST_BARS = 8
"""More kinds are drawn together as the last bar; the table has them all."""


def draw_pareto(sheet: Sheet, place: Area, pareto: Pareto) -> None:
    """Draws within a place on the page."""
    x, y, width, height = place.x, place.y, place.width, place.height
    rows = [row for row in bars_of(pareto.rows) if row.confirmed or row.waiting]
    title = f"Defects (cumulative: {pareto.basis})" if rows else "Defects"
    sheet.text(x, y + height - 8, title, 8.5, bold=True)
    if not rows:
        empty_note(sheet, Area(x, y + 4, width, height - 18), "no defects")
        return
    top, step = round_count_top(max(max(row.confirmed, row.waiting) for row in rows))
    area = Area(x + 20, y + 26, width - 44, height - 60, top)
    _legend(sheet, x + 20, y + height - 19)
    draw_axis(sheet, area, step)
    for index, row in enumerate(rows):
        _draw_bars(sheet, area, *area.slot(index, len(rows)), row)
    _draw_names(sheet, area, [row.name for row in rows])
    _draw_line(sheet, area, rows)


def bars_of(rows: Sequence[DefectRow]) -> list[DefectRow]:
    """The rows to draw: all, or the first ones and the rest as one."""
    if len(rows) <= MOST_BARS:
        return list(rows)
    shown, rest = list(rows[: MOST_BARS - 1]), rows[MOST_BARS - 1 :]
    together = DefectRow(
        code="",
        name=f"{len(rest)} others",
        confirmed=sum(row.confirmed for row in rest),
        waiting=sum(row.waiting for row in rest),
        held_good=sum(row.held_good for row in rest),
        cant_tell=sum(row.cant_tell for row in rest),
        cumulative=1.0 if any(row.cumulative is not None for row in rest) else None,
    )
    return [*shown, together]


def _draw_bars(sheet: Sheet, area: Area, left: float, width: float, row: DefectRow) -> None:
    bar = min(16.0, width * 0.36)
    middle = left + width / 2
    for value, at, draw, colour in (
        (row.confirmed, middle - bar - 0.5, solid, FAIL),
        (row.waiting, middle + 0.5, hatch, ASK),
    ):
        if value:
            draw(sheet.canvas, Area(at, area.y, bar, area.at(value) - area.y), colour)
            sheet.text(at + bar / 2, area.at(value) + 1.5, f"{value:,}", TICK, align="centre")


def _draw_names(sheet: Sheet, area: Area, names: Sequence[str]) -> None:
    """Names below the bars, all in the largest size at which no word is broken."""
    wide = area.width / len(names) - 1
    widest = max((sheet.lettering.width(word, 1) for name in names for word in name.split()), default=1.0)
    size = max(4.6, min(6.2, wide / widest))
    for index, name in enumerate(names):
        left, width = area.slot(index, len(names))
        for number, line in enumerate(sheet.lettering.wrap(name, wide, size, most=3)):
            sheet.text(left + width / 2, area.y - 8 - number * 6.6, line, size, align="centre")


def _draw_line(sheet: Sheet, area: Area, rows: Sequence[DefectRow]) -> None:
    share = Area(area.x, area.y, area.width, area.height)
    points = []
    for index, row in enumerate(rows):
        if row.cumulative is not None:
            left, width = area.slot(index, len(rows))
            points.append((left + width / 2, share.at(row.cumulative)))
    canvas = sheet.canvas
    canvas.setStrokeColor(INFORMATION)
    canvas.setFillColor(PAPER)
    canvas.setLineWidth(1)
    polyline(canvas, points)
    for px, py in points:
        canvas.circle(px, py, 1.7, stroke=1, fill=1)
    for percent in (0, 50, 100):
        at = share.at(percent / 100) - 2
        sheet.text(area.x + area.width + 3, at, f"{percent} %", TICK, colour=INFORMATION)


def _legend(sheet: Sheet, x: float, y: float) -> None:
    solid(sheet.canvas, Area(x, y, 6, 6), FAIL)
    sheet.text(x + 9, y + 0.5, "confirmed", TICK, colour=INK)
    hatch(sheet.canvas, Area(x + 48, y, 6, 6), ASK)
    sheet.text(x + 57, y + 0.5, "not yet reviewed", TICK, colour=INK)
    sheet.canvas.setStrokeColor(INFORMATION)
    sheet.canvas.setFillColor(PAPER)
    sheet.canvas.line(x + 114, y + 3, x + 126, y + 3)
    sheet.canvas.circle(x + 120, y + 3, 1.7, stroke=1, fill=1)
    sheet.text(x + 129, y + 0.5, "cumulative", TICK, colour=QUIET)
