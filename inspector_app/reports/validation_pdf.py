"""Draws a validation report into a PDF file; all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from inspector_app.reports.document import About, Progress, draw_document, draw_running_title, ignore
from inspector_app.reports.picture_pages import draw_pictures
from inspector_app.reports.sheet import Sheet
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


def draw_validation_report(
    report: ValidationReport, images: ImageLoader, out: Path, progress: Progress | None = None
) -> None:
    """Writes the report. The same evaluation and pictures give the same bytes; raises as `draw_document`."""
    name = report.evaluation.model.name
    about = About(f"Validation report {report.report_id}: {name}", "Inspector", name)

    def content(sheet: Sheet, told: Progress) -> None:
        _draw(sheet, report, images, told)

    def header(sheet: Sheet) -> None:
        _draw_header(sheet, report)

    draw_document(report, about, content=content, header=header, out=out, progress=progress)


def _draw(sheet: Sheet, report: ValidationReport, images: ImageLoader, progress: Progress) -> None:
    draw_validation_first_page(sheet, report)
    sheet.new_page()
    _draw_detail(sheet, report)
    progress(0.2)
    _draw_missed(sheet, report, images, lambda share: progress(0.2 + 0.6 * share))
    _draw_false_calls(sheet, report, images)
    draw_method(sheet, report)
    progress(0.9)


def _draw_detail(sheet: Sheet, report: ValidationReport) -> None:
    evaluation = report.evaluation
    draw_defect_figures(sheet, evaluation, report.limits)
    draw_conditions(sheet, evaluation, report.limits)
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
    draw_pictures(sheet, shown, images, evaluation.data.unit, ignore)


def _draw_header(sheet: Sheet, report: ValidationReport) -> None:
    answer = "ready" if report.readiness.ready else "NOT READY"
    draw_running_title(sheet, f"Validation report · {report.evaluation.model.name} · {answer}")
