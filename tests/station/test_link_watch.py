"""What the line does about the link to its PLC: READY, people, recipes, stops, and the hold bin counted twice."""

import time

import pytest

from inspector_app.domain.line_signals import LineFault
from inspector_app.domain.link_state import LinkState
from inspector_app.domain.messages import AcknowledgeLine, EndShift, SetFeed, SetMode, StartShift
from inspector_app.domain.recipe import Mode
from inspector_app.domain.verdict import Outcome, Rule, Verdict
from inspector_app.inspection.ports import SignalError
from tests.station.fakes import PASSED, Bench, Parts
from tests.station.test_feed import Running, until

FAILED = Verdict(Outcome.FAIL, Rule.ABOVE_TOLERANCE, "top: short 0.40 mm")


class Link:
    """station.ports.LineLink whose trouble and wishes a test sets."""

    def __init__(self):
        self.trouble, self.halting, self.asked, self.refused = "", False, [], []
        self.beats, self.acknowledged, self.told, self.said = 0, 0, None, None
        self.held, self.on_the_way, self.line_runs, self.manual = 0, 0, True, None
        self.begun, self.finished, self.told_news = [], [], []

    def state(self):
        return LinkState(
            name="PLC", connected=True, ready=True, heard_age_s=0.0, line_runs=self.line_runs, line_stop=False,
            held=self.held, good=0, manual=self.manual, on_the_way=self.on_the_way,
        )  # fmt: skip

    def progress(self):
        self.beats += 1

    def begin(self, part, *, drives):
        self.begun.append((part.number, drives))

    def finish(self, part):
        self.finished.append(part.number)

    def set_state(self, said):
        self.said, self.told = said, (said.fault, said.halted, said.product)

    def asked_product(self):
        return self.asked.pop(0) if self.asked else None

    def refuse_recipe(self, number, why):
        self.refused.append((number, why))

    def news(self):
        told, self.told_news = self.told_news, []
        return told

    def acknowledge(self):
        self.acknowledged += 1
        self.trouble, self.halting = "", False


@pytest.fixture
def running():
    link = Link()
    bench = Bench(Parts(100_000, every_s=0.01), link=link)
    line = Running(bench)
    until(lambda: bench.gate.ready)
    yield bench, line, link
    line.end()


def texts(bench, level):
    return [notice.text for notice in bench.told("notice") if notice.level == level]


def test_the_heartbeat_is_the_loops_own(running):
    bench, _, link = running
    until(lambda: link.beats > 3)
    bench.at_work.slow_s = 0.5
    until(lambda: bench.source.number > 1)
    beats = link.beats
    time.sleep(0.3)
    assert link.beats <= beats + 1
    bench.at_work.slow_s = 0.0


def test_trouble_turns_ready_off_and_an_acknowledgement_brings_it_back(running):
    bench, line, link = running
    link.trouble = "the link to the PLC was cut (code 201); to be acknowledged"
    until(lambda: bench.gate.ready is False)
    assert texts(bench, "alarm") == [f"{link.trouble}. Every part is rejected."]
    assert ("alarm", link.trouble) in bench.records.events
    assert line.ask(AcknowledgeLine).ok
    until(lambda: bench.gate.ready)
    assert bench.records.ended, "the alarm has its end"


def test_a_fault_that_stops_the_line_waits_for_a_person_who_starts_the_feed(running):
    bench, line, link = running
    link.trouble, link.halting = "part 7 was told REJECT, and no sensor saw it (code 220)", True
    until(lambda: "paused" in [state.state for state in bench.told("line_state")])
    number, before = bench.source.number, link.acknowledged
    until(lambda: link.told is not None and link.told[1])
    assert bench.source.number == number
    assert bench.gate.ready is False
    assert any("The line has stopped: part 7" in text for text in texts(bench, "alarm"))
    assert line.ask(SetFeed, running=True).ok
    until(lambda: bench.gate.ready and bench.source.number > number)
    assert link.acknowledged == before + 1


def test_an_operator_who_stops_the_feed_turns_ready_off_at_once(running):
    bench, line, _ = running
    assert line.ask(SetFeed, running=False).ok
    until(lambda: bench.gate.ready is False, seconds=1.0)
    assert line.ask(SetFeed, running=True).ok
    until(lambda: bench.gate.ready)


def test_the_plc_changes_the_recipe_and_an_unknown_one_is_refused(running):
    bench, _, link = running
    link.asked.append((2, "other"))
    until(lambda: link.told is not None and link.told[2] == "other")
    assert bench.source.product == "other"
    link.asked += [(3, None), (4, "unknown")]
    until(lambda: len(link.refused) == 2)
    assert [number for number, _ in link.refused] == [3, 4]
    assert link.told[2] == "other"


def test_the_plc_is_told_what_is_wrong_with_the_station(running):
    bench, _, link = running
    bench.cameras.down = True
    until(lambda: link.told is not None and link.told[0] is LineFault.CAMERA)
    bench.cameras.down = False
    until(lambda: link.told is not None and link.told[0] is LineFault.NONE)


def test_a_line_that_the_plc_has_stopped_is_a_stop_of_the_shift(running):
    bench, _, link = running
    link.line_runs = False
    until(lambda: ("stop", "the PLC has stopped the line") in bench.records.events)
    index = bench.records.events.index(("stop", "the PLC has stopped the line")) + 1
    link.line_runs = True
    until(lambda: str(index) in bench.records.ended)


def test_what_becomes_known_of_a_part_after_a_cut_is_told_and_kept(running):
    bench, _, link = running
    link.told_news.append("Part 9 of the PLC left as good.")
    until(lambda: "Part 9 of the PLC left as good." in texts(bench, "warning"))
    assert ("event", "Part 9 of the PLC left as good.") in bench.records.events


def test_every_part_is_announced_and_closed(running):
    _, _, link = running
    until(lambda: len(link.finished) > 3)
    assert link.begun[:3] == [(1, True), (2, True), (3, True)]
    assert link.finished[:3] == [1, 2, 3]


def test_an_accept_that_did_not_arrive_puts_the_part_into_the_hold_bin(running):
    bench, _, _ = running
    heard = bench.gate.send

    def cut(part, signal, defect_class=""):
        raise SignalError("there was no link to the PLC")

    bench.gate.send = cut
    until(lambda: bench.records.held)
    bench.gate.send = heard
    assert any(
        "but was rejected, since there was no link to the PLC" in text for text in texts(bench, "warning")
    )


def counted(running, sensor_misses):
    bench, line, link = running
    bench.at_work.script = []
    assert line.ask(SetFeed, running=False).ok
    assert line.ask(StartShift, name="Early", operator="Ada").ok
    bench.at_work.script = [FAILED, PASSED, FAILED, FAILED]
    assert line.ask(SetFeed, running=True).ok
    until(lambda: not bench.at_work.script)
    assert line.ask(SetFeed, running=False).ok
    rejected = bench.line._floor.gate.rejected
    link.held = rejected - sensor_misses
    assert line.ask(EndShift).ok
    return bench, rejected


def test_the_hold_bin_agrees_with_the_sensor_at_the_end_of_the_shift(running):
    bench, rejected = counted(running, 0)
    assert rejected >= 3
    kind, text = bench.records.events[-1]
    assert kind == "event"
    assert f"Hold bin, this shift: the station rejected {rejected} parts" in text
    assert text.endswith("they agree.")


def test_a_part_that_the_sensor_never_saw_is_missing_at_the_end_of_the_shift(running):
    bench, _ = counted(running, 1)
    kind, text = next(event for event in bench.records.events if event[1].startswith("Hold bin"))
    assert kind == "alarm"
    assert "1 fewer. Count what lies in the bin" in text


def test_parts_that_went_by_while_the_station_was_away_are_kept_as_not_inspected(running):
    bench, _, link = running
    link.manual = 9
    until(lambda: any("7 parts went by manual inspection" in text for text in texts(bench, "alarm")))
    assert bench.records.uninspected == [9]


def test_in_shadow_and_alert_the_station_stops_no_belt_and_alert_lights_the_lamp(running):
    bench, line, link = running
    assert line.ask(SetMode, mode=Mode.ALERT, person="Ada", reason="").ok
    bench.at_work.script = [FAILED]
    until(lambda: link.said is not None and link.said.alert and link.said.lamp)
    until(lambda: not link.said.lamp)
    link.trouble, link.halting = "part 7 left as good (code 221)", True
    until(lambda: "paused" in [state.state for state in bench.told("line_state")])
    assert link.said.halted is False
    assert line.ask(SetMode, mode=Mode.SHADOW, person="Ada", reason="").ok
    until(lambda: not link.said.alert)
