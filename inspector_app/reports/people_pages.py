"""The detail of section 4: machine against person, and every override."""

from __future__ import annotations

from inspector_app.reports.figures import count, rate_row
from inspector_app.reports.sheet import SMALL, Sheet
from inspector_app.reports.tables import Column, draw_table
from inspector_app.shifts.calendar import clock_text, day_text, zone_or_utc
from inspector_app.shifts.content import ShiftReport


def draw_people(sheet: Sheet, report: ShiftReport) -> None:
    """Two by two, people, overrides."""
    sheet.heading("Machine against person")
    _draw_two_by_two(sheet, report)
    _draw_each_person(sheet, report)
    _draw_overrides(sheet, report)


def _draw_two_by_two(sheet: Sheet, report: ShiftReport) -> None:
    table = report.against.two_by_two
    columns = (
        Column("Parts that both decided", 40),
        Column("Person: bad", 20, "right"),
        Column("Person: good", 20, "right"),
    )
    rows = [
        ("Machine: FAIL", f"confirmed: {table.bad_bad:,}", f"false calls: {table.bad_good:,}"),
        ("Machine: PASS", f"added misses: {table.good_bad:,}", f"agreed good: {table.good_good:,}"),
    ]
    draw_table(sheet, columns, rows)
    agreement, false_calls = rate_row(table.agreement), rate_row(table.false_calls)
    sheet.lines(f"Agreement: {_rate_text(agreement)}.")
    sheet.lines(f"False calls among answered fails: {_rate_text(false_calls)}.")
    sheet.lines(f"Defects that people drew and the machine had missed: {report.against.missed_defects:,}.")
    sheet.caption(
        "Passed parts are answered only where somebody looked, so this is not an escape rate. REVIEW parts, "
        "can't tell and unanswered parts are in the table on page 1."
    )


def _rate_text(row: tuple[str, str, str]) -> str:
    value, of, interval = row
    return f"{value} ({of}; 95 % interval {interval})" if interval != "n/a" else f"n/a ({of})"


def _draw_each_person(sheet: Sheet, report: ShiftReport) -> None:
    sheet.subheading("Answers by person")
    columns = (
        Column("Name", 44),
        Column("Confirmed", 13, "right"),
        Column("Overridden", 13, "right"),
        Column("Missed, drawn", 15, "right"),
        Column("Can't tell", 13, "right"),
        Column("Taken back", 13, "right"),
        Column("Name is", 21),
    )
    rows = [
        (
            row.person,
            *map(count, (row.confirmed, row.overridden, row.missed, row.cant_tell, row.taken_back)),
            "authenticated" if row.authenticated else "not authenticated",
        )
        for row in report.against.people
    ]
    draw_table(sheet, columns, rows or [("nobody answered", *["-"] * 6)])


def _draw_overrides(sheet: Sheet, report: ShiftReport) -> None:
    sheet.subheading(f"Answers that differ from the machine ({len(report.against.overrides):,})")
    zone = zone_or_utc(report.head.zone)
    many_days = len({day_text(row.at, zone) for row in report.against.overrides}) > 1
    columns = (
        Column("Answered at", 20 if many_days else 13),
        Column("Part", 24),
        Column("Machine", 24),
        Column("Person", 20),
        Column("Class or reason", 26),
        Column("Name", 24),
    )
    rows = (
        (
            f"{day_text(row.at, zone)} {clock_text(row.at, zone)}" if many_days else clock_text(row.at, zone),
            row.part,
            row.machine,
            row.answer,
            row.detail,
            row.person,
        )
        for row in report.against.overrides
    )
    if report.against.overrides:
        draw_table(sheet, columns, rows, size=SMALL + 0.3)
    else:
        sheet.lines("None.")
