from math import sqrt

import pytest

from inspector_app.quality.paired import Pairs, mcnemar


def test_mcnemar_by_hand():
    # 1 against 9: 2 x (C(10,0) + C(10,1)) / 2^10 = 22 / 1024
    assert mcnemar(1, 9) == mcnemar(9, 1) == pytest.approx(22 / 1024)
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(5, 5) == 1.0
    assert mcnemar(0, 5) == pytest.approx(2 / 32)


def test_mcnemar_agrees_with_scipy_and_its_two_forms_with_each_other():
    stats = pytest.importorskip("scipy.stats")
    for pair in ((0, 1), (3, 14), (40, 61), (400, 480)):
        assert mcnemar(*pair) == pytest.approx(stats.binomtest(pair[0], sum(pair)).pvalue, rel=1e-9)
    assert mcnemar(480, 560) == pytest.approx(stats.binomtest(480, 1040).pvalue, rel=0.02)


def test_the_difference_and_its_interval_by_hand():
    pairs = Pairs(both=80, only_first=12, only_second=3, neither=5)
    assert pairs.n == 100
    assert pairs.difference == pytest.approx(0.09)
    # half an item more in each cell: (12.5 - 3.5) / 102, and the Wald half width of that
    centre = 9 / 102
    half = 1.959963984540054 * sqrt(16 / 102 - centre**2) / sqrt(102)
    assert pairs.interval == pytest.approx((centre - half, centre + half))
    assert pairs.p_value == pytest.approx(mcnemar(12, 3))


def test_no_items_have_no_difference_and_equal_ones_still_an_interval():
    assert Pairs(0, 0, 0, 0).difference is None
    assert Pairs(0, 0, 0, 0).interval is None
    low, high = Pairs(50, 0, 0, 0).interval
    assert low < 0 < high


def test_negative_counts_are_refused():
    with pytest.raises(ValueError, match="negative"):
        Pairs(1, -1, 0, 0)
    with pytest.raises(ValueError, match="negative"):
        mcnemar(-1, 2)
