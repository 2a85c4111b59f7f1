"""One signal a part, in time or REJECT."""

import threading
import time

import pytest

from inspector_app.domain.part import Part
from inspector_app.domain.verdict import Signal
from inspector_app.station import SignalGuard
from inspector_app.station.signal_guard import Sent
from tests.station.fakes import Gate

ONE, TWO = Part("one", 1), Part("two", 2)


@pytest.fixture
def gate():
    return Gate()


@pytest.fixture
def guard(gate):
    guard = SignalGuard(gate)
    guard.set_ready(True)
    yield guard
    guard.close()


def begin(guard, part, seconds=10.0, drives=True):
    guard.begin(part, time.monotonic() + seconds, drives=drives)


def test_the_first_signal_of_the_part_in_work_passes(guard, gate):
    begin(guard, ONE)
    guard.send(ONE, Signal.ACCEPT)
    guard.send(ONE, Signal.REJECT)
    assert guard.end(ONE) == Sent(Signal.ACCEPT, late=False)
    assert gate.signals == [(1, Signal.ACCEPT)]


def test_at_the_deadline_the_part_is_rejected_though_nobody_said_so(guard, gate):
    begin(guard, ONE, 0.05)
    time.sleep(0.3)
    assert gate.signals == [(1, Signal.REJECT)]
    guard.send(ONE, Signal.ACCEPT)
    assert guard.end(ONE) == Sent(Signal.REJECT, late=True)
    assert gate.signals == [(1, Signal.REJECT)]


def test_a_late_signal_never_reaches_the_next_part(guard, gate):
    begin(guard, ONE, 0.0)
    begin(guard, TWO)
    guard.send(ONE, Signal.ACCEPT)
    assert (2, Signal.ACCEPT) not in gate.signals
    assert (1, Signal.ACCEPT) not in gate.signals


def test_without_ready_an_accept_becomes_a_reject(guard, gate):
    guard.set_ready(False)
    begin(guard, ONE)
    guard.send(ONE, Signal.ACCEPT)
    assert guard.end(ONE) == Sent(Signal.REJECT, late=False)
    assert gate.signals == [(1, Signal.REJECT)]


def test_a_part_that_nobody_decided_is_rejected_at_its_end(guard, gate):
    begin(guard, ONE)
    guard.end(ONE)
    begin(guard, TWO, drives=False)
    guard.end(TWO)
    assert gate.signals == [(1, Signal.REJECT)]


def test_ready_is_passed_on_when_it_changes_and_goes_off_at_the_end(gate):
    guard = SignalGuard(gate)
    guard.set_ready(True)
    assert (gate.ready, guard.ready) == (True, True)
    guard.close()
    assert (gate.ready, guard.ready) == (False, False)


def test_ready_goes_off_though_a_signal_is_stuck_on_its_way(guard, gate):
    stuck = threading.Event()
    gate.send = lambda part, signal, defect_class: stuck.wait(10)
    begin(guard, ONE, 0.0)
    time.sleep(0.1)
    since = time.monotonic()
    guard.set_ready(False)
    assert time.monotonic() - since < 1
    assert (gate.ready, guard.ready) == (False, False)
    stuck.set()


def test_ready_off_is_said_again_where_the_outputs_failed(guard, gate):
    def fail(ready):
        raise OSError("the link is lost")

    heard, gate.set_ready = gate.set_ready, fail
    with pytest.raises(OSError, match="link"):
        guard.set_ready(False)
    assert not guard.ready
    gate.set_ready = heard
    guard.set_ready(False)
    assert gate.ready is False


def test_the_guard_lives_on_when_the_outputs_fail(guard, gate):
    gate.raising = True
    begin(guard, ONE, 0.0)
    time.sleep(0.1)
    gate.raising = False
    begin(guard, TWO, 0.0)
    time.sleep(0.2)
    assert gate.signals == [(2, Signal.REJECT)]
