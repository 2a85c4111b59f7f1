"""The first page: read in 90 seconds, signed at its foot."""

from __future__ import annotations

from reportlab.lib.colors import Color

from inspector_app.reports.figures import count, milliseconds, per_million, percent, rate_row
from inspector_app.reports.head import draw_attention, draw_identity, draw_title
from inspector_app.reports.hours_chart import draw_hours
from inspector_app.reports.palette import ASK, FAIL, INFORMATION, PASS, QUIET
from inspector_app.reports.pareto_chart import draw_pareto
from inspector_app.reports.plots import Area
from inspector_app.reports.sheet import BOTTOM, MARGIN, SMALL, WIDTH, Sheet
from inspector_app.reports.signatures import draw_signatures, signatures_height
from inspector_app.reports.tables import Column, draw_table
from inspector_app.reports.tiles import Tile, draw_tiles
from inspector_app.shifts.calendar import duration_text, moment_text, zone_or_utc
from inspector_app.shifts.content import ShiftReport, Totals

CHARTS = (112.0, 240.0)
"""Least and most height of the charts: they take what the rest of the page leaves."""

AGAINST = 68.0


def draw_first_page(sheet: Sheet, report: ShiftReport) -> None:
    """Head, attention, figures, charts, machine against person, signatures."""
    draw_title(sheet, report)
    draw_identity(sheet, report.head)
    draw_attention(sheet, report.attention)
    _draw_tiles(sheet, report)
    _draw_rates(sheet, report)
    _draw_charts(sheet, report)
    _draw_against(sheet, report)
    sheet.need(signatures_height())
    # The place to sign is always at the foot of the page.
    sheet.y = BOTTOM + signatures_height()
    draw_signatures(sheet, report.signatures, *_signing_note(report))


def _signing_note(report: ShiftReport) -> tuple[str, Color]:
    if report.head.is_running:
        return "Not to be signed: the shift is still running.", FAIL
    return "For all pages of this report. Names come from a list: not authenticated.", QUIET


def _draw_tiles(sheet: Sheet, report: ShiftReport) -> None:
    draw_tiles(sheet, _tiles(report))


def _tiles(report: ShiftReport) -> tuple[Tile, ...]:
    totals = report.totals
    oldest = totals.oldest_waiting_at
    zone = zone_or_utc(report.head.zone)
    since = f"oldest since {moment_text(oldest, report.head.started_at, zone)}" if oldest else "nothing waits"
    by_whom = f"{totals.good_by_machine:,} by the machine, {totals.good_by_person:,} by a person"
    return (
        ("Inspected", count(totals.inspected), _inspected_line(totals), INFORMATION, ""),
        ("Good", count(totals.good), by_whom, PASS, "✔"),
        ("Failed", count(totals.bad_confirmed), "confirmed by a person", FAIL, "✖"),
        ("Not yet reviewed", count(totals.waiting), since, ASK, "?"),
        ("Can't tell", count(totals.cant_tell), "or not judged: look again", ASK, "~"),
    )


def _inspected_line(totals: Totals) -> str:
    parts = f"{totals.parts:,} {'part' if totals.parts == 1 else 'parts'}"
    again = f", {totals.came_again:,} came again" if totals.came_again else ""
    if not totals.planned:
        return f"{parts}{again}; plan n/a"
    return f"{parts}{again}; plan {totals.planned:,}: {percent(totals.inspected / totals.planned)}"


def _draw_rates(sheet: Sheet, report: ShiftReport) -> None:
    rates, top = report.rates, sheet.y
    rows = [
        ("First-pass yield, machine", *rate_row(rates.first_pass)),
        ("First-pass yield, reviewed", *_reviewed_row(report)),
        ("Failed by the machine", *rate_row(rates.machine_fail)),
        ("Asked a person (REVIEW)", *rate_row(rates.machine_review)),
        ("Failed, confirmed", *rate_row(rates.confirmed)),
        ("Not yet reviewed", *rate_row(rates.waiting)),
    ]
    columns = (
        Column("Rate", 35),
        Column("Value", 14, "right"),
        Column("Count of n", 25, "right"),
        Column("95 % interval (Wilson)", 32, "right"),
    )
    wide = WIDTH * 0.63
    draw_table(sheet, columns, rows, width=wide, size=7.6)
    low = sheet.y
    sheet.y = top
    side = (Column("Figure", 30), Column("Value", 46, "right"))
    draw_table(sheet, side, _side_rows(report), x=MARGIN + wide + 10, width=WIDTH - wide - 10, size=7.6)
    sheet.y = min(low, sheet.y) - 6


def _reviewed_row(report: ShiftReport) -> tuple[str, str, str]:
    if report.rates.first_pass_reviewed is None:
        return "n/a", f"n/a: {report.totals.waiting:,} wait", "n/a"
    return rate_row(report.rates.first_pass_reviewed)


def _side_rows(report: ShiftReport) -> list[tuple[str, str]]:
    rates, operation = report.rates, report.operation
    oee = f"{percent(rates.oee.oee)}" if rates.oee else f"n/a: {rates.oee_missing}"
    stops = f"{len(operation.stops):,}, {duration_text(operation.stopped_s)}" if operation.stops else "none"
    return [
        ("PPM, confirmed", _ppm(report)),
        ("DPMO", per_million(rates.dpmo) if rates.dpmo is not None else "n/a: no opportunities set"),
        ("OEE", oee),
        ("Latency p99", milliseconds(operation.p99_ms)),
        ("Lost frames", count(operation.lost_frames)),
        ("Stops", stops),
    ]


def _ppm(report: ShiftReport) -> str:
    """With its n, and with what may still be confirmed: else nought reads as a good shift."""
    confirmed, waiting = report.rates.confirmed, report.totals.waiting
    if confirmed.ppm is None:
        return per_million(None)
    wait = f"; {waiting:,} wait" if waiting else ""
    return f"{per_million(confirmed.ppm)} (n = {confirmed.n:,}{wait})"


def _draw_charts(sheet: Sheet, report: ShiftReport) -> None:
    left = sheet.y - BOTTOM - signatures_height() - AGAINST
    height = min(max(left, CHARTS[0]), CHARTS[1])
    y = sheet.y - height
    half = WIDTH / 2 - 6
    zone = zone_or_utc(report.head.zone)
    draw_pareto(sheet, Area(MARGIN, y, half, height), report.pareto)
    draw_hours(sheet, Area(MARGIN + half + 12, y, half, height), report.hours, zone)
    sheet.y = y - 4


def _draw_against(sheet: Sheet, report: ShiftReport) -> None:
    """Machine against person on the left, what is handed over on the right."""
    top, wide = sheet.y, WIDTH * 0.63
    columns = (
        Column("Machine said", 28),
        Column("Person: bad", 18, "right"),
        Column("Person: good", 18, "right"),
        Column("Can't tell", 15, "right"),
        Column("No answer", 17, "right"),
    )
    rows = [
        (str(row.outcome), *map(count, (row.bad, row.good, row.cant_tell, row.unanswered)))
        for row in report.against.rows
    ]
    draw_table(sheet, columns, rows, width=wide, size=7.6)
    low, sheet.y = sheet.y, top
    _draw_hand_over(sheet, report, MARGIN + wide + 10, WIDTH - wide - 10)
    sheet.y = min(low, sheet.y) - 6


def _draw_hand_over(sheet: Sheet, report: ShiftReport, x: float, width: float) -> None:
    sheet.y -= 8
    sheet.text(x, sheet.y, "Notes for the next shift", SMALL, bold=True)
    for line in sheet.lettering.wrap(report.operation.notes.strip() or "none", width, SMALL, most=5):
        sheet.y -= SMALL + 2
        sheet.text(x, sheet.y, line, SMALL)
