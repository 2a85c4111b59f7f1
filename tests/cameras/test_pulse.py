"""Heartbeat and back-off."""

import pytest

from inspector_app.cameras.pulse import BackOff, Pulse


def test_fps_is_of_the_last_seconds_and_zero_in_silence():
    pulse = Pulse(0.0)
    for tick in range(1, 31):
        pulse.beat(tick * 0.2, tick)
    assert pulse.fps(6.0) == pytest.approx(5.0, abs=0.3)
    assert pulse.silent_s(6.5) == pytest.approx(0.5)
    assert pulse.fps(10.0) == 0.0


def test_time_in_which_nobody_listened_is_no_silence():
    pulse = Pulse(0.0)
    pulse.excuse(3.0)
    pulse.excuse(-1.0)
    assert pulse.silent_s(4.0) == pytest.approx(1.0)


def test_waits_grow_to_a_limit_below_five_seconds_and_start_anew_after_a_steady_run():
    back_off = BackOff()
    waits = []
    for _ in range(8):
        back_off.started(100.0)
        waits.append(back_off.ended(100.0) - 100.0)
    assert waits == sorted(waits)
    assert waits[0] < 0.5
    assert waits[-1] < 5.0
    back_off.started(200.0)
    assert back_off.ended(260.0) - 260.0 == pytest.approx(waits[0])
