"""What the charts have in common: a frame, round steps of an axis, hatching, markers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from inspector_app.reports.palette import LINE, PAPER, QUIET
from inspector_app.reports.sheet import Sheet

TICK = 6.2
"""Size of the letters at an axis, in points."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on the page, in points, from its lower left; values run from 0 below to top above."""

    x: float
    y: float
    width: float
    height: float
    top: float = 1.0

    def at(self, value: float) -> float:
        """The y of a value."""
        return self.y + self.height * value / self.top

    def slot(self, index: int, count: int) -> tuple[float, float]:
        """Left edge and width of one of count equal slots."""
        width = self.width / count
        return self.x + index * width, width


def round_top(largest: float, steps: int = 4) -> tuple[float, float]:
    """The end of an axis from 0 that holds the largest value, and its step (1, 2, 2.5 or 5 x 10^n)."""
    if largest <= 0:
        return 1.0, 1.0
    rough = largest / steps
    scale = 10.0 ** floor(log10(rough))
    step = next(factor * scale for factor in (1, 2, 2.5, 5, 10) if factor * scale >= rough * (1 - 1e-9))
    return ceil(largest / step - 1e-9) * step, step


def round_count_top(largest: int, steps: int = 4) -> tuple[float, float]:
    """As round_top, for counts: the step is whole."""
    top, step = round_top(largest, steps)
    if step >= 1 and step == int(step):
        return top, step
    return float(max(1, ceil(largest / ceil(step)) * ceil(step))), float(ceil(step))


def draw_axis(sheet: Sheet, area: Area, step: float, *, as_percent: bool = False) -> None:
    """The frame with its horizontal lines and figures on the left."""
    canvas = sheet.canvas
    canvas.setLineWidth(0.4)
    canvas.setStrokeColor(LINE)
    value = 0.0
    while value <= area.top * (1 + 1e-9):
        y = area.at(value)
        canvas.line(area.x, y, area.x + area.width, y)
        sheet.text(area.x - 3, y - 2, tick_text(value, step, as_percent), TICK, colour=QUIET, align="right")
        value += step


def tick_text(value: float, step: float, as_percent: bool) -> str:
    """The figure at a line of an axis, with as many digits as its step needs."""
    if not as_percent:
        return f"{value:,.0f}"
    digits = next((some for some in range(6) if round(step * 100 * 10**some, 6).is_integer()), 6)
    return f"{value * 100:.{digits}f} %"


def hatch(canvas: Canvas, area: Area, colour: Any, *, gap: float = 2.6) -> None:  # noqa: ANN401 - reportlab's colours
    """An outlined area with slanted lines: told from a solid one without its colour."""
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(area.x, area.y, area.width, area.height)
    canvas.setFillColor(PAPER)
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(0.7)
    canvas.drawPath(path, stroke=1, fill=1)
    canvas.clipPath(path, stroke=0, fill=0)
    x = area.x - area.height
    while x < area.x + area.width:
        canvas.line(x, area.y, x + area.height, area.y + area.height)
        x += gap
    canvas.restoreState()


def solid(canvas: Canvas, area: Area, colour: Any) -> None:  # noqa: ANN401 - reportlab's colours
    """A filled area."""
    canvas.setFillColor(colour)
    canvas.rect(area.x, area.y, area.width, area.height, stroke=0, fill=1)


def polyline(canvas: Canvas, points: Sequence[tuple[float, float]]) -> None:
    """Straight lines from point to point."""
    for before, after in pairwise(points):
        canvas.line(*before, *after)


def empty_note(sheet: Sheet, area: Area, text: str) -> None:
    """An outlined area that says why it holds no plot."""
    sheet.canvas.setStrokeColor(LINE)
    sheet.canvas.setLineWidth(0.5)
    sheet.canvas.rect(area.x, area.y, area.width, area.height, stroke=1, fill=0)
    middle = area.y + area.height / 2 - 3
    sheet.text(area.x + area.width / 2, middle, text, 8, colour=QUIET, align="centre")
