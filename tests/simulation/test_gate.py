"""The gate: nothing but an ACCEPT for the very part, in time and with READY on, leads to the good bin."""

import pytest

from inspector_app.domain.part import Part
from inspector_app.domain.verdict import Signal
from inspector_app.simulation import Gate


@pytest.fixture
def gate():
    gate = Gate()
    gate.set_ready(True)
    return gate


def test_accept_is_good_and_reject_is_held(gate):
    for number, signal in enumerate((Signal.ACCEPT, Signal.REJECT, Signal.ACCEPT), 1):
        part = Part(f"p{number}", number)
        gate.arrive(part)
        gate.send(part, signal)
    assert (gate.counts.good, gate.counts.held, gate.counts.without_signal) == (2, 1, 0)


def test_a_part_without_signal_is_held_when_the_next_one_comes(gate):
    gate.arrive(Part("a", 1))
    gate.arrive(Part("b", 2))
    assert (gate.counts.held, gate.counts.without_signal) == (1, 1)


def test_a_late_accept_changes_nothing_and_never_counts_for_the_next_part(gate):
    late = Part("a", 1)
    gate.arrive(late)
    gate.arrive(Part("b", 2))
    gate.send(late, Signal.ACCEPT)
    assert gate.counts.good == 0
    gate.arrive(Part("c", 3))
    assert (gate.counts.good, gate.counts.held) == (0, 2)


def test_the_first_signal_counts(gate):
    part = Part("a", 1)
    gate.arrive(part)
    gate.send(part, Signal.REJECT)
    gate.send(part, Signal.ACCEPT)
    assert (gate.counts.good, gate.counts.held) == (0, 1)


def test_without_ready_everything_is_held(gate):
    gate.set_ready(False)
    part = Part("a", 1)
    gate.arrive(part)
    gate.send(part, Signal.ACCEPT)
    assert (gate.counts.good, gate.counts.held) == (0, 1)


def test_a_gate_that_the_station_does_not_drive_stays_open(gate):
    gate.driven = False
    gate.arrive(Part("a", 1))
    gate.arrive(Part("b", 2))
    assert (gate.counts.held, gate.counts.not_driven) == (0, 1)


def test_after_a_death_the_part_at_the_gate_and_those_that_came_by_are_held(tmp_path):
    file, now = tmp_path / "gate.json", [1000.0]
    gate = Gate(file, clock=lambda: now[0])
    gate.set_ready(True)
    gate.arrive(Part("a", 41))
    now[0] += 3.5
    back = Gate(file, clock=lambda: now[0])
    assert back.next_number(period_s=1.0) == 45
    assert (back.counts.held, back.counts.without_signal) == (4, 4)
    assert not back.ready


def test_after_an_orderly_end_or_a_long_absence_nothing_came_by(tmp_path):
    file, now = tmp_path / "gate.json", [1000.0]
    gate = Gate(file, clock=lambda: now[0])
    gate.arrive(Part("a", 1))
    gate.send(Part("a", 1), Signal.REJECT)
    now[0] += 3600
    assert Gate(file, clock=lambda: now[0]).next_number(1.0) == 2
    gate.close()
    now[0] -= 3590
    assert Gate(file, clock=lambda: now[0]).next_number(1.0) == 2


def test_a_spoilt_file_is_no_reason_not_to_start(tmp_path):
    file = tmp_path / "gate.json"
    for content in ("", "[]", '{"good": "many"}', '{"good": 1}', '{"good": Infinity}'):
        file.write_text(content)
        assert Gate(file).counts.held == 0
