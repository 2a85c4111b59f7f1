"""Stretches of time within a shift: what lasted, counted once, and what is left without others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from inspector_app.shifts.ports import EventRow

Period = tuple[datetime, datetime]


def covered(events: Iterable[EventRow], span: Period) -> list[Period]:
    """Where at least one event lasted, in order and apart; one without an end lasts to the end of the span."""
    start, end = span
    periods: list[Period] = []
    for event in sorted(events, key=lambda row: row.at):
        begin, finish = max(event.at, start), min(event.ended_at or end, end)
        if finish <= begin:
            continue
        if periods and begin <= periods[-1][1]:
            periods[-1] = (periods[-1][0], max(periods[-1][1], finish))
        else:
            periods.append((begin, finish))
    return periods


def without(periods: Iterable[Period], others: Sequence[Period]) -> list[Period]:
    """What is left of the periods outside the others, which are in order and apart."""
    left: list[Period] = []
    for start, end in periods:
        reached = start
        for begin, finish in others:
            if finish > reached and begin < end:
                left += [(reached, begin)] if begin > reached else []
                reached = max(reached, finish)
        left += [(reached, end)] if reached < end else []
    return left


def seconds(periods: Iterable[Period]) -> float:
    """Their length together."""
    return sum((end - start).total_seconds() for start, end in periods)
