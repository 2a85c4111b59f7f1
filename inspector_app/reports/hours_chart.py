"""The hours of a shift: parts inspected above, failed and asked below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo
from typing import Any

from inspector_app.reports.palette import ASK, FAIL, INFORMATION, INK, QUIET
from inspector_app.reports.plots import TICK, Area, draw_axis, empty_note, hatch, round_count_top, solid
from inspector_app.reports.sheet import Sheet
from inspector_app.shifts.content import HourRow

Series = tuple[Callable[[HourRow], int], Callable[..., None], Any]
"""The count of an hour, how its bar is drawn, and the bar's colour."""

_INSPECTED: Series = (lambda hour: hour.inspected, solid, INFORMATION)
_FAILED: Series = (lambda hour: hour.failed, solid, FAIL)
_ASKED: Series = (lambda hour: hour.review, hatch, ASK)


def draw_hours(sheet: Sheet, place: Area, hours: Sequence[HourRow], zone: tzinfo) -> None:
    """Draws within a place on the page."""
    x, y, width, height = place.x, place.y, place.width, place.height
    sheet.text(x, y + height - 8, "Parts an hour, as the machine judged", 8.5, bold=True)
    if not any(hour.inspected for hour in hours):
        empty_note(sheet, Area(x, y + 4, width, height - 18), "no parts")
        return
    _legend(sheet, x + 24, y + height - 19)
    half = (height - 50) / 2
    left, wide = x + 24, width - 26
    upper = _panel(sheet, Area(left, y + 26 + half, wide, half - 4), hours, [_INSPECTED])
    lower = _panel(sheet, Area(left, y + 14, wide, half - 2), hours, [_FAILED, _ASKED])
    _figures(sheet, upper, hours, [_INSPECTED])
    _figures(sheet, lower, hours, [_FAILED, _ASKED])
    _labels(sheet, lower, hours, zone)


def _panel(sheet: Sheet, area: Area, hours: Sequence[HourRow], series: Sequence[Series]) -> Area:
    largest = max(count(hour) for hour in hours for count, _, _ in series)
    # Room above the tallest bar for its figure.
    top, step = round_count_top(max(1, largest), 2)
    scaled = Area(area.x, area.y, area.width, area.height * 0.86, top)
    draw_axis(sheet, scaled, step)
    for index, hour in enumerate(hours):
        for at, wide, (count, draw, colour) in _places(scaled, index, len(hours), series):
            if count(hour):
                draw(sheet.canvas, Area(at, scaled.y, wide, scaled.at(count(hour)) - scaled.y), colour)
    return scaled


def _places(
    area: Area, index: int, count: int, series: Sequence[Series]
) -> list[tuple[float, float, Series]]:
    """Left edge and width of each series' bar of one hour."""
    left, width = area.slot(index, count)
    bar = min(14.0, width * 0.8 / len(series))
    first = left + width / 2 - bar * len(series) / 2
    return [(first + number * bar, bar * 0.94, one) for number, one in enumerate(series)]


def _figures(sheet: Sheet, area: Area, hours: Sequence[HourRow], series: Sequence[Series]) -> None:
    """Figures above the bars, unless they are too wide to stand side by side."""
    widest = max(sheet.lettering.width(f"{count(hour):,}", 5.6) for hour in hours for count, _, _ in series)
    room = area.width / len(hours) if len(series) == 1 else _places(area, 0, len(hours), series)[0][1] * 1.06
    if widest > room:
        return
    for index, hour in enumerate(hours):
        for at, wide, (count, _, _) in _places(area, index, len(hours), series):
            if count(hour):
                y = area.at(count(hour)) + 1.2
                sheet.text(at + wide / 2, y, f"{count(hour):,}", 5.6, align="centre")


def _labels(sheet: Sheet, area: Area, hours: Sequence[HourRow], zone: tzinfo) -> None:
    every = -(-len(hours) // 16)
    for index in range(0, len(hours), every):
        left, width = area.slot(index, len(hours))
        text = f"{hours[index].start.astimezone(zone):%H}"
        sheet.text(left + width / 2, area.y - 8, text, TICK, colour=QUIET, align="centre")


def _legend(sheet: Sheet, x: float, y: float) -> None:
    for offset, draw, colour, text in (
        (0, solid, INFORMATION, "inspected"),
        (48, solid, FAIL, "failed"),
        (84, hatch, ASK, "asked a person (REVIEW)"),
    ):
        draw(sheet.canvas, Area(x + offset, y, 6, 6), colour)
        sheet.text(x + offset + 9, y + 0.5, text, TICK, colour=INK)
