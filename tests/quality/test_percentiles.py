"""Nearest-rank percentiles."""

import pytest

from inspector_app.quality.percentiles import percentile


@pytest.mark.parametrize(("percent", "value"), [(5, 15), (30, 20), (40, 20), (50, 35), (100, 50), (0, 15)])
def test_the_common_worked_example(percent, value):
    assert percentile([35, 20, 15, 50, 40], percent).value == value


def test_p99_of_a_hundred_is_the_99th():
    assert percentile(list(range(1, 101)), 99).value == 99


def test_of_nothing_there_is_none():
    assert (percentile([], 99).value, percentile([], 99).n) == (None, 0)


@pytest.mark.parametrize("percent", [-1, 101, float("nan")])
def test_refuses_what_is_no_percentage(percent):
    with pytest.raises(ValueError, match="0 to 100"):
        percentile([1.0], percent)
