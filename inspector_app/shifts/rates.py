"""The rates of section 2."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from inspector_app.domain.verdict import Outcome
from inspector_app.quality.rates import Oee, Rate, dpmo, overall_effectiveness
from inspector_app.shifts.content import Rates, Totals
from inspector_app.shifts.ports import RecipeRow
from inspector_app.shifts.tally import Case, Standing

T = TypeVar("T")


def compute_rates(
    cases: tuple[Case, ...],
    totals: Totals,
    recipes: tuple[RecipeRow, ...],
    *,
    defects: int,
    span: tuple[datetime, datetime | None],
    stopped_s: float,
) -> Rates:
    """Rates with their n; span is the shift's start and end, stopped_s the time that the line stood still."""
    oee, missing = _oee(totals, recipes, span, stopped_s)
    return Rates(
        first_pass=_first_pass(cases),
        first_pass_reviewed=_first_pass_reviewed(cases),
        machine_fail=Rate(totals.failed, totals.inspected),
        machine_review=Rate(totals.review, totals.inspected),
        confirmed=Rate(totals.bad_confirmed, totals.inspected),
        waiting=Rate(totals.waiting, totals.inspected),
        defects=defects,
        dpmo=dpmo(defects, totals.inspected, _only({recipe.opportunities_per_part for recipe in recipes})),
        oee=oee,
        oee_missing=missing,
    )


def _first_pass(cases: tuple[Case, ...]) -> Rate:
    first = [case for case in cases if case.is_first]
    return Rate(sum(case.row.outcome is Outcome.PASS for case in first), len(first))


def _first_pass_reviewed(cases: tuple[Case, ...]) -> Rate | None:
    """None while a first inspection waits: leaving it out would flatter, counting it would guess."""
    first = [case.standing for case in cases if case.is_first]
    if Standing.WAITING in first:
        return None
    good = sum(standing in {Standing.GOOD_BY_MACHINE, Standing.GOOD_BY_PERSON} for standing in first)
    return Rate(good, len(first))


def _only(values: set[T | None]) -> T | None:
    """The one value that all share, or None where they differ or there is none."""
    return next(iter(values)) if len(values) == 1 else None


def _oee(
    totals: Totals, recipes: tuple[RecipeRow, ...], span: tuple[datetime, datetime | None], stopped_s: float
) -> tuple[Oee | None, str]:
    """OEE, or None and what is missing for it."""
    start, end = span
    ideal = _only({recipe.ideal_parts_per_hour for recipe in recipes})
    if end is None:
        return None, "the shift is not over"
    if ideal is None:
        return None, "the recipe sets no ideal rate"
    if totals.waiting:
        return None, f"{totals.waiting} not yet reviewed"
    oee = overall_effectiveness(
        planned_s=(end - start).total_seconds(),
        stopped_s=stopped_s,
        parts=totals.inspected,
        good=totals.good,
        ideal_per_hour=ideal,
    )
    return oee, "" if oee else "nothing was inspected"
