"""From when on a part is unlike the good ones."""

import numpy as np
import pytest

from inspector_app.novelty.limits import set_limits


def table(*rows):
    return np.array(rows, float)


def test_every_scale_has_a_limit_of_its_own_above_its_largest_score():
    rng = np.random.default_rng(1)
    scores = rng.uniform(1, 2, (30, 2)) * (1, 10)
    limits = set_limits(scores, 0.0, 0.75)
    assert (limits.per_scale > scores.max(axis=0)).all()
    assert limits.per_scale[1] == pytest.approx(10 * limits.per_scale[0], rel=0.1)
    assert limits.false_calls.n == 30


def test_one_dusty_part_does_not_raise_the_limit_where_some_may_be_called():
    scores = np.full((20, 1), 2.0)
    scores[7] = 50.0
    assert set_limits(scores, 0.05, 0.75).per_scale[0] < 4
    assert set_limits(scores, 0.0, 0.75).per_scale[0] > 50


def test_that_part_counts_as_a_false_call_and_stands_out():
    scores = np.full((20, 1), 2.0)
    scores[7] = 50.0
    limits = set_limits(scores, 0.05, 0.75)
    assert limits.false_calls.count == 1
    assert limits.unlikeness.argmax() == 7
    assert limits.unlikeness[7] == pytest.approx(25)


def test_false_calls_are_counted_by_limits_that_did_not_see_the_part():
    """The limits were chosen on all parts, so what lies above them is too few; left out, parts lie above more often."""
    rng = np.random.default_rng(7)
    tables = [rng.pareto(2, (24, 3)) for _ in range(20)]
    limits = [set_limits(scores, 0.05, 0.75) for scores in tables]
    seen = [(one > found.per_scale).any(axis=1).sum() for one, found in zip(tables, limits, strict=True)]
    left_out = [found.false_calls.count for found in limits]
    assert all(a <= b for a, b in zip(seen, left_out, strict=True))
    assert sum(left_out) > sum(seen)


def test_the_limit_is_finite_where_nothing_ever_differed():
    limits = set_limits(np.zeros((20, 2)), 0.05, 0.75)
    assert (limits.per_scale > 0).all()
    assert limits.false_calls.count == 0


def test_a_margin_lies_between_the_largest_score_and_the_tail_beyond_it():
    scores = np.random.default_rng(3).uniform(1, 2, (30, 1))
    without, half = (set_limits(scores, 0.0, margin).per_scale[0] for margin in (0.0, 0.5))
    assert half - without == pytest.approx(0.5 * (scores.max() - np.median(scores)))


def test_too_few_parts_are_refused():
    with pytest.raises(ValueError, match="at least 4"):
        set_limits(table([1.0], [2.0], [3.0]), 0.05, 0.75)
