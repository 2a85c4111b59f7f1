"""Hours on the plant's clock, and the chart's subgroups."""

from datetime import UTC, datetime, timedelta

import pytest

from inspector_app.domain.verdict import Outcome
from inspector_app.shifts.calendar import plant_zone
from inspector_app.shifts.hourly import control_chart, hourly_rows, subgroup_minutes
from inspector_app.shifts.tally import gather_cases
from tests.shifts.sample_shift import START, make_answer, make_row

BERLIN = plant_zone("Europe/Berlin")


def _cases(*moments, outcome=Outcome.PASS, answers=()):
    return gather_cases([make_row(n, at, outcome) for n, at in enumerate(moments, 1)], answers, ())


def _hours(cases, start, end):
    return [
        (f"{row.start.astimezone(BERLIN):%H}", row.inspected)
        for row in hourly_rows(cases, start, end, BERLIN)
    ]


def test_hours_without_parts_are_there_too():
    cases = _cases(START, START + timedelta(minutes=59, seconds=59), START + timedelta(hours=2))
    assert _hours(cases, START, START + timedelta(hours=4)) == [("06", 2), ("07", 0), ("08", 1), ("09", 0)]


def test_the_night_on_which_summer_time_begins_has_no_hour_two():
    start = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)
    cases = _cases(*(start + timedelta(minutes=30 * n) for n in range(6)))
    assert _hours(cases, start, start + timedelta(hours=3)) == [("00", 1), ("01", 2), ("03", 2), ("04", 1)]


def test_the_night_on_which_it_ends_has_hour_two_twice():
    start = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
    cases = _cases(*(start + timedelta(minutes=30 * n) for n in range(6)))
    hours = [("01", 1), ("02", 2), ("02", 2), ("03", 1)]
    assert _hours(cases, start, start + timedelta(hours=3)) == hours


def test_a_part_outside_the_shift_s_times_is_not_lost():
    cases = _cases(START - timedelta(hours=1), START + timedelta(hours=3))
    hours = _hours(cases, START, START + timedelta(hours=2))
    assert hours == [("05", 1), ("06", 0), ("07", 0), ("08", 0), ("09", 1)]


def test_a_clock_that_was_years_off_does_not_print_every_hour_between():
    cases = _cases(datetime(1970, 1, 1, tzinfo=UTC), START)
    assert [row.inspected for row in hourly_rows(cases, START, START + timedelta(hours=8), BERLIN)] == [1, 1]


def test_counts_of_an_hour():
    row = make_row(1, START, Outcome.FAIL)
    rows = [row, make_row(2, START, Outcome.FAIL), make_row(3, START, Outcome.REVIEW), make_row(4, START)]
    cases = gather_cases(rows, [make_answer(row.id)], ())
    hour = hourly_rows(cases, START, START + timedelta(hours=1), BERLIN)[0]
    counts = (hour.inspected, hour.passed, hour.failed, hour.review, hour.confirmed, hour.waiting)
    assert counts == (4, 1, 2, 1, 1, 2)


@pytest.mark.parametrize(("minutes", "long"), [(479, 60), (300, 60), (299, 15), (60, 15), (59, 5), (0, 5)])
def test_short_shifts_have_short_subgroups(minutes, long):
    assert subgroup_minutes(timedelta(minutes=minutes)) == long


def test_the_chart_counts_what_the_machine_failed():
    rows = [
        make_row(n, START + timedelta(minutes=n), Outcome.FAIL if n in {0, 70} else Outcome.PASS)
        for n in range(120)
    ]
    chart, minutes = control_chart(gather_cases(rows, (), ()), START, START + timedelta(hours=8), BERLIN)
    assert (minutes, [(p.label, p.defectives, p.n) for p in chart.points]) == (
        60,
        [("06:00", 1, 60), ("07:00", 1, 60)],
    )
