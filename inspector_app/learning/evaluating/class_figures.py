"""Per-defect figures at the recipe's thresholds: recall, precision, F1, their intervals, the curve behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from inspector_app.domain.catalogue import defect_name
from inspector_app.domain.recipe import Recipe
from inspector_app.learning.evaluating.confusion import matters
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard
from inspector_app.learning.evaluating.matching import Match, average_precision, match
from inspector_app.quality.rates import Rate
from inspector_app.validation.content import ClassFigures, CurvePoint, Interval

CURVE_POINTS = 160
"""Longer curves are thinned to about so many points; no eye sees more."""


def class_figures(boards: Sequence[ExaminedBoard], recipe: Recipe) -> tuple[ClassFigures, ...]:
    """Each class of the recipe; recall counts defects at or above tolerance, precision all findings that count."""
    every = [match(board.findings, board.defects, board.iou) for board in boards]
    return tuple(_figures(code, boards, every, recipe) for code in recipe.classes)


def _figures(
    code: str, boards: Sequence[ExaminedBoard], every: Sequence[Sequence[Match]], recipe: Recipe
) -> ClassFigures:
    rule = recipe.classes[code]
    of_class = [[one for one in matches if code_of(one) == code] for matches in every]
    counts = [counts_of(matches, rule.threshold, rule.tolerance_mm) for matches in of_class]
    recalled, wanted, right, found = (
        (sum(column) for column in zip(*counts, strict=True)) if counts else (0,) * 4
    )
    together = [one for matches in of_class for one in matches]
    recall, precision = Rate(recalled, wanted), Rate(right, found)
    return ClassFigures(
        code=code,
        name=defect_name(code),
        severity=rule.severity,
        recall=recall,
        precision=precision,
        f1=f1_of(recall.share, precision.share),
        f1_interval=f1_interval(recall, precision),
        ap50=average_precision(together),
        threshold=rule.threshold,
        review_from=rule.review_from,
        tolerance=rule.tolerance_mm,
        curve=thinned(recall_precision_curve(together, {code: rule.tolerance_mm})),
    )


def f1_of(recall: float | None, precision: float | None) -> float | None:
    """The harmonic mean of both; None where one is not known."""
    if recall is None or precision is None:
        return None
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def f1_interval(recall: Rate, precision: Rate) -> Interval | None:
    """From F1 of both lower Wilson bounds to F1 of both upper ones: wide rather than narrow, also for no error."""
    if recall.interval is None or precision.interval is None:
        return None
    low, high = (f1_of(*pair) for pair in zip(recall.interval, precision.interval, strict=True))
    return low or 0.0, high or 0.0


def code_of(one: Match) -> str:
    """The class that a match counts for: what was said, or what was missed."""
    if one.finding is not None:
        return one.finding.defect_class
    return one.defect.code if one.defect is not None else ""


def counts_of(matches: Sequence[Match], threshold: float, tolerance: float) -> tuple[int, int, int, int]:
    """(recalled, wanted, right, found) of one class on one image at a threshold.

    Pairs are made by falling score, so that leaving out low scores leaves the others' pairs as they are.
    """
    recalled = wanted = right = found = 0
    for one in matches:
        counts = one.finding is not None and one.finding.score >= threshold
        large = one.defect is not None and one.defect.size_mm >= tolerance
        wanted += large
        recalled += large and counts
        found += counts
        right += counts and one.defect is not None
    return recalled, wanted, right, found


def recall_precision_curve(matches: Sequence[Match], tolerances: Mapping[str, float]) -> list[CurvePoint]:
    """Recall of defects at or above tolerance, and precision, at each score that a finding has, the highest first."""
    wanted = sum(one.defect is not None and matters(one.defect, tolerances) for one in matches)
    found = sorted((one for one in matches if one.finding is not None), key=lambda one: -score_of(one))
    points: list[CurvePoint] = []
    recalled = right = 0
    for count, one in enumerate(found, start=1):
        right += one.defect is not None
        recalled += one.defect is not None and matters(one.defect, tolerances)
        last_of_its_score = count == len(found) or score_of(found[count]) < score_of(one)
        if wanted and last_of_its_score:
            points.append(CurvePoint(score=score_of(one), recall=recalled / wanted, precision=right / count))
    return points


def score_of(one: Match) -> float:
    """The finding's score; 0 for a missed defect."""
    return one.finding.score if one.finding is not None else 0.0


def thinned(points: Sequence[CurvePoint], most: int = CURVE_POINTS) -> tuple[CurvePoint, ...]:
    """About `most` of the points, evenly along the curve's length, the ends always among them."""
    if len(points) <= most:
        return tuple(points)
    places = np.array([(one.recall, one.precision) for one in points])
    steps = np.concatenate(([0.0], np.hypot(*np.diff(places, axis=0).T).cumsum()))
    wanted = np.linspace(0, steps[-1], most)
    kept = sorted({*np.searchsorted(steps, wanted).clip(0, len(points) - 1).tolist(), 0, len(points) - 1})
    return tuple(points[index] for index in kept)
