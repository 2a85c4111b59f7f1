"""Draws the report of a week: where machine and inspectors differ, and which of them was blind to what."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

from inspector_app.domain.catalogue import defect_name
from inspector_app.quality.blind_spots import SidesOfPart
from inspector_app.reports.document import About, Progress, draw_document, draw_running_title
from inspector_app.reports.figures import rate_row
from inspector_app.reports.sheet import MARGIN, Sheet, joined
from inspector_app.reports.tables import Column, draw_table
from inspector_app.shifts.calendar import zone_or_utc
from inspector_app.shifts.week import WeekReport

_MOST_ROWS = 200


def draw_week_report(report: WeekReport, out: Path, progress: Progress | None = None) -> None:
    """The same report gives the same bytes; raises as `draw_document`."""
    title = f"{report.site}, {report.line}"
    about = About(f"Week report {report.report_id}: {title}", title, _span(report))

    def content(sheet: Sheet, _told: Progress) -> None:
        _draw(sheet, report)

    def header(sheet: Sheet) -> None:
        draw_running_title(sheet, f"Week report · {title} · {_span(report)}")

    draw_document(report, about, content=content, header=header, out=out, progress=progress)


def _span(report: WeekReport) -> str:
    return f"{report.begin:%Y-%m-%d} to {report.end - timedelta(days=1):%Y-%m-%d}"


def _draw(sheet: Sheet, report: WeekReport) -> None:
    spots = report.spots
    sheet.y -= 14
    sheet.text(MARGIN, sheet.y, "Week report: machine and inspectors", 15, bold=True)
    sheet.gap(4)
    sheet.lines(
        f"{report.site}, {report.line} · {_span(report)} ({report.zone}) · models: {joined(report.models)}"
    )
    _draw_attention(sheet, report)
    sheet.heading("Side by side: parts that both judged by themselves")
    _draw_table(sheet, report)
    for title, parts, empty in (
        ("The machine missed: passed, and bad", spots.machine_missed, "None is known."),
        ("Inspectors missed: held good without the verdict, and bad", spots.person_missed, "None is known."),
        ("False calls: rejected, and good", spots.false_calls, "None is known."),
        ("Not settled: they differ, and nobody has said which is right", spots.not_settled, "None."),
    ):
        _draw_parts(sheet, report, f"{title} ({len(parts):,})", parts, empty)
    sheet.caption(
        "A part counts as bad where it was settled at the bench, or where machine and inspector both say so. What both "
        "missed is in no list: only known bad parts can show it."
    )


def _draw_attention(sheet: Sheet, report: WeekReport) -> None:
    spots, (gone, answered, bad) = report.spots, report.without_machine
    sheet.heading("Needs attention", keep=40)
    said = []
    if not spots.judged_by_both:
        said.append("No part was judged by an inspector without the verdict: blind spots can't be known.")
    elif spots.judged_by_both < spots.inspected:
        said.append(
            f"{spots.inspected - spots.judged_by_both:,} of {spots.inspected:,} parts have no inspector's own answer."
        )
    if spots.machine_missed:
        said.append(f"{len(spots.machine_missed):,} bad parts were passed by the machine.")
    if spots.not_settled:
        said.append(f"{len(spots.not_settled):,} parts wait for somebody to say which side is right.")
    if gone or answered:
        said.append(
            f"{gone:,} parts went by while the station was away: not inspected by machine; {answered:,} answers were "
            f"entered later, {bad:,} of them bad."
        )
    for text in said or ["Nothing."]:
        sheet.lines(f"• {text}")


def _draw_table(sheet: Sheet, report: WeekReport) -> None:
    table = report.spots.table
    columns = (Column("", 40), Column("Inspector: bad", 30, "right"), Column("Inspector: good", 30, "right"))
    rows = [
        ("Machine: not passed", f"{table.bad_bad:,}", f"{table.bad_good:,}"),
        ("Machine: passed", f"{table.good_bad:,}", f"{table.good_good:,}"),
    ]
    draw_table(sheet, columns, rows)
    value, of, interval = rate_row(table.agreement)
    kappa = f"{table.kappa:.2f}" if table.kappa is not None else "n/a"
    sheet.lines(f"Agreement {value} ({of}; 95 % interval {interval}); Cohen's kappa {kappa}.")


def _draw_parts(sheet: Sheet, report: WeekReport, title: str, parts: list[SidesOfPart], empty: str) -> None:
    sheet.heading(title, keep=30)
    if not parts:
        sheet.lines(empty)
        return
    classes = Counter(part.defect_class for part in parts)
    by_class = (f"{defect_name(code) if code else 'no class'} {n:,}" for code, n in classes.most_common())
    sheet.lines(f"By class: {joined(by_class)}.")
    zone = zone_or_utc(report.zone)
    columns = (
        Column("Part", 28), Column("When", 22), Column("Machine", 14), Column("Inspector", 24), Column("Settled", 12),
        Column("Class", 20),
    )  # fmt: skip
    rows = (
        (
            part.label,
            f"{part.at.astimezone(zone):%Y-%m-%d %H:%M}",
            "passed" if part.machine_passed else "not passed",
            f"{part.inspector.value}, {part.person}" if part.inspector else "no answer",
            part.settled.value if part.settled else "-",
            defect_name(part.defect_class) if part.defect_class else "-",
        )
        for part in parts[:_MOST_ROWS]
    )
    draw_table(sheet, columns, rows)
    if len(parts) > _MOST_ROWS:
        sheet.caption(f"{len(parts) - _MOST_ROWS:,} more are in the records.")
