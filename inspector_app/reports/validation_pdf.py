"""Draws a validation report into a PDF file; all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from inspector_app.reports.fonts import BASE_FONT
from inspector_app.reports.lettering import Lettering
from inspector_app.reports.palette import QUIET
from inspector_app.reports.pdf_file import write_whole
from inspector_app.reports.picture_pages import draw_pictures
from inspector_app.reports.sheet import MARGIN, TOP, WIDTH, NumberedCanvas, Sheet, draw_footer
from inspector_app.reports.thumbnails import ImageLoader
from inspector_app.reports.validation_detail import (
    draw_conditions,
    draw_costs,
    draw_defect_figures,
    draw_scores,
)
from inspector_app.reports.validation_first_page import draw_validation_first_page
from inspector_app.reports.validation_method import draw_method
from inspector_app.reports.validation_networks import draw_against, draw_latency, draw_parity
from inspector_app.validation.report import ValidationReport

Progress = Callable[[float], None]
"""Told how much is done, 0 to 1; may raise to cancel."""

_UNDER_HEADER = TOP - 20


def draw_validation_report(
    report: ValidationReport, images: ImageLoader, out: Path, progress: Progress | None = None
) -> None:
    """Writes the report. The same evaluation and pictures give the same bytes.

    A failed or cancelled job leaves nothing, and an older file stays as it was. Raises OSError where the place can't be
    written, FontMissingError, and what progress raises.
    """
    told = progress or _ignore
    data = BytesIO()
    _draw(report, images, data, told)
    write_whole(data, out)
    told(1.0)


def _ignore(done: float) -> None:
    pass


def _draw(report: ValidationReport, images: ImageLoader, data: BytesIO, progress: Progress) -> None:
    lettering = Lettering()
    canvas = NumberedCanvas(
        data,
        _furniture(report, lettering),
        pagesize=A4,
        initialFontName=BASE_FONT,
        invariant=1,
        pageCompression=1,
    )
    _describe(canvas, report)
    sheet = Sheet(canvas, lettering, continued_top=_UNDER_HEADER)
    progress(0.0)
    draw_validation_first_page(sheet, report)
    sheet.new_page()
    _draw_detail(sheet, report)
    progress(0.2)
    _draw_missed(sheet, report, images, lambda share: progress(0.2 + 0.6 * share))
    _draw_false_calls(sheet, report, images)
    draw_method(sheet, report)
    progress(0.9)
    canvas.showPage()
    canvas.save()


def _draw_detail(sheet: Sheet, report: ValidationReport) -> None:
    evaluation = report.evaluation
    draw_defect_figures(sheet, evaluation, report.gates)
    draw_conditions(sheet, evaluation, report.gates)
    draw_scores(sheet, evaluation.calibration)
    draw_parity(sheet, evaluation.parity)
    draw_against(sheet, evaluation.against, evaluation.model.name, evaluation.model.sha256)
    draw_latency(sheet, evaluation.latency)
    draw_costs(sheet, evaluation.costs, {one.code: one.name for one in evaluation.classes})


def _draw_missed(
    sheet: Sheet, report: ValidationReport, images: ImageLoader, progress: Callable[[float], None]
) -> None:
    evaluation, shown = report.evaluation, report.missed
    escaped = sum(one.kind == "escaped" for one in shown)
    sheet.heading(f"Every missed defect ({evaluation.missed:,}), and what else let a bad part pass", keep=110)
    if not shown:
        words = "None." if not evaluation.missed else "Their pictures were not kept."
        sheet.lines(words)
        return
    sheet.caption(
        "At or above tolerance, with no finding of its class that counts; or found, but measured too small, on an "
        "image that passed. Those that passed first, then by size. Left: the image, the defect framed. Right: the "
        "golden at the same place."
    )
    sheet.gap(4)
    draw_pictures(sheet, shown, images, evaluation.data.unit, progress)
    left_out = evaluation.missed + escaped - len(shown)
    if left_out > 0:
        sheet.lines(f"{left_out:,} more are not shown: so many are not looked at one by one.")


def _draw_false_calls(sheet: Sheet, report: ValidationReport, images: ImageLoader) -> None:
    evaluation, shown = report.evaluation, report.false_calls
    sheet.heading(f"The surest false calls ({len(shown):,} of {evaluation.false_calls:,})", keep=110)
    if not shown:
        sheet.lines("None." if not evaluation.false_calls else "Their pictures were not kept.")
        return
    draw_pictures(sheet, shown, images, evaluation.data.unit, _ignore)


def _describe(canvas: Canvas, report: ValidationReport) -> None:
    name = report.evaluation.model.name
    canvas.setTitle(f"Validation report {report.report_id}: {name}")
    canvas.setAuthor("Inspector")
    canvas.setSubject(f"{name}; SHA-256 of the data {report.sha256}")
    canvas.setCreator("Inspector")
    canvas.setKeywords([report.report_id])


def _furniture(report: ValidationReport, lettering: Lettering) -> Callable[[Canvas, int, int], None]:
    """The footer of all pages, and the header of all but the first."""

    def draw(canvas: Canvas, page: int, pages: int) -> None:
        sheet = Sheet(canvas, lettering, continued_top=_UNDER_HEADER)
        draw_footer(sheet, f"{report.report_id}   data SHA-256 {report.sha256}", page, pages)
        if page > 1:
            _draw_header(sheet, report)

    return draw


def _draw_header(sheet: Sheet, report: ValidationReport) -> None:
    answer = "ready" if report.readiness.ready else "NOT READY"
    text = f"Validation report · {report.evaluation.model.name} · {answer}"
    y = TOP - 6
    sheet.text(MARGIN, y, sheet.lettering.shorten(text, WIDTH, 7.5), 7.5, colour=QUIET)
    sheet.y = y - 5
    sheet.rule()
