"""The detail of a validation: defects, confusion, curves, conditions, scores, networks, time, costs, method."""

from __future__ import annotations

from functools import partial

from inspector_app.quality.rates import Rate
from inspector_app.reports.confusion_chart import (
    MOST_CLASSES,
    draw_confusion,
    largest_confusions,
    matrix_height,
)
from inspector_app.reports.figures import NOT_AVAILABLE, interval, percent
from inspector_app.reports.plots import Area
from inspector_app.reports.sheet import MARGIN, WIDTH, Sheet
from inspector_app.reports.slice_pages import Scale, draw_slices
from inspector_app.reports.small_multiples import HEIGHT, draw_multiples
from inspector_app.reports.tables import Column, draw_table
from inspector_app.reports.validation_charts import (
    calibration_words,
    draw_cost,
    draw_cost_key,
    draw_precision_recall,
    draw_reliability,
)
from inspector_app.settings.release_figures import ReleaseFigures
from inspector_app.validation.content import Calibration, ClassFigures, Costs, Evaluation, Interval

_NONE = 1e-3
"""No tolerance is so small: the class has none, and every defect of it counts."""


def draw_defect_figures(sheet: Sheet, evaluation: Evaluation, limits: ReleaseFigures) -> None:
    """The table a defect, the confusion matrix and the curves."""
    sheet.heading("Each defect")
    columns = (
        Column("Defect", 24),
        Column("Severity", 12),
        Column("Tolerance", 14, "right"),
        Column("n", 8, "right"),
        Column("Recall\n95 % interval", 23, "right"),
        Column("Precision\n95 % interval", 23, "right"),
        Column("F1\nfrom both bounds", 23, "right"),
        Column("AP", 11, "right"),
        Column("Score from", 11, "right"),
    )
    draw_table(
        sheet,
        columns,
        [_defect_row(one, evaluation.data.unit, limits) for one in evaluation.classes],
        size=7.2,
    )
    sheet.caption(
        f"Recall: of defects at or above tolerance; below {percent(limits.release_collect_more, 0)} it says COLLECT "
        "MORE. Precision: of all findings that count. F1: their harmonic mean, its interval from both lower to both "
        "upper bounds. AP: area under the curve of all sizes. Score from: the package's threshold. Images of one "
        "product or lot are alike, so the truth may lie a little outside an interval more often than 1 time in 20."
    )
    _draw_matrix(sheet, evaluation)
    sheet.subheading("Precision against recall", keep=HEIGHT)
    draw_multiples(sheet, evaluation.classes, partial(draw_precision_recall, limits=limits))
    sheet.caption(
        "Dashed: what is asked. Ring: where the package's threshold is. Axes start where that shows most: "
        "mind the figures at them."
    )


def _defect_row(figures: ClassFigures, unit: str, limits: ReleaseFigures) -> tuple[str, ...]:
    recall = _with(figures.recall)
    if figures.recall.share is not None and figures.recall.share < limits.release_collect_more:
        recall = f"{recall}\n✖ COLLECT MORE"
    return (
        figures.name,
        figures.severity.value,
        f"{figures.tolerance:.2f} {unit}" if figures.tolerance > _NONE else "any size",
        f"{figures.recall.n:,}",
        recall,
        _with(figures.precision),
        _share_with(figures.f1, figures.f1_interval),
        percent(figures.ap50),
        f"{figures.threshold:.2f}",
    )


def _with(rate: Rate) -> str:
    if rate.share is None:
        return NOT_AVAILABLE
    return f"{percent(rate.share)}\n{interval(rate)}"


def _share_with(share: float | None, between: Interval | None) -> str:
    if share is None or between is None:
        return NOT_AVAILABLE
    return f"{percent(share)}\n{between[0] * 100:.1f} to {between[1] * 100:.1f}\u00a0%"


def _draw_matrix(sheet: Sheet, evaluation: Evaluation) -> None:
    confusion = evaluation.confusion
    if len(confusion.truth) > MOST_CLASSES:
        sheet.subheading("What was taken for what, the most frequent")
        draw_table(
            sheet,
            (Column("Really", 40), Column("Said", 40), Column("Count", 20, "right")),
            largest_confusions(confusion),
        )
        return
    sheet.subheading("What was taken for what", keep=matrix_height(confusion))
    draw_confusion(sheet, confusion)
    sheet.caption(
        "Rows: what is really there, at or above tolerance. Columns: what was said. The diagonal is right; the last "
        "column was missed; the last row are findings where nothing is."
    )


def draw_conditions(sheet: Sheet, evaluation: Evaluation, limits: ReleaseFigures) -> None:
    """The slices."""
    sheet.heading("By condition", keep=100)
    whole = Rate(
        sum(one.recall.count for one in evaluation.classes), sum(one.recall.n for one in evaluation.classes)
    )
    draw_slices(sheet, evaluation.slices, Scale(whole, limits.release_recall))
    sheet.caption(
        "Recall of all classes together with its 95 % interval, on a scale from 50 to 100 %; the upright line is the "
        f"recall of all, {percent(whole.share)}. A square is below what is asked; what is below 50 % "
        "stands at the left edge. "
        "Bad passed, good failed: images. With many rows, one in twenty lies outside by chance alone."
    )


def draw_scores(sheet: Sheet, calibration: Calibration) -> None:
    """The reliability diagram with its table."""
    sheet.heading("What scores mean", keep=170)
    top = sheet.y
    wide = WIDTH * 0.46
    sheet.gap(160)
    draw_reliability(sheet, Area(MARGIN, sheet.y, wide, 156), calibration)
    low, sheet.y = sheet.y, top - 4
    rows = [
        (
            f"{one.low:.1f} to {one.high:.1f}",
            f"{one.n:,}",
            NOT_AVAILABLE if one.mean_score is None else f"{one.mean_score:.2f}",
            percent(one.right / one.n if one.n else None),
        )
        for one in calibration.bins
    ]
    columns = (
        Column("Score", 24),
        Column("Findings", 22, "right"),
        Column("Mean score", 26, "right"),
        Column("Are right", 26, "right"),
    )
    draw_table(sheet, columns, rows, x=MARGIN + wide + 14, width=WIDTH - wide - 14, size=7.2)
    sheet.y = min(low, sheet.y)
    sheet.caption(
        f"{calibration_words(calibration)} On the dashed line, 80 % of findings with a score of 0.8 are right. Bars "
        "above it: scores are too modest; below it: too sure. Thresholds are chosen by what findings turn out to be, "
        "so a model may be ready although its scores are not probabilities."
    )


def draw_costs(sheet: Sheet, costs: Costs, names: dict[str, str]) -> None:
    """A cost curve a class, and the prices that they were drawn with."""
    matrix = costs.matrix
    sheet.heading("What a threshold costs", keep=HEIGHT + 30)
    prices = ", ".join(f"{names[curve.code]} {matrix.escape_cost(curve.code):g}" for curve in costs.curves)
    assumed = "ASSUMED, since nobody has said what they cost: " if costs.assumed else ""
    sheet.lines(
        f"Costs, {assumed}a false call {matrix.false_call:g}; an escape: {prices}. "
        f"{percent(matrix.bad_share)} of the line's parts are taken to be bad."
    )
    draw_cost_key(sheet, MARGIN)
    sheet.gap(8)
    draw_multiples(sheet, [(curve, names[curve.code]) for curve in costs.curves], draw_cost)
    sheet.caption(
        "Cost of 1,000 parts were one class alone to decide, against the score from which its findings count. These "
        "images must not choose a threshold: that is done on validation images, by `quantize --costs`."
    )
