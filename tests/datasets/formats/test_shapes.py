import pytest

from inspector_app.datasets.formats.shapes import (
    area,
    bounds,
    checked_label,
    ellipse,
    joined,
    rectangle,
    turned,
)
from inspector_app.datasets.labelled import DatasetError
from inspector_app.domain.geometry import Box
from tests.datasets.builders import SQUARE, TRIANGLE

SIZE = (64, 48)


def test_what_tools_round_away_at_the_edge_is_cut_off():
    label = checked_label("x", SIZE, "here", box=Box(-0.4, 0, 64.9, 48))
    assert label.box.as_tuple() == (0, 0, 64, 48)


def test_a_box_grows_by_what_was_rounded_to_hold_its_outline():
    label = checked_label("x", SIZE, "here", box=Box(3, 5, 20, 30), outlines=(TRIANGLE,))
    assert label.box.as_tuple() == (3, 4.5, 20.123456, 30.5)


@pytest.mark.parametrize(
    ("box", "outlines", "says"),
    [
        (Box(0, 0, 66, 48), (), "outside its image: 66 px is not between 0 and 64"),
        (Box(0, -2, 60, 48), (), "outside its image: -2 px is not between 0 and 48"),
        (Box(5, 5, 5, 10), (), "no width or no height"),
        (Box(9, 5, 5, 10), (), "no width or no height"),
        (None, (), "neither a box nor an outline"),
        (None, (((1, 1), (2, 2)),), "has 2 corners"),
        (Box(10, 10, 20, 20), (TRIANGLE,), "reaches out of the label's box"),
    ],
)
def test_labels_that_can_not_be_meant(box, outlines, says):
    with pytest.raises(DatasetError, match=f"here: .*{says}"):
        checked_label("x", SIZE, "here", box=box, outlines=outlines)


def test_a_box_turned_by_a_quarter():
    assert bounds([turned(Box(20, 20, 40, 30), 90)]).as_tuple() == pytest.approx((25, 15, 35, 35))


def test_areas():
    assert area(rectangle(Box(1, 2, 11, 7))) == 50
    assert area(ellipse(30, 30, 10, 5)) == pytest.approx(157.1, rel=0.01)
    assert area(joined([SQUARE, tuple((x + 15, y) for x, y in SQUARE)])) == pytest.approx(2 * area(SQUARE))
