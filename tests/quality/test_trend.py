"""Slopes with their intervals, against figures worked out elsewhere."""

import pytest

from inspector_app.quality.trend import linear_trend, student_t_95


@pytest.mark.parametrize(
    ("freedom", "expected"),
    # a printed table of Student's t, two-sided 95 %
    [(1, 12.706), (2, 4.303), (3, 3.182), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980)],
)
def test_students_t_is_that_of_the_tables(freedom, expected):
    assert student_t_95(freedom) == pytest.approx(expected, rel=0.005)


def test_a_line_has_its_slope_and_no_doubt():
    trend = linear_trend([0, 1, 2, 3, 4], [3, 5, 7, 9, 11])
    assert trend.slope == pytest.approx(2)
    assert (trend.low, trend.high, trend.n) == (pytest.approx(2), pytest.approx(2), 5)


def test_the_interval_is_that_of_the_textbook():
    # Anscombe's first set: slope 0.5001, standard error 0.1179, 9 degrees of freedom
    x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
    y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
    trend = linear_trend(x, y)
    assert trend.slope == pytest.approx(0.5001, abs=1e-4)
    assert trend.high - trend.slope == pytest.approx(2.262 * 0.1179, rel=0.005)
    assert trend.slope - trend.low == pytest.approx(trend.high - trend.slope)


@pytest.mark.parametrize(("x", "y"), [([], []), ([1, 2, 3], [1, 2, 3]), ([1, 1, 1, 1], [1, 2, 3, 4])])
def test_too_little_gives_no_slope(x, y):
    assert linear_trend(x, y).slope is None


def test_unlike_lengths_are_refused():
    with pytest.raises(ValueError, match="as many"):
        linear_trend([1, 2], [1])
    with pytest.raises(ValueError, match="freedom"):
        student_t_95(0)
