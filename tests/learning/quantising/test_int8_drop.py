import pytest

from inspector_app.learning.quantising.int8_drop import DropLimit, DropMeter
from tests.learning.examined import board

TOLERANCES = {"open": 0.2, "short": 0.2}


def boards(score=0.9, missed=0):
    """Ten boards with an open and a short each; INT8 misses the opens of the first ones."""
    return [
        board(
            (("open", 0.4), ("open", score) if number >= missed else None), (("short", 0.4), ("short", 0.9))
        )
        for number in range(10)
    ]


def test_what_is_lost_is_said_over_all_classes_and_for_each():
    drop = DropMeter(boards(), TOLERANCES).drop(boards(missed=2))
    assert drop.images == 10
    assert drop.points == pytest.approx(10)
    assert drop.recalls["open"].points == pytest.approx(20)
    assert drop.recalls["short"].points == 0
    assert drop.as_json()["recall"]["open"] == {"n": 10, "fp32": 1.0, "int8": 0.8}


def test_scores_that_fall_below_floating_points_thresholds_cost_recall_though_not_map():
    drop = DropMeter(boards(), TOLERANCES).drop(boards(score=0.2))
    assert drop.points == pytest.approx(0)
    assert drop.recalls["open"].points == pytest.approx(100)


def test_what_is_gained_is_below_nothing():
    assert DropMeter(boards(missed=2), TOLERANCES).drop(boards()).points == pytest.approx(-10)


@pytest.mark.parametrize(
    ("missed", "beyond"), [(0, ()), (1, ()), (2, ("open",))], ids=["none", "one is chance", "two"]
)
def test_a_class_that_loses_more_than_its_limit_is_named_however_little_map_falls(missed, beyond):
    drop = DropMeter(boards(), TOLERANCES).drop(boards(missed=missed))
    limit = DropLimit(map_points=100, recall_points=1)
    assert (limit.classes_beyond(drop), limit.holds(drop)) == (beyond, not beyond)
    assert limit.as_json(drop)["classes_beyond"] == list(beyond)


def test_of_many_defects_the_limit_is_a_share():
    drop = DropMeter(boards(), TOLERANCES).drop(boards(missed=2))
    assert DropLimit(100, 20).holds(drop)
    assert not DropLimit(100, 19).holds(drop)


def test_floating_point_is_inside_by_what_it_may_lose():
    limit, drop = DropLimit(0.3, 25), DropMeter(boards(), TOLERANCES).drop(boards(missed=3))
    assert limit.slack(drop.undone()) == pytest.approx(0.3)
    assert limit.slack(drop) == pytest.approx(0.3 - drop.points)
    assert DropLimit(100, 25).slack(drop) == pytest.approx(-5)


def test_a_class_of_which_there_is_no_defect_limits_nothing():
    empty = {**TOLERANCES, "spur": 0.2}
    assert DropLimit(0, 0).holds(DropMeter(boards(), empty).drop(boards()))
