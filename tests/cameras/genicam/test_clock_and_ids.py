"""Frame ids without their wrap, and the moment of exposure by two clocks."""

import pytest

from inspector_app.cameras.genicam.device_clock import DeviceClock
from inspector_app.cameras.genicam.frame_ids import FrameIds


def test_ids_go_on_over_the_wrap_of_sixteen_bits():
    ids = FrameIds()
    assert [ids.next(raw) for raw in (65533, 65534, 65535, 1, 2)] == [65533, 65534, 65535, 65536, 65537]
    assert ids.missing == 0


def test_gaps_are_counted_and_repeats_refused():
    ids = FrameIds()
    assert [ids.next(raw) for raw in (5, 6, 9, 9, 7, 10)] == [5, 6, 9, None, None, 10]
    assert ids.missing == 2


def test_a_buffer_that_was_thrown_away_explains_one_missing_id():
    ids = FrameIds()
    ids.next(1)
    ids.thrown_away()
    ids.next(4)
    assert ids.missing == 1


def test_without_a_device_clock_exposure_began_a_period_before_arrival():
    clock = DeviceClock()
    for number in range(5):
        clock.seen(100 + number * 0.05, None)
    assert clock.began_s(100.2, None, 0.001) == pytest.approx(100.15)
    assert clock.began_s(100.2, None, 0.08) == pytest.approx(100.12), "a long exposure counts whole"


def test_a_frame_that_was_held_up_on_its_way_is_as_old_as_its_device_says():
    clock = DeviceClock()
    for number in range(5):
        clock.seen(100 + number * 0.05 + 0.004, 7 + number * 0.05)
    clock.seen(100.55, 7.25)  # 0.3 s late
    assert clock.began_s(100.55, 7.25, 0.0) == pytest.approx(100.204)
