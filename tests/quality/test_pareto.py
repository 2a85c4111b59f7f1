"""Pareto ranking."""

import pytest

from inspector_app.quality.pareto import pareto


def test_rows_fall_and_the_share_accumulates():
    rows = pareto({"spur": 2, "open": 5, "short": 3, "pinhole": 0})
    assert [(row.kind, row.count) for row in rows] == [("open", 5), ("short", 3), ("spur", 2)]
    assert [row.share for row in rows] == pytest.approx([0.5, 0.3, 0.2])
    assert [row.cumulative for row in rows] == pytest.approx([0.5, 0.8, 1.0])


def test_equal_counts_are_in_order_of_name():
    assert [row.kind for row in pareto({"b": 1, "c": 1, "a": 1})] == ["a", "b", "c"]


def test_the_last_share_is_exactly_one():
    assert pareto(dict.fromkeys("abcdefg", 7))[-1].cumulative == 1.0


def test_no_counts_give_no_rows():
    assert pareto({}) == ()
    assert pareto({"open": 0}) == ()


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="negative"):
        pareto({"open": -1})
