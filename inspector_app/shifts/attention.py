"""What needs attention, first: sentences, the ones that need an action before the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import tzinfo

from inspector_app.domain.recipe import Mode
from inspector_app.domain.verdict import Outcome, Rule
from inspector_app.quality.control_chart import ControlChart
from inspector_app.shifts.calendar import clock_text, duration_text, moment_text, plant_zone
from inspector_app.shifts.content import Attention, Head, MachineAndPerson, Operation, Totals
from inspector_app.shifts.ports import RecipeRow
from inspector_app.shifts.tally import Case, mode_of
from inspector_app.shifts.uptime import low_uptime

FALSE_CALL_LIMIT = 0.08
"""Past 8 to 10 % of false calls operators override by habit."""

TROUBLE = (
    Rule.EMPTY_FIXTURE,
    Rule.WRONG_PRODUCT,
    Rule.TURNED,
    Rule.BAD_ALIGNMENT,
    Rule.UNLIKE_GOLDEN,
    Rule.TWO_PARTS,
    Rule.GLARE,
    Rule.TOO_DARK,
    Rule.TOO_BRIGHT,
    Rule.BLURRED,
    Rule.NO_IMAGE,
    Rule.NO_GOLDEN,
    Rule.NO_RECIPE,
    Rule.UNKNOWN_CLASS,
    Rule.LATE,
    Rule.FAULT,
)
"""Rules that say that the picture or the station was not right, whatever the part was."""


def find_attention(
    cases: tuple[Case, ...],
    *,
    head: Head,
    recipes: tuple[RecipeRow, ...],
    totals: Totals,
    chart: ControlChart,
    against: MachineAndPerson,
    operation: Operation,
    zone: tzinfo,
) -> tuple[Attention, ...]:
    """All sentences, those that need an action first."""
    found = [
        *_shift_items(head, totals, zone),
        *_people_items(against),
        *_chart_items(chart),
        *_line_items(operation),
        *_hold_items(operation, _rejected_by_the_gate(cases, recipes)),
        *_trouble_items(cases),
        *_process_items(head, totals),
    ]
    return tuple(sorted(found, key=lambda item: item.level != "act"))


def count_text(n: int, one: str, many: str) -> str:
    """The count with its noun, as 1 part or 1,204 parts."""
    return f"{n:,} {one if n == 1 else many}"


def _shift_items(head: Head, totals: Totals, zone: tzinfo) -> Iterator[Attention]:
    if head.is_running:
        as_of = clock_text(head.as_of, zone)
        yield Attention("act", f"Shift still running: figures as of {as_of}, not final, not to be signed.")
    if plant_zone(head.zone) is None:
        yield Attention("act", f"The plant's zone {head.zone!r} is not known: all times are UTC.")
    if totals.inspected == 0:
        yield Attention("act", "No part was inspected in this shift.")
    if totals.waiting and totals.oldest_waiting_at:
        parts = count_text(totals.waiting, "part waits", "parts wait")
        since = moment_text(totals.oldest_waiting_at, head.started_at, zone)
        yield Attention("act", f"{parts} for an answer, the oldest since {since}.")
    if totals.cant_tell:
        parts = count_text(totals.cant_tell, "part was", "parts were")
        yield Attention("act", f"{parts} left open (“can't tell”, or not judged): look or inspect again.")


def _people_items(against: MachineAndPerson) -> Iterator[Attention]:
    missed = against.two_by_two.good_bad
    if missed:
        parts = count_text(missed, "bad part", "bad parts")
        yield Attention(
            "act", f"{parts} passed by the machine, found by a person: more may have left as good."
        )
    calls = against.two_by_two.false_calls
    if calls.share is not None and calls.share > FALSE_CALL_LIMIT:
        yield Attention(
            "look",
            f"False calls: {calls.count:,} of {calls.n:,} answered fails ({calls.share * 100:.1f} %), above 8 %.",
        )


def _line_items(operation: Operation) -> Iterator[Attention]:
    if operation.lost_frames:
        yield Attention(
            "act", f"{count_text(operation.lost_frames, 'triggered frame', 'triggered frames')} lost."
        )
    for name, events, seconds in (
        ("camera outage", operation.outages, operation.outage_s),
        ("stop", operation.stops, operation.stopped_s),
    ):
        if events:
            lasting = sum(event.ended_at is None for event in events)
            tail = f", {lasting} without an end" if lasting else ""
            text = f"{count_text(len(events), name, name + 's')}, {duration_text(seconds)} in all{tail}."
            yield Attention("act" if lasting else "look", text)
    for one in (operation.uptime, *operation.camera_uptimes):
        if one.is_low:
            yield Attention("look", low_uptime(one))
    if operation.alarms:
        yield Attention("look", f"{count_text(len(operation.alarms), 'alarm', 'alarms')}: see their list.")


def _rejected_by_the_gate(cases: tuple[Case, ...], recipes: tuple[RecipeRow, ...]) -> int | None:
    """How many parts the gate sent to the hold bin; None where a recipe is no longer known."""
    modes = [mode_of(case.row, recipes) for case in cases if case.row.outcome is not Outcome.PASS]
    return None if "" in modes else sum(mode == Mode.AUTO_REJECT.value for mode in modes)


def _hold_items(operation: Operation, rejected: int | None) -> Iterator[Attention]:
    hold = operation.hold
    counted = operation.sensor_words
    if counted is not None and not counted[1]:
        yield Attention("act", counted[0])
    recorded = hold.held + hold.released + hold.scrapped
    if rejected is not None and recorded != rejected + hold.passed:
        sent = rejected + hold.passed
        yield Attention("act", f"Hold bin: {recorded:,} parts on record, but {sent:,} were rejected.")
    if hold.passed:
        parts = count_text(hold.passed, "part that had passed was", "parts that had passed were")
        yield Attention("look", f"{parts} rejected all the same, too late or while the line was not ready.")
    if hold.held:
        parts = count_text(hold.held, "part lies", "parts lie")
        yield Attention("look", f"{parts} in the hold bin, neither released nor scrapped: count them.")


def _trouble_items(cases: tuple[Case, ...]) -> Iterator[Attention]:
    rules = Counter(case.row.rule for case in cases if case.row.outcome is not Outcome.PASS)
    trouble = [f"{rule.value} {rules[rule]:,}" for rule in TROUBLE if rules[rule]]
    if trouble:
        yield Attention("look", f"Rejected for another cause than a defect: {', '.join(trouble)}.")


def _chart_items(chart: ControlChart) -> Iterator[Attention]:
    if out := chart.out_of_limits:
        labels = ", ".join(point.label for point in out[:4]) + (" ..." if len(out) > 4 else "")
        yield Attention("look", f"Fail rate outside its control limits at {labels}.")


def _process_items(head: Head, totals: Totals) -> Iterator[Attention]:
    for name, values in (
        ("models", head.models),
        ("recipe versions", head.recipes),
        ("programs", head.programs),
    ):
        if len(values) > 1:
            yield Attention("look", f"{len(values)} {name} decided in this shift: {', '.join(values)}.")
    if set(head.modes) - {Mode.AUTO_REJECT.value}:
        yield Attention("act", f"Mode was {' and '.join(head.modes)}: the gate was not driven throughout.")
    if totals.planned and not head.is_running and totals.inspected < totals.planned:
        yield Attention("look", f"Below plan: {totals.inspected:,} of {totals.planned:,} inspected.")
