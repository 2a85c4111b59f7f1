"""Times on the plant's clock."""

from datetime import UTC, datetime, timedelta

import pytest

from inspector_app.shifts.calendar import duration_text, moment_text, plant_zone, span_text, zone_or_utc

BERLIN = plant_zone("Europe/Berlin")


def test_a_span_within_a_day():
    start = datetime(2026, 11, 23, 5, tzinfo=UTC)
    assert span_text(start, start + timedelta(hours=8), BERLIN) == "2026-11-23 06:00 to 14:00 +01:00"


def test_a_span_over_midnight_names_both_days():
    start = datetime(2026, 11, 23, 21, tzinfo=UTC)
    assert (
        span_text(start, start + timedelta(hours=8), BERLIN) == "2026-11-23 22:00 to 2026-11-24 06:00 +01:00"
    )


def test_a_span_over_a_clock_change_names_both_offsets():
    start = datetime(2026, 3, 28, 21, tzinfo=UTC)
    text = span_text(start, start + timedelta(hours=8), BERLIN)
    assert text == "2026-03-28 22:00 +01:00 to 2026-03-29 07:00 +02:00"


def test_a_moment_of_another_day_names_it():
    start = datetime(2026, 11, 23, 21, tzinfo=UTC)
    assert moment_text(start + timedelta(minutes=5), start, BERLIN) == "22:05:00"
    assert moment_text(start + timedelta(hours=3), start, BERLIN) == "2026-11-24 01:00:00"


@pytest.mark.parametrize("name", ["", "Mars/Base", "../../etc/passwd", "Europe", "\x00", "Europe/Berlin\n"])
def test_a_zone_that_is_none_falls_back_to_utc(name):
    assert plant_zone(name) is None
    assert zone_or_utc(name) is UTC


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (59.4, "59 s"),
        (60, "1 min"),
        (725, "12 min 5 s"),
        (3600, "1 h 0 min"),
        (-3, "0 s"),
        (28_800, "8 h 0 min"),
    ],
)
def test_durations(seconds, text):
    assert duration_text(seconds) == text
