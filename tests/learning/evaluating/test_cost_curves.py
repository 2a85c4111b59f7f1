import pytest

from inspector_app.boards import DEFECT_CODES
from inspector_app.domain.costs import CostMatrix
from inspector_app.inspection.board_recipe import BOARD_TOLERANCES_MM
from inspector_app.learning.evaluating.cost_curves import cheapest_threshold, cost_curves, deciding_scores
from inspector_app.learning.evaluating.thresholds import choose_thresholds
from tests.learning.examined import board, recipe

# ten good boards, one of them with a false call at 0.6; ten bad ones, found at 0.9, but one at 0.4
GOOD = [board(good=True) for _ in range(9)] + [board((None, ("open", 0.6)), good=True)]
BAD = [board((("open", 0.4), ("open", 0.9))) for _ in range(9)] + [board((("open", 0.4), ("open", 0.4)))]


def deciding():
    return deciding_scores([*GOOD, *BAD], "open", 0.16)


def test_the_cost_at_a_threshold_by_hand():
    matrix = CostMatrix(false_call=2, escape=50, bad_share=0.1)
    low, between, high = (deciding().cost("open", at, matrix) for at in (0.3, 0.5, 0.7))
    # 900 good parts, a tenth of them called at 2; 100 bad parts, a tenth of them escapes at 50
    assert (low.false_calls, low.escapes) == (pytest.approx(180), 0)
    assert (between.false_calls, between.escapes) == (pytest.approx(180), pytest.approx(500))
    assert (high.false_calls, high.escapes, high.whole) == (0, pytest.approx(500), pytest.approx(500))


def test_dear_escapes_lower_the_threshold_and_dear_false_calls_raise_it():
    dear_escapes = CostMatrix(false_call=1, escape=100, bad_share=0.1)
    dear_calls = CostMatrix(false_call=100, escape=1, bad_share=0.1)
    assert cheapest_threshold(deciding(), "open", dear_escapes, 0.15, 0.85) == pytest.approx((0.15 + 0.4) / 2)
    assert cheapest_threshold(deciding(), "open", dear_calls, 0.15, 0.85) == pytest.approx((0.6 + 0.85) / 2)


def test_no_other_threshold_is_cheaper():
    for price in (1, 5, 9, 20, 80):
        matrix = CostMatrix(false_call=1, escape=price, bad_share=0.1)
        chosen = cheapest_threshold(deciding(), "open", matrix, 0.15, 0.85)
        cost = deciding().cost("open", chosen, matrix).whole
        others = [deciding().cost("open", at / 100, matrix).whole for at in range(16, 86)]
        assert cost <= min(others) + 1e-9


def test_a_false_call_within_tolerance_fails_no_part():
    small = board((None, ("open", 0.9, 0.1)), good=True)
    assert deciding_scores([small], "open", 0.16).good == (0.0,)


def test_thresholds_by_cost_and_by_the_rule_of_old():
    tolerances = BOARD_TOLERANCES_MM
    matrix = CostMatrix(false_call=1, escape=100, bad_share=0.1)
    by_cost = choose_thresholds([*GOOD, *BAD], tolerances, matrix)
    assert set(by_cost) == set(DEFECT_CODES)
    assert by_cost["open"].threshold == pytest.approx(0.275)
    assert all(one.review_from <= one.threshold for one in by_cost.values())
    assert choose_thresholds([*GOOD, *BAD], tolerances)["open"].threshold > 0.4


def test_a_class_may_have_a_price_of_its_own():
    matrix = CostMatrix(false_call=1, escape=10, escape_of={"open": 70})
    assert (matrix.escape_cost("open"), matrix.escape_cost("spur")) == (70, 10)


def test_curves_hold_the_package_s_threshold():
    costs = cost_curves(
        [*GOOD, *BAD], recipe(), CostMatrix(false_call=2, escape=50, bad_share=0.1), assumed=False
    )
    curve = next(one for one in costs.curves if one.code == "open")
    assert (curve.chosen.threshold, curve.chosen.whole) == (0.5, pytest.approx(680))
    assert curve.points[0].threshold < 0.05
    assert curve.points[-1].threshold > 0.95
