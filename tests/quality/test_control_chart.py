"""The Laney p' chart, against a case worked by hand and the classic p chart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.quality.control_chart import laney_p_chart


def test_three_subgroups_by_hand():
    # p = 30/300 = 0.1, sigma = 0.03; z = -1.6667, 0, 1.6667; moving ranges 1.6667, 1.6667;
    # sigma_z = 1.6667 / 1.128 = 1.47754; reach = 3 x 0.03 x 1.47754 = 0.13298
    chart = laney_p_chart([("a", 5, 100), ("b", 10, 100), ("c", 15, 100)])
    assert chart.centre == pytest.approx(0.1)
    assert chart.sigma_z == pytest.approx(1.477541)
    assert chart.points[0].low == 0.0
    assert chart.points[0].high == pytest.approx(0.1 + 0.1329787, abs=1e-6)
    assert chart.out_of_limits == ()


def test_limits_follow_the_size_of_the_subgroup():
    small, large = laney_p_chart([("a", 2, 20), ("b", 30, 200)]).points
    assert small.high is not None
    assert large.high is not None
    assert small.high > large.high


def test_a_jump_is_out_of_limits():
    steady = [(str(hour), 5 + hour % 2, 500) for hour in range(12)]
    chart = laney_p_chart([*steady, ("jump", 60, 500)])
    assert [point.label for point in chart.out_of_limits] == ["jump"]


def test_nothing_to_draw_and_one_subgroup_have_no_limits():
    assert laney_p_chart([]).centre is None
    assert laney_p_chart([("a", 0, 0)]).points == ()
    only = laney_p_chart([("a", 1, 10)])
    assert (only.sigma_z, only.points[0].low, only.points[0].is_out) == (None, None, False)
    assert "no limits" in only.note


@pytest.mark.parametrize("defectives", [0, 50])
def test_all_alike_fall_on_the_centre_and_none_is_out(defectives):
    chart = laney_p_chart([("a", defectives, 50), ("b", defectives, 50)])
    assert chart.sigma_z == 0.0
    assert chart.out_of_limits == ()
    assert "centre line" in chart.note


def test_equal_shares_with_no_dispersion_are_not_out():
    chart = laney_p_chart([(str(hour), 7, 70) for hour in range(6)])
    assert chart.out_of_limits == ()
    assert "no variation" in chart.note


def test_an_empty_subgroup_is_left_out():
    chart = laney_p_chart([("a", 1, 9), ("b", 0, 0), ("c", 2, 9)])
    assert [point.label for point in chart.points] == ["a", "c"]


@given(
    st.lists(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=30)
)
def test_limits_stay_within_0_and_1_and_hold_the_centre(groups):
    chart = laney_p_chart([(str(i), d, n) for i, (d, n) in enumerate(groups)])
    for point in chart.points:
        if point.low is not None:
            assert 0 <= point.low <= chart.centre <= point.high <= 1


def test_impossible_subgroups_are_refused():
    with pytest.raises(ValueError, match="0 <= defectives <= n"):
        laney_p_chart([("a", 4, 3)])
