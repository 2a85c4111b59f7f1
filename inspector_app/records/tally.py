"""Counts of the running shift, kept in memory so that the heartbeat asks the database for little."""

from __future__ import annotations

from collections import deque

from sqlalchemy import Connection, func, select

from inspector_app.domain.part import Inspection
from inspector_app.domain.verdict import Outcome, Rule
from inspector_app.records.tables import EventRow, InspectionRow, VerdictRow

NEWEST_LATENCIES = 1_000


class Tally:
    """What was inspected since the shift began; without a shift, since the station started."""

    def __init__(self) -> None:
        self.outcomes = dict.fromkeys(Outcome, 0)
        self.late = 0
        self.lost_frames = 0
        self._latencies: deque[float] = deque(maxlen=NEWEST_LATENCIES)

    @classmethod
    def of_shift(cls, connection: Connection, shift_seq: int) -> Tally:
        """Counts a shift that was running when the station stopped."""
        tally = cls()
        counts = (
            select(VerdictRow.outcome, VerdictRow.rule, func.count())
            .join(InspectionRow, InspectionRow.seq == VerdictRow.inspection_seq)
            .where(InspectionRow.shift_seq == shift_seq)
            .group_by(VerdictRow.outcome, VerdictRow.rule)
        )
        for outcome, rule, count in connection.execute(counts):
            tally.outcomes[Outcome(outcome)] += count
            tally.late += count if rule == Rule.LATE else 0
        lost = select(func.count()).where(EventRow.shift_seq == shift_seq, EventRow.kind == "lost frame")
        tally.lost_frames = connection.execute(lost).scalar_one()
        return tally

    def count(self, inspection: Inspection) -> None:
        """One more inspection."""
        self.outcomes[inspection.verdict.outcome] += 1
        self.late += inspection.verdict.rule is Rule.LATE
        self._latencies.append(inspection.latency_ms)

    @property
    def inspected(self) -> int:
        """All inspections."""
        return sum(self.outcomes.values())

    @property
    def p99_latency_ms(self) -> float | None:
        """Of the newest parts, the latency that 99 in 100 keep to; None before the first."""
        if not self._latencies:
            return None
        return sorted(self._latencies)[int(0.99 * (len(self._latencies) - 1))]
