"""Section 5: how the line ran."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from math import isfinite

from inspector_app.quality.percentiles import percentile
from inspector_app.shifts.content import Operation
from inspector_app.shifts.ports import EventKind, EventRow, HoldCounts
from inspector_app.shifts.tally import Case


def describe_operation(
    cases: tuple[Case, ...],
    events: Iterable[EventRow],
    *,
    span: tuple[datetime, datetime],
    hold: HoldCounts,
    lost_frames: int | None,
    notes: str,
) -> Operation:
    """Events by kind, stopped time and outage time within the span, and latencies."""
    by_kind: dict[EventKind, list[EventRow]] = {}
    for event in sorted(events, key=lambda row: (row.at, row.kind, row.text)):
        by_kind.setdefault(event.kind, []).append(event)
    stops, outages = tuple(by_kind.get("stop", ())), tuple(by_kind.get("camera outage", ()))
    latencies = [case.row.latency_ms for case in cases if isfinite(case.row.latency_ms)]
    return Operation(
        stops=stops,
        outages=outages,
        alarms=tuple(by_kind.get("alarm", ())),
        challenges=tuple(by_kind.get("challenge", ())),
        others=tuple(by_kind.get("event", ())),
        stopped_s=covered_seconds(stops, span),
        outage_s=covered_seconds(outages, span),
        lost_frames=lost_frames,
        hold=hold,
        p50_ms=percentile(latencies, 50),
        p95_ms=percentile(latencies, 95),
        p99_ms=percentile(latencies, 99),
        notes=notes,
    )


def covered_seconds(events: Iterable[EventRow], span: tuple[datetime, datetime]) -> float:
    """Seconds of the span in which at least one event lasted; one without an end lasts to the end."""
    start, end = span
    total, reached = 0.0, start
    for event in sorted(events, key=lambda row: row.at):
        begin, finish = max(event.at, reached), min(event.ended_at or end, end)
        if finish > begin:
            total += (finish - begin).total_seconds()
            reached = finish
    return total
