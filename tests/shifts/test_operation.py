"""Stops and outages within a shift."""

from datetime import timedelta

import pytest

from inspector_app.shifts.operation import describe_operation
from inspector_app.shifts.periods import covered, seconds
from inspector_app.shifts.ports import GATE, EventRow, HoldCounts
from inspector_app.shifts.tally import gather_cases
from tests.shifts.sample_shift import START, make_row

SPAN = (START, START + timedelta(hours=1))


def _stop(start_min, end_min):
    end = None if end_min is None else START + timedelta(minutes=end_min)
    return EventRow(START + timedelta(minutes=start_min), "stop", "why", ended_at=end)


@pytest.mark.parametrize(
    ("stops", "minutes"),
    [
        ([], 0),
        ([(10, 20)], 10),
        ([(10, 20), (15, 30)], 20),
        ([(10, 30), (15, 20)], 20),
        ([(50, None)], 10),
        ([(-10, 5), (55, 90)], 10),
        ([(20, 10)], 0),
    ],
)
def test_time_is_counted_once_and_only_within_the_shift(stops, minutes):
    assert seconds(covered([_stop(*stop) for stop in stops], SPAN)) == minutes * 60


def _described(*events, latencies=()):
    rows = [make_row(n, START, latency_ms=ms) for n, ms in enumerate(latencies)]
    hold = HoldCounts(1, 2, 3)
    return describe_operation(
        gather_cases(rows, (), ()), events, span=SPAN, hold=hold, lost_frames=None, notes="n"
    )


def test_the_sensor_at_the_hold_bin_is_said_and_a_difference_asks_for_an_action():
    assert _described().sensor_words is None
    agreed = EventRow(SPAN[0], "event", "they agree.", GATE)
    assert _described(agreed).sensor_words == ("they agree.", True)
    differ = EventRow(SPAN[1], "alarm", "1 fewer.", GATE)
    assert _described(agreed, differ).sensor_words == ("1 fewer.", False)


def test_events_are_sorted_by_kind_and_time():
    later, earlier = EventRow(START + timedelta(minutes=2), "alarm", "b"), EventRow(START, "alarm", "a")
    operation = _described(later, _stop(1, 2), earlier, EventRow(START, "challenge", "found 5 of 5"))
    assert [event.text for event in operation.alarms] == ["a", "b"]
    assert (len(operation.stops), len(operation.outages), len(operation.challenges)) == (1, 0, 1)


def test_latencies_have_their_n_and_leave_out_what_is_no_number():
    operation = _described(latencies=[10.0, 20.0, float("nan"), float("inf"), 30.0])
    assert (operation.p50_ms.value, operation.p99_ms.value, operation.p99_ms.n) == (20.0, 30.0, 3)
    assert _described().p99_ms.value is None
