"""What a comparison says of one package: intervals that hold the figure, the worst class, how long it was trained."""

import pytest

from inspector_app.learning.evaluating.compared_side import (
    MeanPrecision,
    epochs_of,
    mean_precision,
    minutes_of,
)
from tests.learning.examined import board

FOUND = board((("open", 0.4), ("open", 0.9)))
MISSED = board((("open", 0.4), None))


def test_the_interval_holds_the_figure_and_is_narrower_with_more_parts():
    few, many = (mean_precision([FOUND, FOUND, MISSED] * times, ["open"]) for times in (4, 40))
    for one in (few, many):
        assert one.low < one.value < one.high
        assert one.value == pytest.approx(2 / 3)
    assert many.high - many.low < few.high - few.low


def test_nothing_wrong_has_no_spread_and_classes_without_defects_do_not_count():
    assert mean_precision([FOUND] * 5, ["open", "short"]) == MeanPrecision(1.0, 1.0, 1.0)


def test_images_of_one_part_are_drawn_together():
    """Twelve images of one part are no evidence of how parts differ."""
    alone = [board((("open", 0.4), ("open", 0.9) if number % 2 else None)) for number in range(12)]
    together = [
        board((("open", 0.4), ("open", 0.9) if number % 2 else None), part="p") for number in range(12)
    ]
    spread, none = (mean_precision(boards, ["open"]) for boards in (alone, together))
    assert spread.high - spread.low > 0.2
    assert [none.low, none.high, none.value] == pytest.approx([spread.value] * 3)


@pytest.mark.parametrize(
    ("training", "epochs", "minutes"),
    [
        ({}, None, None),
        ({"epochs": 3, "arguments": {"time": 0.5}}, 3, 30),
        ({"epochs": 3, "arguments": {"time": 0.5}, "minutes": 28.5}, 3, 28.5),
        ({"epochs": 3, "arguments": {"time": None}}, 3, None),
        ({"first": {"epochs": 10, "minutes": None}, "rounds": [{"epochs": 60, "minutes": 9}]}, 70, 9),
        ({"members": {"1 a": {"epochs": 2, "minutes": 4}, "2 b": {"epochs": 3, "minutes": 5}}}, 5, 9),
        ({"note": "by hand"}, None, None),
    ],
)
def test_epochs_and_minutes_of_whatever_a_card_tells(training, epochs, minutes):
    assert (epochs_of(training), minutes_of(training)) == (epochs, minutes)
