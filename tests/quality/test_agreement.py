"""Two by two, and kappa."""

import pytest

from inspector_app.quality.agreement import TwoByTwo, cohens_kappa


def test_kappa_of_the_common_worked_example():
    # 20 both yes, 15 both no, 5 and 10 apart: p_o = 0.7, p_e = 0.5, kappa = 0.4
    assert cohens_kappa(((20, 5), (10, 15))) == pytest.approx(0.4)


def test_kappa_of_cohens_own_example():
    # Cohen 1960, table 1: proportions of 200 cases in three categories; kappa = .492
    assert cohens_kappa(((88, 14, 18), (10, 40, 10), (2, 6, 12))) == pytest.approx(0.492, abs=5e-4)


@pytest.mark.parametrize("table", [((0, 0), (0, 0)), ((7, 0), (0, 0)), ()])
def test_kappa_is_not_defined_where_nothing_could_differ(table):
    assert cohens_kappa(table) is None


def test_kappa_refuses_a_table_that_is_not_square():
    with pytest.raises(ValueError, match="square"):
        cohens_kappa(((1, 2),))


def test_two_by_two_by_hand():
    table = TwoByTwo(bad_bad=18, bad_good=2, good_bad=1, good_good=9)
    assert (table.agreement.count, table.agreement.n) == (27, 30)
    assert (table.false_calls.count, table.false_calls.n) == (2, 20)
    # p_o = .9, p_e = (20 x 19 + 10 x 11) / 900 = .5444
    assert table.kappa == pytest.approx((0.9 - 490 / 900) / (1 - 490 / 900))


def test_negative_counts_are_refused():
    with pytest.raises(ValueError, match="negative"):
        TwoByTwo(-1, 0, 0, 0)
