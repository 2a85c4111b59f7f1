"""The detail of section 5: how the line ran, and how the figures are made."""

from __future__ import annotations

from collections.abc import Sequence

from inspector_app.reports.figures import NOT_AVAILABLE, count, milliseconds, percent
from inspector_app.reports.head import title_of
from inspector_app.reports.sheet import Sheet
from inspector_app.reports.tables import Column, draw_table, table_height
from inspector_app.shifts.calendar import duration_text, moment_text, zone_or_utc
from inspector_app.shifts.content import Head, Operation, ShiftReport
from inspector_app.shifts.ports import EventRow
from inspector_app.shifts.uptime import uptime_words

_MEANINGS = (
    "Inspected counts inspections; a part that came again after rework is inspected again.",
    "First-pass yield counts a part once, by its first inspection; not at all where that was in an earlier shift. "
    "Machine: passed by the machine. Reviewed: held good after review; n/a while one of them is not yet reviewed. "
    "A part that nobody can tell counts as not good.",
    "Every rate has its n; intervals are Wilson's at 95 %. PPM = confirmed failed inspections per million "
    "inspected. DPMO = confirmed defects / (inspected x opportunities a part) x 1,000,000.",
    "OEE = availability x performance x quality, with availability = (shift - stops) / shift, performance = "
    "inspected / (ideal rate x run time), quality = good / inspected. n/a where an input is missing.",
    "Uptime = (wanted - down) / wanted. Wanted: the shift less stops by people or the PLC. Down: READY was off for the "
    "station's own sake, or no line ran; of a camera, it gave no images. The guide asks for 99.5 %.",
    "Percentiles are nearest-rank. All times are on the plant's clock.",
)

_KEEP_MEANINGS = 96
"""Height of all meanings, in points: they stand together, never two lines of them on a page of their own."""


def draw_operation(sheet: Sheet, report: ShiftReport) -> None:
    """Stops, outages, alarms, challenge, backlog, hold bin, latency, notes, meanings."""
    operation = report.operation
    sheet.heading("Line and hand-over", keep=table_height(16))
    _draw_figures(sheet, report)
    lasting = (*operation.stops, *operation.not_ready, *operation.outages)
    _draw_events(sheet, report, "Stops, READY off and camera outages", lasting)
    besides = "none besides the camera outages above." if operation.outages else "none."
    _draw_events(sheet, report, "Alarms", operation.alarms, none=besides)
    _draw_events(
        sheet, report, "Challenge parts", operation.challenges, none="n/a: no challenge part is on record"
    )
    _draw_events(sheet, report, "Other events", operation.others)
    sheet.subheading("Notes for the next shift", keep=12)
    sheet.lines(operation.notes.strip() or "None.")
    sheet.subheading("How the figures are made", keep=_KEEP_MEANINGS)
    for meaning in _MEANINGS:
        sheet.caption(meaning)
    sheet.caption(f"SHA-256 of the data that this report was made from: {report.sha256}")


def _draw_figures(sheet: Sheet, report: ShiftReport) -> None:
    operation, rates, totals = report.operation, report.rates, report.totals
    hold = operation.hold
    parts = f"n/a: {rates.oee_missing}"
    if oee := rates.oee:
        factors = " x ".join(percent(value) for value in (oee.availability, oee.performance, oee.quality))
        parts = f"{factors} = {percent(oee.oee)}"
    rows = [
        ("Backlog, not yet reviewed", count(totals.waiting)),
        ("Hold bin: held, released, scrapped", f"{hold.held:,}, {hold.released:,}, {hold.scrapped:,}"),
        ("Hold bin against the gate's sensor", _sensor(operation)),
        ("Rejected by the machine", count(totals.failed + totals.review)),
        ("Too late for their deadline", count(totals.late)),
        ("Triggered frames lost", count(operation.lost_frames)),
        ("Uptime of the station", uptime_words(operation.uptime)),
        ("Uptime of each camera", _cameras(operation)),
        ("Latency p50", milliseconds(operation.p50_ms)),
        ("Latency p95", milliseconds(operation.p95_ms)),
        ("Latency p99", milliseconds(operation.p99_ms)),
        ("Availability x performance x quality = OEE", parts),
        *_identity(report.head),
    ]
    draw_table(sheet, (Column("Figure", 36), Column("Value", 64)), rows)


def _cameras(operation: Operation) -> str:
    away = [f"{one.name} {uptime_words(one)}" for one in operation.camera_uptimes]
    return "; ".join(away) if away else "none was ever away"


def _sensor(operation: Operation) -> str:
    counted = operation.sensor_words
    return f"{NOT_AVAILABLE}: no PLC counted" if counted is None else counted[0]


def _identity(head: Head) -> list[tuple[str, str]]:
    """In full what the first page may have had to shorten."""
    lists = (
        ("Products", head.products),
        ("Lots", head.lots),
        ("Recipes", head.recipes),
        ("Models", head.models),
        ("Programs", head.programs),
    )
    return [
        ("Site, line, shift", title_of(head) or NOT_AVAILABLE),
        ("Operator", head.operator or NOT_AVAILABLE),
        *((name, ", ".join(values) or NOT_AVAILABLE) for name, values in lists),
    ]


def _draw_events(
    sheet: Sheet, report: ShiftReport, title: str, events: Sequence[EventRow], *, none: str = "none."
) -> None:
    if not events:  # a line, not a section: what did not happen must not cost a page
        sheet.lines(f"{title}: {none}")
        return
    sheet.subheading(f"{title} ({len(events):,})", keep=24)
    columns = (
        Column("From", 18),
        Column("To", 18),
        Column("Lasted", 14),
        Column("Where, who", 18),
        Column("What", 52),
    )
    draw_table(
        sheet, columns, (_event_row(report, event) for event in sorted(events, key=lambda row: row.at))
    )


def _event_row(report: ShiftReport, event: EventRow) -> tuple[str, ...]:
    zone = zone_or_utc(report.head.zone)
    start = moment_text(event.at, report.head.started_at, zone)
    if event.ended_at is None:
        lasts = event.kind in {"stop", "not ready", "camera outage"}
        return start, "no end" if lasts else "-", "-", event.source, _what(event)
    lasted = duration_text((event.ended_at - event.at).total_seconds())
    return start, moment_text(event.ended_at, event.at, zone), lasted, event.source, _what(event)


def _what(event: EventRow) -> str:
    return f"READY off: {event.text}" if event.kind == "not ready" else event.text
