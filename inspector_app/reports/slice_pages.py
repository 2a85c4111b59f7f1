"""Figures by condition: a row for each, its recall drawn with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector_app.quality.rates import Rate
from inspector_app.reports.figures import NOT_AVAILABLE, percent
from inspector_app.reports.palette import FAIL, INFORMATION, LINE, QUIET, SHADE
from inspector_app.reports.plots import TICK
from inspector_app.reports.sheet import MARGIN, SMALL, WIDTH, Sheet
from inspector_app.validation.content import SIZE_OF_ALL, SIZES, SliceRow

MOST_ROWS = 12
"""Of one trait: where there are more values, those with the lowest recall are drawn."""

_ROW = 11.5
_PLOT = (MARGIN + 256, 96.0)
_COLUMNS = ((MARGIN + 200, "Images"), (MARGIN + 240, "Recall"), (MARGIN + 404, "Precision"))
_BAD, _GOOD = MARGIN + 460, MARGIN + WIDTH


@dataclass(frozen=True, slots=True)
class Scale:
    """What rows are held against: the recall of all, drawn as a line through each block, and what is asked."""

    whole: Rate
    asked: float


def draw_slices(sheet: Sheet, rows: Sequence[SliceRow], scale: Scale) -> None:
    """A block for each trait."""
    for trait in dict.fromkeys(row.trait for row in rows):
        own = [row for row in rows if row.trait == trait]
        shown = _worst(own)
        sheet.need((min(len(shown), 4) + 2) * _ROW + 14)
        _draw_head(sheet, trait, len(shown), len(own))
        for number, row in enumerate(shown):
            if sheet.need(_ROW):
                _draw_head(sheet, trait, len(shown), len(own))
            _draw_row(sheet, row, scale, shaded=number % 2 == 1)
        sheet.gap(6)


def _worst(rows: Sequence[SliceRow]) -> list[SliceRow]:
    if len(rows) <= MOST_ROWS:
        return list(rows)
    return sorted(rows, key=lambda row: (_share(row.recall), row.value))[:MOST_ROWS]


def _share(rate: Rate) -> float:
    return 2.0 if rate.share is None else rate.share


def _draw_head(sheet: Sheet, trait: str, shown: int, count: int) -> None:
    sheet.gap(12)
    more = f" ({shown} of {count}, lowest first)" if shown < count else ""
    sheet.text(MARGIN, sheet.y, f"By {trait}{more}", SMALL + 0.5, bold=True)
    by_size = trait in SIZES
    heads = (*_COLUMNS, (_BAD, "Bad passed"), (_GOOD, "Good failed"))
    for x, title in heads:
        first = "Defects" if title == "Images" and by_size else title
        if by_size and title not in {"Images", "Recall"}:
            continue  # of a false call, and of a part, there is no such size
        sheet.text(x, sheet.y, first, TICK + 0.4, colour=QUIET, align="right")
    left, wide = _PLOT
    for share in (0.5, 0.75, 1.0):
        x = left + wide * (share - 0.5) * 2
        sheet.text(x, sheet.y, f"{share * 100:.0f} %", TICK, colour=QUIET, align="centre")
    sheet.gap(3)
    sheet.rule()


def _draw_row(sheet: Sheet, row: SliceRow, scale: Scale, *, shaded: bool) -> None:
    y = sheet.y - _ROW
    if shaded:
        sheet.canvas.setFillColor(SHADE)
        sheet.canvas.rect(MARGIN, y, WIDTH, _ROW, stroke=0, fill=1)
    sheet.text(MARGIN + 3, y + 3.2, sheet.lettering.shorten(row.value, 160, 7.4), 7.4)
    sized = row.trait in SIZES
    texts = (f"{row.images:,}", percent(row.recall.share), "" if sized else percent(row.precision.share))
    for (x, _), text in zip(_COLUMNS, texts, strict=True):
        sheet.text(x, y + 3.2, text, 7.4, align="right")
    for x, rate in () if sized else ((_BAD, row.bad_passed), (_GOOD, row.good_failed)):
        text = f"{rate.count:,} of {rate.n:,}" if rate.n else NOT_AVAILABLE
        sheet.text(x, y + 3.2, text, 7.4, align="right")
    _draw_interval(sheet, y, row, scale)
    sheet.y = y


def _draw_interval(sheet: Sheet, y: float, row: SliceRow, scale: Scale) -> None:
    """Recall as a dot on its interval, from 50 to 100 %; vermillion and square where it is below the gate."""
    canvas, rate, whole = sheet.canvas, row.recall, scale.whole
    if whole.share is not None:
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.8)
        canvas.line(_across(whole.share), y, _across(whole.share), y + _ROW)
    if rate.share is None or rate.interval is None:
        return
    # nothing is asked of defects within tolerance
    low = rate.share < scale.asked and row.trait != SIZE_OF_ALL
    colour = FAIL if low else QUIET if row.trait == SIZE_OF_ALL else INFORMATION
    canvas.setStrokeColor(colour)
    canvas.setFillColor(colour)
    canvas.setLineWidth(1)
    middle = y + _ROW / 2
    canvas.line(_across(rate.interval[0]), middle, _across(rate.interval[1]), middle)
    if low:
        canvas.rect(_across(rate.share) - 2.2, middle - 2.2, 4.4, 4.4, stroke=0, fill=1)
    else:
        canvas.circle(_across(rate.share), middle, 2.1, stroke=0, fill=1)


def _across(share: float) -> float:
    left, wide = _PLOT
    return left + wide * (max(share, 0.5) - 0.5) * 2
