"""The control chart: points, centre, limits that step with a subgroup's size; what is out is ringed."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from inspector_app.quality.control_chart import ChartPoint, ControlChart
from inspector_app.reports.figures import percent
from inspector_app.reports.palette import FAIL, INFORMATION, PAPER, QUIET
from inspector_app.reports.plots import TICK, Area, draw_axis, empty_note, polyline, round_top
from inspector_app.reports.sheet import Sheet


def draw_control_chart(sheet: Sheet, place: Area, chart: ControlChart) -> None:
    """Draws within a place on the page."""
    if chart.centre is None:
        empty_note(sheet, place, chart.note or "no points")
        return
    top, step = round_top(max(_largest(chart.points), 0.01))
    area = Area(place.x + 32, place.y + 22, place.width - 108, place.height - 30, top)
    draw_axis(sheet, area, step, as_percent=True)
    _draw_limits(sheet, area, chart.points)
    _draw_centre(sheet, area, chart.centre)
    _draw_points(sheet, area, chart.points)
    _draw_labels(sheet, area, chart.points)


def _largest(points: Sequence[ChartPoint]) -> float:
    """What the plot has to hold: all points, and the limits of all but tiny subgroups, which would flatten the rest."""
    usual = median(point.n for point in points)
    highs = [point.high or 0.0 for point in points if point.n * 4 >= usual]
    return max([*highs, *(point.share for point in points)])


def _draw_limits(sheet: Sheet, area: Area, points: Sequence[ChartPoint]) -> None:
    canvas = sheet.canvas
    canvas.setStrokeColor(QUIET)
    canvas.setLineWidth(0.8)
    canvas.setDash(3, 2)
    for index, point in enumerate(points):
        left, width = area.slot(index, len(points))
        for limit in (point.low, point.high):
            if limit is not None and limit <= area.top:
                canvas.line(left, area.at(limit), left + width, area.at(limit))
        if point.high is not None and point.high > area.top:
            words = f"UCL {percent(point.high)} ↑"
            sheet.text(left + width / 2, area.at(area.top) - 7, words, TICK, colour=QUIET, align="centre")
    canvas.setDash()
    last = points[-1]
    if last.high is not None and last.low is not None and last.high <= area.top:
        right = area.x + area.width + 3
        sheet.text(right, area.at(last.high) - 2, f"UCL {percent(last.high)}", TICK, colour=QUIET)
        # Near the centre line the three names would lie on each other.
        if area.at(last.high) - area.at(last.low) > 22:
            sheet.text(right, area.at(last.low) - 2, f"LCL {percent(last.low)}", TICK, colour=QUIET)


def _draw_centre(sheet: Sheet, area: Area, centre: float) -> None:
    sheet.canvas.setStrokeColor(INFORMATION)
    sheet.canvas.setLineWidth(0.8)
    y = area.at(centre)
    sheet.canvas.line(area.x, y, area.x + area.width, y)
    sheet.text(area.x + area.width + 3, y - 2, f"mean {percent(centre)}", TICK, colour=INFORMATION)


def _draw_points(sheet: Sheet, area: Area, points: Sequence[ChartPoint]) -> None:
    canvas = sheet.canvas
    places = []
    for index, point in enumerate(points):
        left, width = area.slot(index, len(points))
        places.append((left + width / 2, area.at(point.share)))
    canvas.setStrokeColor(INFORMATION)
    canvas.setLineWidth(1)
    polyline(canvas, places)
    for (px, py), point in zip(places, points, strict=True):
        canvas.setFillColor(INFORMATION)
        canvas.circle(px, py, 2, stroke=0, fill=1)
        if point.is_out:
            canvas.setStrokeColor(FAIL)
            canvas.setLineWidth(1.2)
            canvas.circle(px, py, 4.5, stroke=1, fill=0)
            sheet.text(px + 6.5, py - 2, f"out: {percent(point.share)}", TICK, colour=FAIL, bold=True)
    canvas.setFillColor(PAPER)


def _draw_labels(sheet: Sheet, area: Area, points: Sequence[ChartPoint]) -> None:
    every = -(-len(points) // 14)
    for index in range(0, len(points), every):
        left, width = area.slot(index, len(points))
        middle = left + width / 2
        sheet.text(middle, area.y - 8, points[index].label, TICK, colour=QUIET, align="centre")
        sheet.text(middle, area.y - 15.5, f"n={points[index].n:,}", 5.6, colour=QUIET, align="centre")
