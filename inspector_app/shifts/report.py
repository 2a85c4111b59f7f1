"""Puts a shift report together from its rows. Pure: the same rows give the same report, hash included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from inspector_app.domain.shift import Shift
from inspector_app.shifts.against import machine_and_person
from inspector_app.shifts.attention import find_attention
from inspector_app.shifts.calendar import zone_or_utc
from inspector_app.shifts.content import Head, Operation, ShiftReport, SignatureLine
from inspector_app.shifts.defects import main_findings, rank_defects
from inspector_app.shifts.digest import DataDigest
from inspector_app.shifts.examples import ViewImages, pick_examples
from inspector_app.shifts.hourly import control_chart, hourly_rows
from inspector_app.shifts.operation import describe_operation
from inspector_app.shifts.ports import AnswerRow, EventRow, FindingRow, RecipeRow, ShiftData
from inspector_app.shifts.rates import compute_rates
from inspector_app.shifts.tally import Case, count_totals, gather_cases, mode_of


class ShiftUnknownError(LookupError):
    """There is no shift of this id."""


def build_shift_report(data: ShiftData, shift_id: str, now: datetime | None = None) -> ShiftReport:
    """The report of one shift.

    now matters only while the shift runs: how far its hours go; without it, to the last thing that happened.
    Raises ShiftUnknownError, and ValueError for rows that can't be (a time without a zone).
    """
    shift = data.shift(shift_id)
    if shift is None:
        raise ShiftUnknownError(f"There is no shift {shift_id!r}.")
    digest = DataDigest()
    digest.add("shift", shift)
    answers = tuple(digest.passing("answer", data.answers(shift_id)))
    seen = sorted(data.serials_seen_before(shift_id))
    digest.add("serials seen before", seen)
    cases = gather_cases(digest.passing("inspection", data.inspections(shift_id)), answers, seen)
    main = main_findings(cases, digest.passing("finding", data.findings(shift_id)))
    events = tuple(digest.passing("event", data.events(shift_id)))
    as_of = shift.ended_at or now or _last_moment(shift, cases, answers, events)
    digest.add("as of", as_of)
    recipes = tuple(digest.passing("recipe", _recipes(data, cases)))
    hold, lost = data.hold_counts(shift_id), data.lost_frames(shift_id)
    digest.add("hold", hold)
    digest.add("lost frames", lost)
    operation = describe_operation(
        cases, events, span=(shift.started_at, as_of), hold=hold, lost_frames=lost, notes=shift.notes
    )
    return _assemble(
        shift,
        cases,
        main=main,
        view_image=data.view_image,
        answers=answers,
        recipes=recipes,
        operation=operation,
        as_of=as_of,
        sha256=digest.hex(),
    )


def _assemble(
    shift: Shift,
    cases: tuple[Case, ...],
    *,
    main: Mapping[str, FindingRow],
    view_image: ViewImages,
    answers: tuple[AnswerRow, ...],
    recipes: tuple[RecipeRow, ...],
    operation: Operation,
    as_of: datetime,
    sha256: str,
) -> ShiftReport:
    zone = zone_or_utc(shift.zone)
    head = _head(shift, cases, recipes, as_of)
    totals = count_totals(cases, shift.planned_parts)
    chart, minutes = control_chart(cases, shift.started_at, as_of, zone)
    against = machine_and_person(cases, answers)
    pareto = rank_defects(cases, main)
    return ShiftReport(
        report_id=f"SR-{shift.started_at.astimezone(zone):%Y%m%d}-{sha256[:8].upper()}",
        sha256=sha256,
        head=head,
        attention=find_attention(
            cases,
            head=head,
            recipes=recipes,
            totals=totals,
            chart=chart,
            against=against,
            operation=operation,
            zone=zone,
        ),
        totals=totals,
        rates=compute_rates(
            cases,
            totals,
            recipes,
            defects=sum(row.confirmed for row in pareto.rows),
            span=(shift.started_at, shift.ended_at),
            stopped_s=operation.stopped_s,
        ),
        pareto=pareto,
        top_defects=pick_examples(cases, main, pareto, view_image),
        hours=hourly_rows(cases, shift.started_at, as_of, zone),
        chart=chart,
        chart_minutes=minutes,
        against=against,
        operation=operation,
        signatures=_signatures(shift),
    )


def _last_moment(
    shift: Shift, cases: Sequence[Case], answers: Iterable[AnswerRow], events: Iterable[EventRow]
) -> datetime:
    moments = [shift.started_at, *(case.row.at for case in cases[-1:])]
    moments += [row.answer.at for row in answers]
    moments += [event.ended_at or event.at for event in events]
    return max(moments)


def _recipes(data: ShiftData, cases: tuple[Case, ...]) -> Iterator[RecipeRow]:
    """The recipes that decided, in the order in which they came; one that is no longer known is left out."""
    for name, version in dict.fromkeys((case.row.recipe, case.row.recipe_version) for case in cases):
        recipe = data.recipe(name, version)
        if recipe is not None:
            yield recipe


def _head(shift: Shift, cases: tuple[Case, ...], recipes: tuple[RecipeRow, ...], as_of: datetime) -> Head:
    rows = [case.row for case in cases]
    return Head(
        site=shift.site,
        line=shift.line,
        shift_name=shift.name,
        operator=shift.operator,
        zone=shift.zone,
        started_at=shift.started_at,
        ended_at=shift.ended_at,
        as_of=as_of,
        products=_distinct(recipe.product for recipe in recipes),
        lots=_distinct(row.lot for row in rows if row.lot),
        recipes=_distinct(f"{row.recipe} v{row.recipe_version}" for row in rows),
        models=_distinct(row.model for row in rows),
        programs=_distinct(row.program_version for row in rows),
        modes=_distinct(filter(None, (mode_of(row, recipes) for row in rows))),
    )


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in the order in which it came."""
    return tuple(dict.fromkeys(values))


def _signatures(shift: Shift) -> tuple[SignatureLine, ...]:
    return (
        SignatureLine(
            "Operator", shift.operator, "I worked this shift; open parts and notes are handed over."
        ),
        SignatureLine("Supervisor", "", "I have read this report and accept its figures."),
        SignatureLine("Quality", "", "I have seen the overrides and the missed defects."),
    )
