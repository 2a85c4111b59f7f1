"""Draws a shift report into a PDF file; all of it or nothing."""

from __future__ import annotations

from pathlib import Path

from inspector_app.reports.defect_pages import draw_defects, draw_hourly
from inspector_app.reports.document import About, Progress, draw_document, draw_running_title
from inspector_app.reports.first_page import draw_first_page
from inspector_app.reports.head import SHOWN_ITEMS, draw_running_mark, time_of, title_of
from inspector_app.reports.operation_pages import draw_operation
from inspector_app.reports.people_pages import draw_people
from inspector_app.reports.sheet import MARGIN, TOP, WIDTH, Sheet
from inspector_app.reports.tables import Column, draw_table
from inspector_app.reports.thumbnails import ImageLoader
from inspector_app.shifts.content import ShiftReport


def draw_shift_report(
    report: ShiftReport, images: ImageLoader, out: Path, progress: Progress | None = None
) -> None:
    """Writes the report. The same report and images give the same bytes; raises as `draw_document`."""
    title = title_of(report.head)
    about = About(f"Shift report {report.report_id}: {title}", title, time_of(report.head))

    def content(sheet: Sheet, told: Progress) -> None:
        _draw(sheet, report, images, told)

    def header(sheet: Sheet) -> None:
        _draw_header(sheet, report)

    draw_document(report, about, content=content, header=header, out=out, progress=progress)


def _draw(sheet: Sheet, report: ShiftReport, images: ImageLoader, progress: Progress) -> None:
    draw_first_page(sheet, report)
    progress(0.2)
    sheet.new_page()
    if len(report.attention) > SHOWN_ITEMS:
        _draw_all_attention(sheet, report)
    draw_defects(sheet, report, images)
    progress(0.4)
    draw_hourly(sheet, report)
    progress(0.5)
    draw_people(sheet, report)
    progress(0.8)
    draw_operation(sheet, report)


def _draw_all_attention(sheet: Sheet, report: ShiftReport) -> None:
    sheet.heading(f"Needs attention, all {len(report.attention)} points")
    rows = ((item.level.upper(), item.text) for item in report.attention)
    draw_table(sheet, (Column("", 8), Column("What", 92)), rows)


def _draw_header(sheet: Sheet, report: ShiftReport) -> None:
    mark = report.head.is_running
    text = f"Shift report · {title_of(report.head)} · {time_of(report.head)}"
    if mark:
        draw_running_mark(sheet, MARGIN + WIDTH - 112, TOP - 10, 7)
    draw_running_title(sheet, text, WIDTH - (140 if mark else 0))
