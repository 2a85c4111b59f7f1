"""The handshake against the PLC's program, by every order of events that hypothesis can think of."""

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from inspector_app.domain.line_signals import LineFault, PlcSignals, StationSignals
from inspector_app.signals.handshake import Handshake
from inspector_app.simulation.plc_program import PlcPlan, PlcProgram

WINDOW_S = 0.5


class Line(RuleBasedStateMachine):
    """A station and a PLC whose messages are late, lost, or cut off; the station may say what it likes."""

    @initialize(first_id=st.sampled_from([1, 7, 2**32 - 3]))
    def start(self, first_id):
        self.now = 100.0
        self.plc = PlcProgram(
            PlcPlan(
                parts_per_hour=36_000,
                window_s=WINDOW_S,
                station_silent_s=1.0,
                first_id=first_id,
                to_sensor_s=0.05,
            )
        )
        self.station = Handshake(plc_silent_s=1.0, confirm_s=2.0)
        self.at_plc: StationSignals | None = None
        self.at_station = PlcSignals()
        self.ready, self.in_work = True, None
        self.station.set_ready(True)
        self.station.connect()
        self.accepted: dict[int, float] = {}
        self.triggered: dict[int, float] = {}
        self.seen = 0

    @rule(
        seconds=st.sampled_from([0.005, 0.02, 0.02, 0.1, 0.1, 0.3, 0.7, 1.5]),
        written=st.sampled_from([True, True, True, False]),
        heard=st.sampled_from([True, True, True, False]),
        beats=st.sampled_from([True, True, True, False]),
    )
    def time_passes(self, seconds, written, heard, beats):
        """What the station writes, and what it hears, may not get through this time."""
        self.now += seconds
        if beats:
            self.station.beat()
        if written and self.station.connected:
            self.at_plc = self.station.out
            self.station.told(self.at_plc, self.now)
        self.plc_cycles()
        if heard and self.station.connected:
            self.station.hear(self.at_station, self.now)

    def plc_cycles(self):
        before = self.plc.counts.triggered
        self.at_station = self.plc.cycle(self.at_plc, self.now)
        if self.plc.counts.triggered > before:
            self.triggered[self.at_station.part_id] = self.now
        for number, became in list(self.plc.decided)[self.seen :]:
            self.seen += 1
            if became == "good":
                self.check_good(self.plc._id_of(number))

    def check_good(self, part_id):
        assert part_id in self.accepted, f"part {part_id} left as good, and nobody had accepted it"
        assert self.accepted[part_id] >= self.triggered[part_id], "its ACCEPT is older than the part"
        assert self.now - self.triggered[part_id] <= WINDOW_S + 0.001, "its ACCEPT came after its window"

    @rule(what=st.sampled_from(["cut", "mend", "ready on", "ready off", "acknowledge"]))
    def something_happens(self, what):
        if what == "cut":
            self.station.lose("cut")
        elif what == "mend" and not self.station.connected:
            self.station.connect()
        elif what == "acknowledge":
            self.station.acknowledge()
        elif what.startswith("ready"):
            self.ready = what == "ready on"
            self.station.set_ready(self.ready)

    @precondition(lambda self: self.station.connected and not self.station.waiting and self.in_work is None)
    @rule()
    def a_part_comes(self):
        for _ in range(60):
            if self.station.waiting:
                return
            self.time_passes(0.02, written=True, heard=True, beats=True)

    @precondition(lambda self: self.station.waiting)
    @rule()
    def begins(self):
        self.in_work = self.station.waiting.popleft().part_id
        self.station.begin(self.in_work, drives=True)

    @precondition(lambda self: self.in_work is not None)
    @rule(accept=st.booleans())
    def decides(self, accept):
        self.say(self.in_work, accept)

    @precondition(lambda self: self.triggered)
    @rule(back=st.integers(0, 3))
    def decides_for_a_part_that_is_not_in_work(self, back):
        """One of before, say: its answer comes late."""
        part_id = (list(self.triggered)[-1] - 1 - back) % (2**32 - 1) + 1
        if part_id != self.in_work:
            before = self.station.out
            assert not self.station.decide(part_id, accept=True, class_code=0)
            assert self.station.out == before

    def say(self, part_id, accept):
        if self.station.decide(part_id, accept=accept, class_code=3) and self.station.out.passed:
            assert accept
            assert self.ready
            self.accepted[part_id] = self.now

    @precondition(lambda self: self.in_work is not None)
    @rule()
    def is_through(self):
        self.station.finish(self.in_work)
        self.in_work = None

    @invariant()
    def what_is_said_makes_sense(self):
        if not hasattr(self, "station"):
            return
        out = self.station.out
        assert not (out.passed and out.failed)
        assert not out.passed or out.result_valid
        assert not (out.busy and out.result_valid)
        assert not out.ready or (self.ready and self.station.connected and not out.fault)
        assert not out.accepts(out.part_id) or out.part_id in self.accepted


TestLine = Line.TestCase
TestLine.settings = settings(max_examples=60, stateful_step_count=50, deadline=None)


@pytest.fixture
def station():
    made = Handshake(plc_silent_s=0, confirm_s=1.0)
    made.set_ready(True)
    made.connect()
    made.hear(PlcSignals(line_running=True), 0.0)
    return made


def triggered(station, part_id, now=1.0):
    station.hear(PlcSignals(line_running=True), now - 0.01)
    station.hear(PlcSignals(trigger=True, part_id=part_id, line_running=True), now)
    station.begin(station.waiting.popleft().part_id, drives=True)


def test_a_late_result_is_never_told_when_the_next_part_has_come(station):
    triggered(station, 5)
    station.hear(PlcSignals(trigger=True, part_id=6), 2.0)
    assert not station.decide(5, accept=True, class_code=0)
    assert station.out == replace(station.out, result_valid=False, passed=False)


def test_without_ready_an_accept_is_told_as_a_reject(station):
    triggered(station, 5)
    station.set_ready(False)
    assert station.decide(5, accept=True, class_code=7)
    assert (station.out.passed, station.out.failed, station.out.class_code) == (False, True, 7)


def test_ready_that_drops_takes_an_accept_back(station):
    triggered(station, 5)
    station.decide(5, accept=True, class_code=0)
    assert station.out.accepts(5)
    station.set_ready(False)
    assert not station.out.accepts(5)


def test_a_trigger_that_is_still_on_after_a_cut_is_not_a_new_part(station):
    triggered(station, 5)
    station.lose("cut")
    station.connect()
    station.hear(PlcSignals(trigger=True, part_id=5), 3.0)
    assert not station.waiting
    station.hear(PlcSignals(trigger=True, part_id=6), 3.1)
    assert [each.part_id for each in station.waiting] == [6]


@pytest.mark.parametrize(("passed", "told"), [(5, True), (4, False)])
def test_an_accept_on_its_way_when_the_link_was_cut_is_settled_by_the_part_id(station, passed, told):
    triggered(station, 5)
    station.decide(5, accept=True, class_code=0)
    station.lose("cut")
    station.connect()
    station.hear(PlcSignals(part_id=6, passed_part=passed), 3.0)
    assert [("Part 5 of the PLC left as good" in text) for text in station.news] == [True] * told
    assert station.out.fault_code == LineFault.LINK_LOST, "and nobody takes it for an escape"


def test_one_id_for_two_parts_running_is_a_fault(station):
    triggered(station, 5)
    station.decide(5, accept=True, class_code=0)
    station.hear(PlcSignals(part_id=5), 2.0)
    station.hear(PlcSignals(trigger=True, part_id=5), 2.1)
    assert station.out.fault_code == LineFault.PART_ID_REPEATED
    assert not station.out.result_valid
    assert not station.waiting


def test_a_reject_is_confirmed_by_its_id_and_another_one_does_not_count(station):
    triggered(station, 5)
    station.decide(5, accept=False, class_code=1)
    station.told(station.out, 1.2)
    station.hear(PlcSignals(rejected_part=4), 1.9)
    assert not station.out.fault
    station.hear(PlcSignals(rejected_part=4), 2.3)
    assert station.out.fault_code == LineFault.REJECT_NOT_CONFIRMED
    assert station.out.line_stop
    station.acknowledge()
    assert not station.out.fault


def test_a_part_that_passed_without_its_accept_stops_the_line(station):
    triggered(station, 5)
    station.decide(5, accept=False, class_code=1)
    station.hear(PlcSignals(passed_part=5), 1.5)
    assert station.out.fault_code == LineFault.PASSED_WITHOUT_ACCEPT
    assert station.out.line_stop


def test_what_was_sorted_before_the_link_came_up_is_not_judged(station):
    station.connect()
    station.hear(PlcSignals(part_id=9, passed_part=7), 1.0)
    station.hear(PlcSignals(part_id=9, passed_part=9), 1.1)
    assert not station.out.fault


def test_a_silent_plc_is_a_fault_until_it_beats_and_somebody_has_looked():
    station = Handshake(plc_silent_s=1.0, confirm_s=0)
    station.set_ready(True)
    station.connect()
    station.hear(PlcSignals(heartbeat=1), 0.0)
    station.hear(PlcSignals(heartbeat=1), 1.5)
    assert station.out.fault_code == LineFault.PLC_SILENT
    station.acknowledge()
    assert station.out.fault_code == LineFault.PLC_SILENT, "its cause stands"
    station.hear(PlcSignals(heartbeat=2), 1.6)
    station.hear(PlcSignals(heartbeat=3, acknowledge=True), 1.7)
    assert station.out.ready


def test_a_recipe_is_asked_for_once(station):
    for _ in range(3):
        station.hear(PlcSignals(recipe_request=2), 1.0)
    assert station.asked_recipe == 2
    station.asked_recipe = None
    station.hear(PlcSignals(recipe_request=2), 1.1)
    assert station.asked_recipe is None
