"""Puts an evaluation together: what was examined, by which networks, becomes everything that the report says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import fmean

from inspector_app import __version__
from inspector_app.domain.costs import CostMatrix, assumed_costs
from inspector_app.domain.recipe import Recipe
from inspector_app.domain.verdict import Outcome
from inspector_app.learning.evaluating.against import parts_of
from inspector_app.learning.evaluating.class_figures import class_figures
from inspector_app.learning.evaluating.confusion import confusion_of
from inspector_app.learning.evaluating.cost_curves import cost_curves
from inspector_app.learning.evaluating.examined_boards import (
    LOWEST_SCORE,
    ExaminedBoard,
    verdict_of,
    verdict_of_part,
)
from inspector_app.learning.evaluating.figures import mean_average_precision
from inspector_app.learning.evaluating.matching import match
from inspector_app.learning.evaluating.slices import slices_of
from inspector_app.quality.calibration import expected_calibration_error, reliability
from inspector_app.quality.percentiles import percentile
from inspector_app.quality.rates import Rate
from inspector_app.validation.content import (
    Against,
    Calibration,
    DataIdentity,
    Evaluation,
    Latency,
    ModelIdentity,
    Parity,
    ParityRow,
    PartFigures,
    StageRow,
)

_WARM_UP = 5
"""Images whose times are not counted, where there are more."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What was measured, on what, and by which recipe it is judged."""

    model: ModelIdentity
    data: DataIdentity
    recipe: Recipe
    machine: str
    costs: CostMatrix | None = None


def evaluation_of(
    subject: Subject,
    boards: Sequence[ExaminedBoard],
    reference: Sequence[ExaminedBoard] | None,
    against: Against | None,
) -> Evaluation:
    """All figures but the pictures. reference: the same images by the floating-point network."""
    recipe = subject.recipe
    severities = {code: rule.severity for code, rule in recipe.classes.items()}
    matrix = subject.costs or assumed_costs(severities)
    return Evaluation(
        program=__version__,
        evaluated_at=datetime.now(UTC).replace(microsecond=0),
        model=subject.model,
        data=subject.data,
        parts=part_figures(boards, recipe),
        map50=_map50(boards, recipe),
        classes=class_figures(boards, recipe),
        confusion=confusion_of(boards, recipe),
        slices=slices_of(boards, recipe, subject.data.unit),
        calibration=calibration_of(boards),
        latency=latency_of(boards, subject.machine),
        costs=cost_curves(boards, recipe, matrix, assumed=subject.costs is None),
        parity=parity_of(boards, reference, recipe) if reference is not None else None,
        against=against,
    )


def part_figures(boards: Sequence[ExaminedBoard], recipe: Recipe) -> PartFigures:
    """Verdicts on parts; a part is good where all its images are."""
    parts = parts_of(boards)
    verdicts = [verdict_of_part(part, recipe) for part in parts]
    good = [all(board.good for board in part) for part in parts]
    passed = [verdict.outcome is Outcome.PASS for verdict in verdicts]
    failed = [verdict.outcome is Outcome.FAIL for verdict in verdicts]
    rules = [verdict.rule.value for verdict in verdicts]
    return PartFigures(
        parts=len(parts),
        bad_passed=Rate(sum(p and not g for p, g in zip(passed, good, strict=True)), good.count(False)),
        good_failed=Rate(sum(f and g for f, g in zip(failed, good, strict=True)), good.count(True)),
        review=Rate(sum(verdict.outcome is Outcome.REVIEW for verdict in verdicts), len(verdicts)),
        rules={rule: rules.count(rule) for rule in sorted(set(rules))},
    )


def _map50(boards: Sequence[ExaminedBoard], recipe: Recipe) -> float:
    every = [match(board.findings, board.defects, board.iou) for board in boards]
    return mean_average_precision(every, tuple(recipe.classes))


def calibration_of(boards: Sequence[ExaminedBoard]) -> Calibration:
    """Score against share of right findings, all classes, from the lowest score on."""
    found = [
        (one.finding.score, one.defect is not None)
        for board in boards
        for one in match(board.findings, board.defects, board.iou)
        if one.finding is not None
    ]
    bins = reliability([min(score, 1.0) for score, _ in found], [right for _, right in found])
    return Calibration(bins=bins, error=expected_calibration_error(bins), floor=LOWEST_SCORE)


def latency_of(boards: Sequence[ExaminedBoard], machine: str) -> Latency:
    """What each stage takes, the slowest first, without the first images; golden preparation is not part of it."""
    timed = [board for board in boards if board.whole_ms is not None]
    timed = timed[_WARM_UP:] if len(timed) > 2 * _WARM_UP else timed
    whole = [board.whole_ms or 0.0 for board in timed]
    stages = sorted({stage for board in timed for stage in board.ms})
    times = {stage: [board.ms.get(stage, 0.0) for board in timed] for stage in stages}
    mean_whole = fmean(whole) if whole else 0.0
    rows = [
        StageRow(
            stage=stage,
            mean_ms=fmean(values),
            p50_ms=percentile(values, 50).value or 0.0,
            p99_ms=percentile(values, 99).value or 0.0,
            share=fmean(values) / mean_whole if mean_whole else 0.0,
        )
        for stage, values in times.items()
    ]
    p50, p95, p99 = (percentile(whole, percent).value or 0.0 for percent in (50, 95, 99))
    slowest_first = tuple(sorted(rows, key=lambda row: -row.mean_ms))
    return Latency(machine=machine, n=len(timed), p50_ms=p50, p95_ms=p95, p99_ms=p99, stages=slowest_first)


def parity_of(int8: Sequence[ExaminedBoard], fp32: Sequence[ExaminedBoard], recipe: Recipe) -> Parity:
    """INT8 beside floating point, a class and as a whole, at the same thresholds."""
    rows = tuple(
        ParityRow(
            code=one.code,
            recall_int8=one.recall,
            recall_fp32=other.recall,
            precision_int8=one.precision,
            precision_fp32=other.precision,
            ap50_int8=one.ap50,
            ap50_fp32=other.ap50,
        )
        for one, other in zip(class_figures(int8, recipe), class_figures(fp32, recipe), strict=True)
    )
    same = [
        verdict_of(one, recipe).outcome is verdict_of(other, recipe).outcome
        for one, other in zip(int8, fp32, strict=True)
    ]
    return Parity(
        rows=rows,
        map50_int8=_map50(int8, recipe),
        map50_fp32=_map50(fp32, recipe),
        same_verdict=Rate(sum(same), len(same)),
    )
