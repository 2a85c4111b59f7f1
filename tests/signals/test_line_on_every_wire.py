"""The same line over every protocol, against real servers on loopback: what was not accepted never leaves as good."""

from dataclasses import replace

import pytest

from inspector_app.domain.line_signals import LineFault
from inspector_app.domain.verdict import Signal
from tests.signals.playing import FAST, until


def by_three(number):
    return Signal.REJECT if number % 3 == 0 else Signal.ACCEPT


def fault_codes(station):
    return [fault.code for fault in station.link.state().faults]


def test_exactly_the_accepted_parts_are_good(lines, kind):
    plc, _, setup = lines.plc(kind, replace(FAST, parts=9, window_s=10.0))
    station = lines.station(setup, judge=by_three, deadline_s=9.0)
    until(lambda: plc.program.ended, seconds=60, what="nine parts")
    told = [station.sent[number].signal for number in sorted(station.sent)]
    assert told.count(Signal.ACCEPT) >= 3
    assert [what for _, what in plc.program.decided] == [
        "good" if signal is Signal.ACCEPT else "held" for signal in told
    ]
    assert (plc.program.counts.no_answer, plc.program.counts.stale) == (0, 0)
    assert fault_codes(station) == []


def test_a_cut_in_the_middle_rejects_and_waits_for_somebody_who_acknowledges(lines, kind):
    plc, cable, setup = lines.plc(kind)
    cuts = []

    def judge(number):
        if number == 3:
            cable.cut()
            cuts.append(plc.program.counts.good)
        return Signal.ACCEPT

    station = lines.station(setup, judge=judge)
    until(lambda: 3 in station.sent, what="the cut")
    assert station.sent[3].signal is Signal.REJECT
    assert station.sent[3].undelivered
    until(lambda: not station.link.state().connected and not station.guard.ready)
    held = plc.program.counts.held
    until(lambda: plc.program.counts.held >= held + 2, what="parts that the PLC rejects by itself")
    assert plc.program.counts.good == cuts[0]
    cable.mend()
    until(lambda: station.link.state().connected, what="the link")
    seen = len(station.sent)
    until(lambda: len(station.sent) >= seen + 2, what="parts while nobody has acknowledged")
    assert plc.program.counts.good == cuts[0]
    assert fault_codes(station) == [LineFault.LINK_LOST]
    assert "to be acknowledged" in station.link.trouble
    station.link.acknowledge()
    until(lambda: plc.program.counts.good > cuts[0] + 1, what="good parts again")
    assert fault_codes(station) == []


def test_outputs_that_are_stuck_are_a_fault_and_nothing_is_accepted(lines, kind):
    if kind == "mqtt":
        pytest.skip("a broker can't hold a topic back: its read-back proves that the message went out")
    plc, _, setup = lines.plc(kind)
    station = lines.station(setup)
    until(lambda: plc.program.counts.good >= 1)
    plc.plc.stuck = True
    until(lambda: LineFault.READ_BACK in fault_codes(station), what="the mismatch")
    until(lambda: not station.guard.ready)
    good, held = plc.program.counts.good, plc.program.counts.held
    until(lambda: plc.program.counts.held >= held + 2)
    assert plc.program.counts.good <= good + 1  # one may have been decided while the mismatch was found
    plc.plc.stuck = False
    until(lambda: "to be acknowledged" in station.link.trouble)
    station.link.acknowledge()
    good = plc.program.counts.good
    until(lambda: plc.program.counts.good > good)


def test_a_loop_that_hangs_loses_its_heartbeat_and_with_it_the_line(lines, quick_kind):
    plc, _, setup = lines.plc(quick_kind, replace(FAST, station_silent_s=0.8))
    station = lines.station(setup)
    until(lambda: plc.program.counts.good >= 1)
    lost = plc.program.counts.station_lost
    station.hangs.set()
    until(lambda: plc.program.counts.station_lost > lost, what="the PLC's own watch")
    good, held = plc.program.counts.good, plc.program.counts.held
    until(lambda: plc.program.counts.held >= held + 2)
    assert plc.program.counts.good == good
    station.hangs.clear()
    until(lambda: plc.program.counts.good > good)


def test_a_reject_that_no_sensor_sees_is_a_fault_that_stops_the_line(lines, quick_kind):
    plc, _, setup = lines.plc(quick_kind, replace(FAST, sensor_works=False), confirm_s=0.4)
    station = lines.station(setup, judge=by_three)
    until(lambda: LineFault.REJECT_NOT_CONFIRMED in fault_codes(station), what="the missing confirmation")
    assert station.link.halting
    assert station.link.state().line_stop
    until(lambda: not station.guard.ready)
    triggered = plc.program.counts.triggered
    until(lambda: plc.program.ended or plc.program.counts.triggered <= triggered + 2)


def test_ready_off_is_on_the_wire_at_once_and_nothing_passes(lines, quick_kind):
    plc, _, setup = lines.plc(quick_kind)
    station = lines.station(setup)
    until(lambda: plc.program.counts.good >= 1 and station.link.state().ready)
    station.ready = False
    until(lambda: not station.link.state().ready, seconds=2.0)
    good, seen = plc.program.counts.good, len(station.sent)
    until(lambda: len(station.sent) >= seen + 3)
    assert plc.program.counts.good <= good + 1
