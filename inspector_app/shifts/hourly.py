"""Section 3: the hourly table and the control chart's subgroups."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, tzinfo

from inspector_app.domain.verdict import Outcome
from inspector_app.quality.control_chart import ControlChart, laney_p_chart
from inspector_app.quality.hours import Slot, slot_of, slots_between
from inspector_app.shifts.content import HourRow
from inspector_app.shifts.tally import Case, Standing

MOST_HOURS = 48
"""A longer span (a shift that nobody ended, a clock that was wrong) shows only the hours that had parts."""


def hourly_rows(cases: tuple[Case, ...], start: datetime, end: datetime, zone: tzinfo) -> tuple[HourRow, ...]:
    """One row a clock hour of the plant from start to end, hours without parts included."""
    by_slot = _by_slot(cases, zone, 60)
    return tuple(_hour(slot, by_slot.get(slot, [])) for slot in _slots(by_slot, start, end, zone, 60))


def control_chart(
    cases: tuple[Case, ...], start: datetime, end: datetime, zone: tzinfo
) -> tuple[ControlChart, int]:
    """The Laney p' chart of parts that the machine failed, and how many minutes a subgroup is long."""
    minutes = subgroup_minutes(end - start)
    by_slot = _by_slot(cases, zone, minutes)
    groups = [
        (
            slot.label(zone),
            sum(case.row.outcome is Outcome.FAIL for case in by_slot[slot]),
            len(by_slot[slot]),
        )
        for slot in sorted(by_slot)
    ]
    return laney_p_chart(groups), minutes


def subgroup_minutes(span: timedelta) -> int:
    """An hour for a usual shift; shorter for a short one, so that there is something to compare."""
    if span >= timedelta(hours=5):
        return 60
    return 15 if span >= timedelta(hours=1) else 5


def _by_slot(cases: tuple[Case, ...], zone: tzinfo, minutes: int) -> dict[Slot, list[Case]]:
    by_slot: dict[Slot, list[Case]] = {}
    slot: Slot | None = None
    for case in cases:
        # Cases come in order of time, so most fall into the slot before.
        if slot is None or not slot.start <= case.row.at < slot.end:
            slot = slot_of(case.row.at, zone, minutes)
        by_slot.setdefault(slot, []).append(case)
    return by_slot


def _slots(
    by_slot: dict[Slot, list[Case]], start: datetime, end: datetime, zone: tzinfo, minutes: int
) -> list[Slot]:
    first = min([start, *(slot.start for slot in by_slot)])
    last = max([end, *(slot.start + timedelta.resolution for slot in by_slot)])
    if last - first > timedelta(hours=MOST_HOURS):
        return sorted(by_slot)
    return list(slots_between(first, last, zone, minutes))


def _hour(slot: Slot, cases: list[Case]) -> HourRow:
    outcomes = Counter(case.row.outcome for case in cases)
    standings = Counter(case.standing for case in cases)
    return HourRow(
        start=slot.start,
        end=slot.end,
        inspected=len(cases),
        passed=outcomes[Outcome.PASS],
        failed=outcomes[Outcome.FAIL],
        review=outcomes[Outcome.REVIEW],
        confirmed=standings[Standing.BAD_CONFIRMED],
        waiting=standings[Standing.WAITING],
    )
