"""What the PLC of the simulated line does in each of its cycles: it owns the fail-safe.

It rejects unless a fresh ACCEPT for exactly its part comes in its own time window. It knows nothing of the station but
the signals, as docs/line-signals.md tells a PLC programmer.
"""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass, replace
from typing import Literal

from inspector_app.domain.line_signals import PlcSignals, StationSignals

Away = Literal["reject", "stop", "manual"]
_TRIGGER_OFF_S = 0.03
"""Between two parts the trigger is off for so long, so that the station's polls can't miss it."""


@dataclass(frozen=True, slots=True)
class PlcPlan:
    """The line: its speed, the PLC's windows, and what a person may break on it."""

    parts_per_hour: float = 900.0
    window_s: float = 1.2
    """From the trigger on: later it is a REJECT, whatever the station says."""
    station_silent_s: float = 1.5
    """The station's heartbeat must change within, else nothing is accepted."""
    to_sensor_s: float = 0.3
    """From the gate to the sensor at the hold bin."""
    first_id: int = 1
    id_bits: int = 32
    """Of a part id on the wire; it counts from 1 and begins again. 0: parts have none."""
    parts: int | None = None
    """The belt ends after so many."""
    sensor_works: bool = True
    gate_works: bool = True
    """False: the gate lets everything pass, and the sensor above the good lane says so."""
    acknowledge_after_s: float | None = None
    """A person acknowledges the station's faults after so long; None: nobody does."""


@dataclass(slots=True)
class PlcCounts:
    """What the PLC has seen."""

    triggered: int = 0
    good: int = 0
    held: int = 0
    told_reject: int = 0
    """Of the held ones: those for which a valid REJECT came."""
    no_answer: int = 0
    """Of the held ones: those for which nothing came in time."""
    stale: int = 0
    """Of the held ones: a result for their id stood there before they came."""
    manual: int = 0
    """Those that went by manual inspection while the station was away."""
    stopped_cycles: int = 0
    """Cycles in which the belt stood."""
    station_lost: int = 0
    """How often the station's heartbeat stopped."""

    def as_json(self) -> dict[str, int]:
        """As the command line gives it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Waiting:
    number: int
    """How many were before it."""
    part_id: int
    until: float
    stale: bool
    busy_seen: bool = False


class PlcProgram:
    """Call `cycle` every few milliseconds with what the station says; it gives what the PLC says."""

    def __init__(self, plan: PlcPlan) -> None:
        self.plan = plan
        self.counts = PlcCounts()
        self.decided: deque[tuple[int, Literal["good", "held", "manual"]]] = deque(maxlen=100_000)
        """What became of each part (its number, from 0), the oldest first."""
        self._waiting: _Waiting | None = None
        self._on_the_way: deque[tuple[float, int]] = deque()
        self._out = PlcSignals(line_running=True)
        self._due: float | None = None
        self._not_before = 0.0
        self._beat = (-1, float("-inf"))
        self._station_alive = False
        self._away: Away = "reject"
        """What to do while the station is away, as it said when last alive; a PLC that never heard it rejects."""
        self._fault_since: float | None = None
        self.recipe_request = 0

    @property
    def station_alive(self) -> bool:
        """Whether the station's heartbeat goes on."""
        return self._station_alive

    @property
    def ended(self) -> bool:
        """All parts are through, and the sensor has seen what it will see."""
        done = self.plan.parts is not None and self.counts.triggered >= self.plan.parts
        return done and self._waiting is None and not self._on_the_way

    def cycle(self, station: StationSignals | None, now: float) -> PlcSignals:
        """One cycle. station None: the server has nothing from it."""
        station = station or StationSignals()
        self._watch_station(station, now)
        self.counts.stopped_cycles += self._stopped(station)
        taken = self._decide(station, now)
        self._bring(station, now)
        self._sense(now)
        part = self._waiting
        self._out = PlcSignals(
            trigger=part is not None and not (station.busy and station.part_id == part.part_id),
            acknowledge=self._acknowledges(station, now),
            result_taken=taken,
            line_running=not self._stopped(station),
            reject_seen=self._out.reject_seen,
            heartbeat=int(now * 20) % 0x10000,
            part_id=part.part_id if part is not None else self._out.part_id,
            recipe_request=self.recipe_request,
            rejected_part=self._out.rejected_part,
            passed_part=self._out.passed_part,
            held=self.counts.held,
            good=self.counts.good,
            manual=self.counts.manual,
        )
        return self._out

    def _watch_station(self, station: StationSignals, now: float) -> None:
        if station.heartbeat != self._beat[0]:
            self._beat = (station.heartbeat, now)
        alive = now - self._beat[1] <= self.plan.station_silent_s
        self.counts.station_lost += self._station_alive and not alive
        self._station_alive = alive
        if alive:
            self._away = "stop" if station.away_stop else "manual" if station.away_manual else "reject"

    def _bring(self, station: StationSignals, now: float) -> None:
        period = 3600 / self.plan.parts_per_hour
        if self._due is None:
            self._due = now + period
        ended = self.plan.parts is not None and self.counts.triggered >= self.plan.parts
        early = now < max(self._due, self._not_before)
        if ended or self._waiting is not None or early or self._stopped(station):
            return
        self._due = max(self._due + period, now)
        if self._goes_manual:
            self._send_to_manual(self.counts.triggered)
            self.counts.triggered += 1
            return
        number, part_id = self.counts.triggered, self._id_of(self.counts.triggered)
        stale = station.result_valid and station.part_id == part_id
        stale = stale or (
            part_id == 0 and station.busy
        )  # the answer of the part before could be taken for its own
        self._waiting = _Waiting(number, part_id, now + self.plan.window_s, stale)
        self.counts.triggered += 1

    def _id_of(self, number: int) -> int:
        if not self.plan.id_bits:
            return 0
        return (self.plan.first_id + number - 1) % ((1 << self.plan.id_bits) - 1) + 1

    def _decide(self, station: StationSignals, now: float) -> bool:
        """Sorts the part that waits, if its time has come; whether a result was taken."""
        part = self._waiting
        if part is None:
            return station.result_valid
        if station.busy and station.part_id == part.part_id:
            part = self._waiting = replace(part, busy_seen=True)
        answered = station.result_valid and station.part_id == part.part_id and self._station_alive
        if part.stale:
            self.counts.stale += 1
            self._sort(part, good=False, now=now)
        elif self._goes_manual:
            self._waiting, self._not_before = None, now + _TRIGGER_OFF_S
            self._send_to_manual(part.number)
        elif now > part.until:
            self.counts.no_answer += 1
            self._sort(part, good=False, now=now)
        elif answered and (part.part_id or part.busy_seen):
            good = station.accepts(part.part_id)
            self.counts.told_reject += not good
            self._sort(part, good=good, now=now)
        else:
            return False
        return station.result_valid  # also one of no use here: the station may take it off

    def _sort(self, part: _Waiting, *, good: bool, now: float) -> None:
        self._waiting, self._not_before = None, now + _TRIGGER_OFF_S
        good = good or not self.plan.gate_works
        self.decided.append((part.number, "good" if good else "held"))
        if good:
            self.counts.good += 1
            self._out = replace(self._out, passed_part=part.part_id)
        elif self.plan.sensor_works:
            self._on_the_way.append((now + self.plan.to_sensor_s, part.part_id))

    @property
    def _goes_manual(self) -> bool:
        return self._away == "manual" and not self._station_alive

    def _send_to_manual(self, number: int) -> None:
        """People look at it by themselves; no machine has seen it."""
        self.counts.manual += 1
        self.decided.append((number, "manual"))

    def _sense(self, now: float) -> None:
        seen = self._out.rejected_part
        arrived = bool(self._on_the_way) and now >= self._on_the_way[0][0]
        if arrived:
            _, seen = self._on_the_way.popleft()
            self.counts.held += 1
        self._out = replace(self._out, rejected_part=seen, reject_seen=arrived)

    def _stopped(self, station: StationSignals) -> bool:
        """The belt stands while the station asks for it; a dead one can't, and what holds then was said before."""
        return station.line_stop if self._station_alive else self._away == "stop"

    def _acknowledges(self, station: StationSignals, now: float) -> bool:
        after = self.plan.acknowledge_after_s
        if after is None or not station.fault:
            self._fault_since = None
            return False
        if self._fault_since is None:
            self._fault_since = now
        waited = now - self._fault_since
        return waited > after and waited % 1.0 < 0.5  # a finger: pressed, and let go
