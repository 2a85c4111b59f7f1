"""Section 5: how the line ran."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from math import isfinite

from inspector_app.quality.percentiles import percentile
from inspector_app.shifts.content import Operation
from inspector_app.shifts.periods import covered, seconds
from inspector_app.shifts.ports import EventKind, EventRow, HoldCounts
from inspector_app.shifts.tally import Case
from inspector_app.shifts.uptime import uptimes


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
    events = tuple(events)
    by_kind: dict[EventKind, list[EventRow]] = {}
    for event in sorted(events, key=lambda row: (row.at, row.kind, row.text)):
        by_kind.setdefault(event.kind, []).append(event)
    stops, outages = tuple(by_kind.get("stop", ())), tuple(by_kind.get("camera outage", ()))
    station, cameras = uptimes(events, span)
    latencies = [case.row.latency_ms for case in cases if isfinite(case.row.latency_ms)]
    return Operation(
        stops=stops,
        not_ready=tuple(by_kind.get("not ready", ())),
        outages=outages,
        alarms=tuple(by_kind.get("alarm", ())),
        challenges=tuple(by_kind.get("challenge", ())),
        others=tuple(by_kind.get("event", ())),
        stopped_s=seconds(covered(stops, span)),
        outage_s=seconds(covered(outages, span)),
        uptime=station,
        camera_uptimes=cameras,
        lost_frames=lost_frames,
        hold=hold,
        p50_ms=percentile(latencies, 50),
        p95_ms=percentile(latencies, 95),
        p99_ms=percentile(latencies, 99),
        notes=notes,
    )
