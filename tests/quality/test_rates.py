"""Rates, against published and hand-computed figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.quality.rates import Rate, dpmo, overall_effectiveness, per_million, wilson_interval


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3 (Wilson without correction)
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_intervals(count, n, low, high):
    assert wilson_interval(count, n) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_wilson_by_hand_for_one_good_part_of_one():
    # p = 1, n = 1, z^2 = 3.8415: low = 1 / (1 + z^2)
    assert wilson_interval(1, 1) == (pytest.approx(1 / 4.8414588), 1.0)


@given(st.integers(1, 60_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_stays_within_0_and_1(pair):
    count, n = pair
    low, high = wilson_interval(count, n)
    assert 0 <= low <= count / n <= high <= 1
    assert low < high


@pytest.mark.parametrize(("count", "n"), [(1, 0), (-1, 5), (6, 5), (0, 0)])
def test_wilson_refuses_impossible_counts(count, n):
    with pytest.raises(ValueError, match="Wilson"):
        wilson_interval(count, n)


def test_a_rate_of_nothing_has_no_share():
    nothing = Rate(0, 0)
    assert (nothing.share, nothing.interval, nothing.ppm) == (None, None, None)


def test_a_rate_refuses_more_than_all():
    with pytest.raises(ValueError, match="0 <= count <= n"):
        Rate(3, 2)


def test_ppm_and_dpmo_by_hand():
    assert per_million(3, 12_000) == pytest.approx(250)
    # 34 defects on 750 units of 10 opportunities: 34 / 7500
    assert dpmo(34, 750, 10) == pytest.approx(4533.333, abs=1e-3)


@pytest.mark.parametrize(("units", "opportunities"), [(0, 10), (5, None), (5, 0)])
def test_dpmo_is_not_available_without_its_inputs(units, opportunities):
    assert dpmo(1, units, opportunities) is None


def test_oee_by_hand():
    # 420 min planned, 47 min stopped, 19,271 parts of which 18,848 good, 60 a minute ideal
    oee = overall_effectiveness(
        planned_s=420 * 60, stopped_s=47 * 60, parts=19_271, good=18_848, ideal_per_hour=3600
    )
    assert oee is not None
    assert oee.availability == pytest.approx(0.8881, abs=5e-5)
    assert oee.performance == pytest.approx(0.8611, abs=5e-5)
    assert oee.quality == pytest.approx(0.9780, abs=5e-5)
    assert oee.oee == pytest.approx(0.7479, abs=5e-5)


@pytest.mark.parametrize(
    "change",
    [
        {"ideal_per_hour": None},
        {"ideal_per_hour": float("nan")},
        {"ideal_per_hour": 0.0},
        {"planned_s": 0.0},
        {"stopped_s": 3600.0},
        {"parts": 0, "good": 0},
    ],
)
def test_oee_is_not_available_without_its_inputs(change):
    inputs = {"planned_s": 3600.0, "stopped_s": 0.0, "parts": 10, "good": 9, "ideal_per_hour": 20.0}
    assert overall_effectiveness(**(inputs | change)) is None
