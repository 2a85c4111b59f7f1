"""Draws a shift report into a PDF file; all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from inspector_app.reports.defect_pages import draw_defects, draw_hourly
from inspector_app.reports.first_page import draw_first_page
from inspector_app.reports.fonts import BASE_FONT
from inspector_app.reports.head import SHOWN_ITEMS, draw_running_mark, time_of, title_of
from inspector_app.reports.lettering import Lettering
from inspector_app.reports.operation_pages import draw_operation
from inspector_app.reports.palette import QUIET
from inspector_app.reports.pdf_file import write_whole
from inspector_app.reports.people_pages import draw_people
from inspector_app.reports.sheet import MARGIN, TOP, WIDTH, NumberedCanvas, Sheet, draw_footer
from inspector_app.reports.tables import Column, draw_table
from inspector_app.reports.thumbnails import ImageLoader
from inspector_app.shifts.content import ShiftReport

Progress = Callable[[float], None]
"""Told how much is done, 0 to 1; may raise to cancel."""

_UNDER_HEADER = TOP - 20


def draw_shift_report(
    report: ShiftReport, images: ImageLoader, out: Path, progress: Progress | None = None
) -> None:
    """Writes the report. The same report and images give the same bytes.

    Drawn in memory, written beside the place and renamed: a failed or cancelled job leaves nothing, and an older
    file stays as it was until then. Raises OSError where the place can't be written, FontMissingError, and what
    progress raises.
    """
    told = progress or _ignore
    data = BytesIO()
    _draw(report, images, data, told)
    write_whole(data, out)
    told(1.0)


def _ignore(done: float) -> None:
    pass


def _draw(report: ShiftReport, images: ImageLoader, data: BytesIO, progress: Progress) -> None:
    lettering = Lettering()
    furniture = _furniture(report, lettering)
    canvas = NumberedCanvas(
        data, furniture, pagesize=A4, initialFontName=BASE_FONT, invariant=1, pageCompression=1
    )
    _describe(canvas, report)
    sheet = Sheet(canvas, lettering, continued_top=_UNDER_HEADER)
    progress(0.0)
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
    canvas.showPage()
    canvas.save()
    progress(0.95)


def _describe(canvas: Canvas, report: ShiftReport) -> None:
    canvas.setTitle(f"Shift report {report.report_id}: {title_of(report.head)}")
    canvas.setAuthor(title_of(report.head))
    canvas.setSubject(f"{time_of(report.head)}; SHA-256 of the data {report.sha256}")
    canvas.setCreator("Inspector")
    canvas.setKeywords([report.report_id])


def _draw_all_attention(sheet: Sheet, report: ShiftReport) -> None:
    sheet.heading(f"Needs attention, all {len(report.attention)} points")
    rows = ((item.level.upper(), item.text) for item in report.attention)
    draw_table(sheet, (Column("", 8), Column("What", 92)), rows)


def _furniture(report: ShiftReport, lettering: Lettering) -> Callable[[Canvas, int, int], None]:
    """The footer of all pages, and the header of all but the first."""

    def draw(canvas: Canvas, page: int, pages: int) -> None:
        sheet = Sheet(canvas, lettering, continued_top=_UNDER_HEADER)
        draw_footer(sheet, f"{report.report_id}   data SHA-256 {report.sha256}", page, pages)
        if page > 1:
            _draw_header(sheet, report)

    return draw


def _draw_header(sheet: Sheet, report: ShiftReport) -> None:
    mark = report.head.is_running
    text = f"Shift report · {title_of(report.head)} · {time_of(report.head)}"
    y = TOP - 6
    sheet.text(MARGIN, y, sheet.lettering.shorten(text, WIDTH - (140 if mark else 0), 7.5), 7.5, colour=QUIET)
    if mark:
        draw_running_mark(sheet, MARGIN + WIDTH - 112, y - 4, 7)
    sheet.y = y - 5
    sheet.rule()
