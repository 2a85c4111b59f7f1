"""Charts of the validation report: precision against recall, cost against threshold, reliability."""

from __future__ import annotations

from inspector_app.reports.curve_chart import (
    Axes,
    Curve,
    as_percent,
    as_score,
    draw_axes,
    draw_curve,
    draw_mark,
    draw_title,
)
from inspector_app.reports.figures import percent
from inspector_app.reports.palette import ASK, FAIL, INFORMATION, LINE, PASS, QUIET
from inspector_app.reports.plots import TICK, Area, empty_note, round_top
from inspector_app.reports.sheet import Sheet
from inspector_app.settings.release_figures import ReleaseFigures
from inspector_app.validation.content import Calibration, ClassFigures, CostCurve

_FIFTHS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_STARTS = (0.8, 0.5, 0.0)
"""Where axes may begin: as late as leaves the threshold's place well inside."""


def draw_precision_recall(
    sheet: Sheet, place: Area, figures: ClassFigures, *, limits: ReleaseFigures
) -> None:
    """One class: its curve, the gates as dashed lines, and where its threshold puts it."""
    recall, precision = figures.recall.share, figures.precision.share
    start = _start_of(min(recall or 0.0, precision or 0.0))
    ticks = [start + (1 - start) * number / 5 for number in range(6)]
    axes = Axes(place, start, 1.0, start, 1.0)
    ap = "n/a" if figures.ap50 is None else f"{figures.ap50 * 100:.1f} %"
    draw_title(sheet, axes, f"{figures.name} (AP {ap})", "recall in % → (up: precision in %)")
    if not figures.curve:
        empty_note(sheet, place, "nothing to draw")
        return
    draw_axes(sheet, axes, across=ticks, up=ticks, text=(as_percent, as_percent))
    draw_curve(
        sheet, axes, Curve(((limits.release_recall, start), (limits.release_recall, 1)), PASS, (3, 2), 0.8)
    )
    draw_curve(
        sheet,
        axes,
        Curve(((start, limits.release_precision), (1, limits.release_precision)), PASS, (3, 2), 0.8),
    )
    points = [(point.recall, point.precision) for point in figures.curve]
    draw_curve(sheet, axes, Curve([(0.0, points[0][1]), *points], INFORMATION, (), 1.3))
    if recall is not None and precision is not None:
        draw_mark(sheet, axes, (recall, precision), FAIL)


def _start_of(share: float) -> float:
    return next(start for start in _STARTS if share >= start + 0.06 or start == 0)


def draw_cost(sheet: Sheet, place: Area, item: tuple[CostCurve, str]) -> None:
    """One class: the whole cost, its two parts, and the package's threshold."""
    curve, name = item
    all_costs = [point.whole for point in curve.points]
    # the dear ends would flatten what happens between them
    top, step = round_top(max(curve.chosen.whole * 2.5, min(all_costs) * 4, max(all_costs) / 20, 1.0), 4)
    axes = Axes(place, 0.0, 1.0, 0.0, top)
    draw_title(
        sheet, axes, f"{name}: costs {curve.chosen.whole:,.1f} at {curve.chosen.threshold:.2f}", "threshold →"
    )
    ticks = [number * step for number in range(round(top / step) + 1)]
    draw_axes(sheet, axes, across=_FIFTHS, up=ticks, text=(as_score, _as_cost))
    false_calls = [(point.threshold, point.false_calls) for point in curve.points]
    escapes = [(point.threshold, point.escapes) for point in curve.points]
    draw_curve(sheet, axes, Curve(false_calls, ASK, (1, 1.5), 1.2))
    draw_curve(sheet, axes, Curve(escapes, FAIL, (4, 2), 1.2))
    whole = [(point.threshold, point.whole) for point in curve.points]
    draw_curve(sheet, axes, Curve(whole, INFORMATION, (), 1.4))
    draw_mark(sheet, axes, (curve.chosen.threshold, curve.chosen.whole), FAIL)


def draw_cost_key(sheet: Sheet, x: float) -> None:
    """What the lines of the cost charts are."""
    sheet.gap(11)
    for words, colour, dash, wide in (
        ("both together", INFORMATION, (), 62.0),
        ("escapes", FAIL, (4, 2), 46.0),
        ("false calls", ASK, (1, 1.5), 54.0),
    ):
        canvas = sheet.canvas
        canvas.saveState()
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(1.4)
        if dash:
            canvas.setDash(*dash)
        canvas.line(x, sheet.y + 2.2, x + 18, sheet.y + 2.2)
        canvas.restoreState()
        sheet.text(x + 22, sheet.y, words, TICK + 0.4)
        x += 30 + wide
    sheet.text(x, sheet.y, "ring: the threshold of the package", TICK + 0.4, colour=QUIET)
    sheet.gap(3)


def draw_reliability(sheet: Sheet, place: Area, calibration: Calibration) -> None:
    """Share of right findings against their mean score; on the diagonal a score means what it says."""
    axes = Axes(Area(place.x + 24, place.y + 22, place.width - 28, place.height - 36))
    draw_title(sheet, axes, "Share of findings that are right, by score", "score → (up: right in %)")
    draw_axes(sheet, axes, across=_FIFTHS, up=_FIFTHS, text=(as_score, as_percent))
    draw_curve(sheet, axes, Curve(((0.0, 0.0), (1.0, 1.0)), QUIET, (2, 2), 0.8))
    if calibration.error is None:
        empty_note(sheet, axes.place, "no findings")
        return
    canvas = sheet.canvas
    for one in calibration.bins:
        if not one.n or one.mean_score is None:
            continue
        left, base = axes.at((one.low, 0.0))
        right, top = axes.at((one.high, one.right / one.n))
        canvas.setStrokeColor(INFORMATION)
        canvas.setFillColor(LINE)
        canvas.setLineWidth(0.6)
        canvas.rect(left + 0.8, base, right - left - 1.6, max(top - base, 0.3), stroke=1, fill=1)
        draw_mark(sheet, axes, (one.mean_score, one.right / one.n), INFORMATION)


def calibration_words(calibration: Calibration) -> str:
    """The error in words."""
    if calibration.error is None:
        return "There are no findings to say anything by."
    return (
        f"Expected calibration error {percent(calibration.error)} over all findings from a score of "
        f"{calibration.floor:.2f} on."
    )


def _as_cost(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:g}"
