"""What a shift report says, section by section. None means "n/a": the input for it does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from inspector_app.domain.geometry import Box
from inspector_app.domain.verdict import Outcome
from inspector_app.quality.agreement import TwoByTwo
from inspector_app.quality.control_chart import ControlChart
from inspector_app.quality.percentiles import Percentile
from inspector_app.quality.rates import Oee, Rate
from inspector_app.shifts.ports import GATE, EventRow, HoldCounts
from inspector_app.shifts.uptime import Uptime


@dataclass(frozen=True, slots=True)
class Head:
    """Who, where, when, with what. as_of is the shift's end, or how far a running shift has come."""

    site: str
    line: str
    shift_name: str
    operator: str
    zone: str
    started_at: datetime
    ended_at: datetime | None
    as_of: datetime
    products: tuple[str, ...]
    lots: tuple[str, ...]
    recipes: tuple[str, ...]
    models: tuple[str, ...]
    programs: tuple[str, ...]
    modes: tuple[str, ...]

    @property
    def is_running(self) -> bool:
        """The shift is not over: its figures are not final."""
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class Attention:
    """A sentence that the reader must see first; "act" needs an action, "look" a look."""

    level: Literal["act", "look"]
    text: str


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of inspections; only parts counts parts.

    passed + failed + review is what the machine said; good_by_machine to waiting is how things stand. Each
    inspection is in one of either.
    """

    inspected: int
    parts: int
    came_again: int
    planned: int | None
    passed: int
    failed: int
    review: int
    good_by_machine: int
    good_by_person: int
    bad_confirmed: int
    cant_tell: int
    waiting: int
    oldest_waiting_at: datetime | None
    late: int

    @property
    def good(self) -> int:
        """Passed by the machine and not overturned, or held good by a person."""
        return self.good_by_machine + self.good_by_person


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates with their n. Confirmed and not yet reviewed stand side by side and are never added up.

    first_pass: passed by the machine at the part's first inspection. first_pass_reviewed: held good at the
    first inspection, once no first inspection waits (else None).
    """

    first_pass: Rate
    first_pass_reviewed: Rate | None
    machine_fail: Rate
    machine_review: Rate
    confirmed: Rate
    waiting: Rate
    defects: int
    dpmo: float | None
    oee: Oee | None
    oee_missing: str


@dataclass(frozen=True, slots=True)
class DefectRow:
    """A kind of defect, or a rule where no finding decided; cumulative (0 to 1) in the Pareto's order."""

    code: str
    name: str
    confirmed: int
    waiting: int
    held_good: int
    cant_tell: int
    cumulative: float | None


@dataclass(frozen=True, slots=True)
class Pareto:
    """Defects, most frequent first; basis says by which count they are ranked and accumulated."""

    rows: tuple[DefectRow, ...]
    basis: Literal["confirmed", "not yet reviewed"]


@dataclass(frozen=True, slots=True)
class TopDefect:
    """An example of a frequent defect; paths are relative to the home, None where no image is kept.

    score: None where a person drew it, since the machine had missed it.
    """

    name: str
    part: str
    view: str
    box: Box
    size_mm: float
    score: float | None
    is_confirmed: bool
    image_path: str | None
    golden_path: str | None


@dataclass(frozen=True, slots=True)
class HourRow:
    """One clock hour of the plant."""

    start: datetime
    end: datetime
    inspected: int
    passed: int
    failed: int
    review: int
    confirmed: int
    waiting: int


@dataclass(frozen=True, slots=True)
class AgainstRow:
    """How people answered the parts of one machine outcome; unanswered: waits, or (PASS) nobody was asked."""

    outcome: Outcome
    bad: int
    good: int
    cant_tell: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person's answers that hold, and how many were taken back."""

    person: str
    confirmed: int
    overridden: int
    missed: int
    cant_tell: int
    taken_back: int
    authenticated: bool


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """An answer that differs from the machine's, with its class or reason and name."""

    at: datetime
    part: str
    machine: str
    answer: str
    detail: str
    person: str


@dataclass(frozen=True, slots=True)
class MachineAndPerson:
    """Machine against person; two_by_two leaves out what either did not decide."""

    rows: tuple[AgainstRow, ...]
    two_by_two: TwoByTwo
    missed_defects: int
    people: tuple[PersonRow, ...]
    overrides: tuple[OverrideRow, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """How the line ran: stops, outages, alarms, challenge results, other events; latency in ms."""

    stops: tuple[EventRow, ...]
    not_ready: tuple[EventRow, ...]
    outages: tuple[EventRow, ...]
    alarms: tuple[EventRow, ...]
    challenges: tuple[EventRow, ...]
    others: tuple[EventRow, ...]
    stopped_s: float
    outage_s: float
    uptime: Uptime
    camera_uptimes: tuple[Uptime, ...]
    """Of cameras that were ever away; the others always gave images."""
    lost_frames: int | None
    hold: HoldCounts
    p50_ms: Percentile
    p95_ms: Percentile
    p99_ms: Percentile
    notes: str

    @property
    def sensor_words(self) -> tuple[str, bool] | None:
        """What came of counting the hold bin by its sensor, and whether both agreed; None where nobody counted."""
        counted = [event for event in (*self.alarms, *self.others) if event.source == GATE]
        newest = max(counted, key=lambda event: event.at, default=None)
        return None if newest is None else (newest.text, newest.kind != "alarm")


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One place to sign: the role, the printed name (empty: to be written), what the signature means."""

    role: str
    printed_name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ShiftReport:
    """The whole report. sha256 is of the data that it was made from; report_id is derived from it."""

    report_id: str
    sha256: str
    head: Head
    attention: tuple[Attention, ...]
    totals: Totals
    rates: Rates
    pareto: Pareto
    top_defects: tuple[TopDefect, ...]
    hours: tuple[HourRow, ...]
    chart: ControlChart
    chart_minutes: int
    against: MachineAndPerson
    operation: Operation
    signatures: tuple[SignatureLine, ...]
