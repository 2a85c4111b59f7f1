"""The top of the first page: what this is, what decided, and what needs attention."""

from __future__ import annotations

from reportlab.lib.colors import Color

from inspector_app.reports.palette import FAIL, INFORMATION, LINE, PAPER, PASS, QUIET, SHADE
from inspector_app.reports.sheet import BODY, MARGIN, SMALL, WIDTH, Sheet, joined
from inspector_app.shifts.calendar import duration_text, span_text, zone_or_utc
from inspector_app.shifts.content import Attention, Head, ShiftReport

SHOWN_ITEMS = 12
"""Points of attention on the first page; where there are more, all are on the next."""

RUNNING = "SHIFT STILL RUNNING"


def title_of(head: Head) -> str:
    """Site, line and shift as one line."""
    return " · ".join(part for part in (head.site, head.line, head.shift_name) if part.strip())


def time_of(head: Head) -> str:
    """When the shift was, how long, and in which zone."""
    text = span_text(head.started_at, head.as_of, zone_or_utc(head.zone))
    seconds = (head.as_of - head.started_at).total_seconds()
    so_far = " so far" if head.is_running else ""
    return f"{text} ({duration_text(seconds)}{so_far}, {head.zone})"


def draw_title(sheet: Sheet, report: ShiftReport) -> None:
    """Title, report id, and the mark of a shift that is not over."""
    head = report.head
    sheet.y -= 14
    sheet.text(MARGIN, sheet.y, "Shift report", 18, bold=True)
    right = MARGIN + WIDTH
    sheet.text(right, sheet.y, report.report_id, 9, bold=True, align="right")
    if head.is_running:
        draw_running_mark(sheet, MARGIN + 130, sheet.y - 2)
    sheet.y -= 4
    for line in sheet.lettering.wrap(title_of(head), WIDTH, 11, bold=True, most=2):
        sheet.y -= 13
        sheet.text(MARGIN, sheet.y, line, 11, bold=True)
    sheet.y -= 12
    line = sheet.lettering.shorten(time_of(head), WIDTH, 8.5)
    sheet.text(MARGIN, sheet.y, line, 8.5)
    sheet.y -= 6


def draw_running_mark(sheet: Sheet, x: float, y: float, size: float = 9) -> None:
    """A framed mark that no reader overlooks."""
    wide = sheet.lettering.width(RUNNING, size, bold=True) + 12
    sheet.canvas.setStrokeColor(FAIL)
    sheet.canvas.setLineWidth(1.4)
    sheet.canvas.rect(x, y - 1, wide, size + 6, stroke=1, fill=0)
    sheet.text(x + 6, y + 3, RUNNING, size, bold=True, colour=FAIL)


def draw_identity(sheet: Sheet, head: Head) -> None:
    """Product, lots and people on the left; recipe, model, program and mode on the right."""
    left = (
        ("Product", joined(head.products, most=3)),
        ("Lots", joined(head.lots, most=4)),
        ("Operator", head.operator or "n/a"),
    )
    right = (
        ("Recipe", joined(head.recipes, most=3)),
        ("Model", joined(head.models, most=3)),
        ("Program, mode", f"{joined(head.programs, most=3)}; {joined(head.modes, most=3)}"),
    )
    sheet.rule()
    low = min(
        _draw_pairs(sheet, MARGIN, WIDTH / 2 - 8, left),
        _draw_pairs(sheet, MARGIN + WIDTH / 2, WIDTH / 2, right),
    )
    sheet.y = low - 4


def _draw_pairs(sheet: Sheet, x: float, width: float, pairs: tuple[tuple[str, str], ...]) -> float:
    y: float = sheet.y - 1
    for name, value in pairs:
        lines = sheet.lettering.wrap(value, width - 66, BODY, most=2)
        for number, line in enumerate(lines):
            y -= BODY + 2
            if number == 0:
                sheet.text(x, y, name, SMALL, colour=QUIET)
            sheet.text(x + 66, y, line, BODY)
    return y


def draw_attention(sheet: Sheet, attention: tuple[Attention, ...]) -> None:
    """The box of what needs attention: actions first; says so where there is nothing."""
    wide = WIDTH - 70
    shown = attention[:SHOWN_ITEMS]
    lines = [(item.level, sheet.lettering.wrap(item.text, wide, BODY, most=2)) for item in shown]
    more = len(attention) - len(shown)
    rows = sum(len(text) for _, text in lines) + (1 if more or not attention else 0)
    height = 18 + rows * (BODY + 2.6) + 3
    canvas = sheet.canvas
    canvas.setFillColor(SHADE)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.rect(MARGIN, sheet.y - height, WIDTH, height, stroke=1, fill=1)
    low = sheet.y - height
    sheet.y -= 12
    sheet.text(MARGIN + 6, sheet.y, "Needs attention", 9, bold=True)
    for level, text in lines:
        _draw_item(sheet, level, text)
    if not attention:
        sheet.y -= BODY + 3
        _mark(sheet, sheet.y, PASS, "OK")
        sheet.text(MARGIN + 58, sheet.y, "Nothing needs attention.", BODY)
    if more:
        sheet.y -= BODY + 2.6
        sheet.text(MARGIN + 58, sheet.y, f"and {more} more: all are on the next page", BODY, colour=QUIET)
    sheet.y = low - 6


def _draw_item(sheet: Sheet, level: str, text: list[str]) -> None:
    for number, line in enumerate(text):
        sheet.y -= BODY + 2.6
        if number == 0:
            _mark(
                sheet, sheet.y, FAIL if level == "act" else INFORMATION, "ACT" if level == "act" else "LOOK"
            )
        sheet.text(MARGIN + 58, sheet.y, line, BODY)


def _mark(sheet: Sheet, y: float, colour: Color, word: str) -> None:
    """A triangle for what needs an action, a disc for the rest, each with its word."""
    canvas = sheet.canvas
    canvas.setFillColor(colour)
    if word == "ACT":
        path = canvas.beginPath()
        path.moveTo(MARGIN + 10, y - 1)
        path.lineTo(MARGIN + 19, y - 1)
        path.lineTo(MARGIN + 14.5, y + 7)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
        sheet.text(MARGIN + 14.5, y, "!", 5.5, bold=True, colour=PAPER, align="centre")
    else:
        canvas.circle(MARGIN + 14.5, y + 2.8, 3.8, stroke=0, fill=1)
    sheet.text(MARGIN + 24, y, word, SMALL, bold=True, colour=colour)
