"""A small chart of curves: two axes, lines that differ in dash as well as in colour, marks and limits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from inspector_app.reports.palette import INK, LINE, QUIET
from inspector_app.reports.plots import TICK, Area, polyline
from inspector_app.reports.sheet import Sheet

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Axes:
    """Where a chart lies on the page, in points, and which values its sides stand for."""

    place: Area
    left: float = 0.0
    right: float = 1.0
    bottom: float = 0.0
    top: float = 1.0

    def at(self, point: Point) -> Point:
        """The place of a value on the page."""
        across = (point[0] - self.left) / (self.right - self.left)
        up = (point[1] - self.bottom) / (self.top - self.bottom)
        return self.place.x + across * self.place.width, self.place.y + up * self.place.height


@dataclass(frozen=True, slots=True)
class Curve:
    """Points to join; dash as reportlab takes it, empty for a solid line."""

    points: Sequence[Point]
    colour: Any
    dash: tuple[float, ...] = ()
    width: float = 1.0


def draw_axes(
    sheet: Sheet,
    axes: Axes,
    *,
    across: Sequence[float],
    up: Sequence[float],
    text: tuple[Callable[[float], str], Callable[[float], str]],
) -> None:
    """The frame with its lines and figures; text: how values across and up are written."""
    canvas, place = sheet.canvas, axes.place
    canvas.setLineWidth(0.4)
    canvas.setStrokeColor(LINE)
    for value in across:
        x, _ = axes.at((value, axes.bottom))
        canvas.line(x, place.y, x, place.y + place.height)
        sheet.text(x, place.y - 7.5, text[0](value), TICK - 0.6, colour=QUIET, align="centre")
    for value in up:
        _, y = axes.at((axes.left, value))
        canvas.line(place.x, y, place.x + place.width, y)
        sheet.text(place.x - 3, y - 2, text[1](value), TICK - 0.6, colour=QUIET, align="right")


def draw_curve(sheet: Sheet, axes: Axes, curve: Curve) -> None:
    """Joins the points; what lies outside the frame is cut off there."""
    canvas, place = sheet.canvas, axes.place
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(place.x, place.y, place.width, place.height)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.setStrokeColor(curve.colour)
    canvas.setLineWidth(curve.width)
    if curve.dash:
        canvas.setDash(*curve.dash)
    polyline(canvas, [axes.at(point) for point in curve.points])
    canvas.restoreState()


def draw_mark(sheet: Sheet, axes: Axes, point: Point, colour: Any) -> None:  # noqa: ANN401 - reportlab's colours
    """A ring with a dot at a value, kept within the frame."""
    x, y = axes.at((min(max(point[0], axes.left), axes.right), min(max(point[1], axes.bottom), axes.top)))
    sheet.canvas.setStrokeColor(colour)
    sheet.canvas.setFillColor(colour)
    sheet.canvas.setLineWidth(1)
    sheet.canvas.circle(x, y, 3.2, stroke=1, fill=0)
    sheet.canvas.circle(x, y, 1.1, stroke=0, fill=1)


def draw_title(sheet: Sheet, axes: Axes, title: str, below: str = "") -> None:
    """A line above the frame, and a quiet one below the axis' figures."""
    place = axes.place
    sheet.text(place.x, place.y + place.height + 4, title, 7.2, bold=True, colour=INK)
    if below:
        sheet.text(place.x + place.width / 2, place.y - 15, below, TICK, colour=QUIET, align="centre")


def as_percent(value: float) -> str:
    """A tick of a share."""
    return f"{value * 100:.0f}"


def as_score(value: float) -> str:
    """A tick of a score."""
    return f"{value:.1f}"
