"""The search for the highest rate: it ends close to the limit, and calls nothing held that lost a part."""

import pytest

from inspector_app.bootstrap.bench_line import judged, search

RESULT = {
    "parts": 40,
    "missed_parts": 0,
    "late": 0,
    "lost_frames": 0,
    "unrecorded": 0,
    "skipped_live_frames": 3,
    "latency_ms": {"p50": 80.0, "p99": 90.0},
}


def machine(limit):
    return lambda rate: {"parts_per_hour": rate, "held": rate <= limit}


@pytest.mark.parametrize("limit", [700.0, 4_900.0, 5_500.0, 9_123.0])
def test_the_limit_is_found_from_below_to_a_twentieth(limit):
    found = search(machine(limit))
    assert limit / 1.06 < found["highest_parts_per_hour"] <= limit
    assert found["holds"] == {"5000": limit >= 5000, "6000": limit >= 6000}
    assert len(found["trials"]) < 16


def test_a_machine_that_holds_everything_or_nothing_ends_the_search_too():
    assert search(machine(1e9))["highest_parts_per_hour"] == 20_000
    assert search(machine(0))["highest_parts_per_hour"] == 0


def test_a_rate_above_one_that_was_not_held_does_not_count():
    lucky = search(lambda rate: {"parts_per_hour": rate, "held": rate not in {5000.0}})
    assert lucky["highest_parts_per_hour"] < 5000


def test_live_pictures_may_be_skipped_and_parts_may_not():
    assert judged(5000, 28.0, RESULT)["held"]
    assert judged(5000, 28.0, RESULT)["skipped_live_frames"] == 3
    for lost in ("missed_parts", "late", "lost_frames", "unrecorded"):
        assert not judged(5000, 28.0, RESULT | {lost: 1})["held"]
    assert not judged(5000, 28.0, RESULT | {"parts": 0})["held"]


def test_files_that_waited_for_a_slow_line_are_parts_that_it_did_not_hold():
    slow = judged(9000, 28.0, RESULT)
    assert not slow["held"]
    assert (slow["parts"], slow["due"]) == (40, 70)
