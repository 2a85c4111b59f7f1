"""Round axes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.reports.plots import Area, round_count_top, round_top, tick_text


@pytest.mark.parametrize(
    ("largest", "expected"),
    [(0, (1, 1)), (1, (1, 0.25)), (22, (30, 10)), (0.162, (0.2, 0.05)), (5000, (6000, 2000))],
)
def test_round_tops(largest, expected):
    assert round_top(largest) == (pytest.approx(expected[0]), pytest.approx(expected[1]))


@given(st.floats(1e-4, 1e6))
def test_the_axis_holds_the_value_in_few_steps(largest):
    top, step = round_top(largest)
    assert top >= largest * (1 - 1e-9)
    assert 1 <= round(top / step) <= 6


@given(st.integers(0, 10**6))
def test_counts_have_whole_steps(largest):
    top, step = round_count_top(largest)
    assert top >= largest
    assert step == int(step) >= 1
    assert round(top / step) == pytest.approx(top / step)


def test_ticks_have_the_digits_that_their_step_needs():
    assert tick_text(0.05, 0.05, True) == "5 %"
    assert tick_text(0.0025, 0.0025, True) == "0.25 %"
    assert tick_text(2000, 1000, False) == "2,000"


def test_an_area_places_values_and_slots():
    area = Area(10, 20, 100, 50, top=5)
    assert (area.at(0), area.at(5)) == (20, 70)
    assert area.slot(1, 4) == (35, 25)
