"""Uptime of the station and of each camera."""

from datetime import timedelta

import pytest

from inspector_app.shifts.ports import DID_NOT_RUN, EventRow
from inspector_app.shifts.uptime import low_uptime, uptime_words, uptimes
from tests.shifts.sample_shift import START

HOUR = (START, START + timedelta(hours=1))


def event(kind, start_min, end_min, text="why", source="line"):
    end = None if end_min is None else START + timedelta(minutes=end_min)
    return EventRow(START + timedelta(minutes=start_min), kind, text, source, end)


@pytest.mark.parametrize(
    ("events", "wanted_min", "down_min"),
    [
        ([], 60, 0),
        ([event("not ready", 0, 6)], 60, 6),
        ([event("stop", 0, 30)], 30, 0),  # somebody's wish
        ([event("stop", 0, 30, DID_NOT_RUN)], 60, 30),
        # the line halted itself: READY was off and the feed stood, from one cause
        ([event("stop", 10, 20), event("not ready", 10, 20)], 60, 10),
        ([event("stop", 10, 20), event("not ready", 15, 25)], 55, 10),
        ([event("not ready", 50, None)], 60, 10),
        ([event("camera outage", 0, 6, source="top")], 60, 0),  # its spare stands in
    ],
)
def test_down_is_what_the_station_owes_and_stops_by_others_were_not_wanted(events, wanted_min, down_min):
    station, _ = uptimes(events, HOUR)
    assert (station.wanted_s, station.down_s) == (wanted_min * 60, down_min * 60)


def test_a_camera_is_down_only_while_it_was_wanted():
    events = [
        event("camera outage", 10, 20, source="top"),
        event("camera outage", 30, 31, source="side"),
        event("camera outage", 40, 41, source="side"),
        event("stop", 15, 25),
    ]
    _, cameras = uptimes(events, HOUR)
    assert [(one.name, one.down_s) for one in cameras] == [("side", 120), ("top", 300)]
    assert {one.wanted_s for one in cameras} == {50 * 60}


def test_below_the_guides_figure_it_asks_for_a_look():
    enough, _ = uptimes([event("not ready", 0, 0.25)], HOUR)
    low, _ = uptimes([event("not ready", 0, 0.5)], HOUR)
    assert (enough.is_low, low.is_low) == (False, True)
    assert low_uptime(low).startswith("The station was up 99.17 %")


def test_a_shift_in_which_nothing_was_wanted_has_no_uptime():
    station, _ = uptimes([event("stop", 0, None)], HOUR)
    assert (station.share, station.is_low, uptime_words(station)) == (None, False, "n/a: never wanted")
