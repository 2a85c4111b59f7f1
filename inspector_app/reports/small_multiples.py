"""The same small chart for each class, three in a row, rows kept whole on a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from inspector_app.reports.plots import Area
from inspector_app.reports.sheet import MARGIN, WIDTH, Sheet

Item = TypeVar("Item")
IN_A_ROW = 3
HEIGHT = 128.0
_GAP = 12.0


def draw_multiples(sheet: Sheet, items: Sequence[Item], draw: Callable[[Sheet, Area, Item], None]) -> None:
    """Calls draw with the place of each chart's frame: room for its title, figures and a line is left round it."""
    wide = (WIDTH - _GAP * (IN_A_ROW - 1)) / IN_A_ROW
    for first in range(0, len(items), IN_A_ROW):
        sheet.need(HEIGHT)
        for column, item in enumerate(items[first : first + IN_A_ROW]):
            x = MARGIN + column * (wide + _GAP)
            draw(sheet, Area(x + 24, sheet.y - HEIGHT + 24, wide - 28, HEIGHT - 42), item)
        sheet.gap(HEIGHT)
