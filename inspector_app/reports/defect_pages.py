"""The detail of section 3: defects, pictures, hours, control chart."""

from __future__ import annotations

from inspector_app.reports.control_chart import draw_control_chart
from inspector_app.reports.figures import NOT_AVAILABLE, count, percent
from inspector_app.reports.plots import Area
from inspector_app.reports.sheet import MARGIN, WIDTH, Sheet
from inspector_app.reports.tables import Column, draw_table, table_height
from inspector_app.reports.thumbnails import SIDE, ImageLoader, draw_examples
from inspector_app.shifts.calendar import day_text, offset_text, zone_or_utc
from inspector_app.shifts.content import HourRow, ShiftReport

CHART = 150.0
MOST_TOGETHER = 26


def draw_defects(sheet: Sheet, report: ShiftReport, images: ImageLoader) -> None:
    """The table of defects and examples of the most frequent ones."""
    sheet.heading("Defects")
    columns = (
        Column("Defect", 34),
        Column("Confirmed", 14, "right"),
        Column("Cumulative", 14, "right"),
        Column("Not yet reviewed", 18, "right"),
        Column("Held good", 14, "right"),
        Column("Can't tell", 14, "right"),
    )
    rows = [
        (
            row.name,
            count(row.confirmed),
            percent(row.cumulative) if row.cumulative is not None else "-",
            count(row.waiting),
            count(row.held_good),
            count(row.cant_tell),
        )
        for row in report.pareto.rows
    ]
    draw_table(sheet, columns, rows or [("no defects", *[NOT_AVAILABLE] * 5)])
    sheet.caption(
        f"Ranked and accumulated by: {report.pareto.basis}. One defect a rejected part (the one that decided), "
        "and those that a person drew; where no finding decided, the rule that did. Confirmed and not yet "
        "reviewed are never added up."
    )
    if report.top_defects:
        sheet.subheading("The most frequent, each beside its golden", keep=SIDE + 30)
        draw_examples(sheet, report.top_defects, images)
        sheet.caption(
            "One of each kind: confirmed before not reviewed, then the largest. "
            "Pictures are not part of the report's hash."
        )


def draw_hourly(sheet: Sheet, report: ShiftReport) -> None:
    """The hourly table and the control chart."""
    # A usual shift's hours stay together on a page.
    sheet.subheading("Hours", keep=table_height(min(len(report.hours), MOST_TOGETHER)))
    texts = [hour_text(report, hour) for hour in report.hours]
    columns = (
        Column("Hour", 45 if max(map(len, texts), default=0) > 26 else 30),
        Column("Inspected", 14, "right"),
        Column("Passed", 11, "right"),
        Column("Failed", 11, "right"),
        Column("REVIEW", 12, "right"),
        Column("Failed share", 15, "right"),
        Column("Confirmed", 14, "right"),
        Column("Not yet reviewed", 16, "right"),
    )
    draw_table(sheet, columns, [_hour_row(*row) for row in zip(texts, report.hours, strict=True)])
    sheet.subheading("Control chart (Laney p'): share failed by the machine", keep=CHART + 24)
    sheet.gap(CHART)
    draw_control_chart(sheet, Area(MARGIN, sheet.y, WIDTH, CHART - 4), report.chart)
    sigma = "n/a" if report.chart.sigma_z is None else f"{report.chart.sigma_z:.2f}"
    note = f" {report.chart.note[:1].upper()}{report.chart.note[1:]}." if report.chart.note else ""
    sheet.caption(
        f"Subgroups of {report.chart_minutes} minutes; limits at 3 sigma, times sigma z = {sigma}, clipped to "
        f"0 to 100 %; n is the subgroup's size.{note}"
    )


def _hour_row(text: str, hour: HourRow) -> tuple[str, ...]:
    return (
        text,
        count(hour.inspected),
        count(hour.passed),
        count(hour.failed),
        count(hour.review),
        percent(hour.failed / hour.inspected if hour.inspected else None),
        count(hour.confirmed),
        count(hour.waiting),
    )


def hour_text(report: ShiftReport, hour: HourRow) -> str:
    """The hour on the plant's clock; with its day where days differ, its offset where the clock changed."""
    zone = zone_or_utc(report.head.zone)
    text = f"{hour.start.astimezone(zone):%H:%M} to {hour.end.astimezone(zone):%H:%M}"
    if len({day_text(row.start, zone) for row in report.hours}) > 1:
        text = f"{day_text(hour.start, zone)} {text}"
    if len({offset_text(row.start, zone) for row in report.hours}) > 1:
        text = f"{text} ({offset_text(hour.start, zone)})"
    return text
