import pytest

from inspector_app.learning.quantising.int8_drop import DropMeter
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
