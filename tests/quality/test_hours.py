"""Clock hours over midnight and clock changes."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from inspector_app.quality.hours import slot_of, slots_between

BERLIN = ZoneInfo("Europe/Berlin")


def _slots(start, end, zone, minutes=60):
    return list(slots_between(start, end, zone, minutes))


def test_over_midnight_and_out_of_the_hour():
    start = datetime(2026, 1, 10, 21, 30, tzinfo=UTC)  # 22:30 in Berlin
    slots = _slots(start, start + timedelta(hours=2), BERLIN)
    assert [slot.label(BERLIN) for slot in slots] == ["22:00", "23:00", "00:00"]


def test_spring_skips_an_hour():
    start = datetime(2026, 3, 28, 23, 0, tzinfo=UTC)  # 00:00 in Berlin, clocks go from 02:00 to 03:00
    slots = _slots(start, start + timedelta(hours=4), BERLIN)
    assert [slot.label(BERLIN) for slot in slots] == ["00:00", "01:00", "03:00", "04:00"]
    assert all(slot.end - slot.start == timedelta(hours=1) for slot in slots)


def test_autumn_has_an_hour_twice():
    start = datetime(2026, 10, 24, 23, 0, tzinfo=UTC)  # 01:00 in Berlin, clocks go from 03:00 back to 02:00
    slots = _slots(start, start + timedelta(hours=4), BERLIN)
    assert [slot.label(BERLIN) for slot in slots] == ["01:00", "02:00", "02:00", "03:00"]
    assert all(slot.end - slot.start == timedelta(hours=1) for slot in slots)


@pytest.mark.parametrize("month", [4, 10])
@pytest.mark.parametrize("minutes", [15, 60])
def test_a_change_of_half_an_hour_leaves_no_gap_and_no_overlap(month, minutes):
    zone = ZoneInfo("Australia/Lord_Howe")
    start = datetime(2026, month, 3, 12, 0, tzinfo=UTC)
    slots = _slots(start, start + timedelta(hours=30), zone, minutes)
    for before, after in pairwise(slots):
        assert before.end == after.start
        assert after.start < after.end
    for slot in slots:
        middle = slot.start + (slot.end - slot.start) / 2
        assert slot_of(middle, zone, minutes) == slot


def test_a_zone_off_by_half_an_hour_keeps_its_own_full_hours():
    slot = slot_of(datetime(2026, 6, 1, 6, 10, tzinfo=UTC), ZoneInfo("Asia/Kolkata"))  # 11:40
    assert slot.label(ZoneInfo("Asia/Kolkata")) == "11:00"
    assert slot.start == datetime(2026, 6, 1, 5, 30, tzinfo=UTC)


def test_refuses_times_without_a_zone_and_odd_lengths():
    with pytest.raises(ValueError, match="zone"):
        slot_of(datetime(2026, 1, 1), BERLIN)
    with pytest.raises(ValueError, match="divide"):
        slot_of(datetime(2026, 1, 1, tzinfo=UTC), BERLIN, 7)
