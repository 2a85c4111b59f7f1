"""The truth as a sentence."""

from inspector_app.boards import PartTruth, ViewTruth, demo_products
from inspector_app.domain.part import Part
from inspector_app.simulation import SimulatedTruth
from inspector_app.simulation.truth import describe

FIRST, SECOND, _ = demo_products()


def truth(mishap="none", left=(), right=(), shown=FIRST, left_mishap="none"):
    views = (ViewTruth(1, left, left_mishap), ViewTruth(2, right, "none"))
    return PartTruth(FIRST, shown, 5, mishap, views)


def told(truth, **seen):
    return describe(truth, ("left", "right"), seen)


def test_a_good_part():
    assert told(truth(), left=(), right=()) == "a good part"


def test_defects_are_named_with_their_size_and_view():
    part = truth(left=("open", "spur"), right=("pinhole",))
    sentence = told(part, left=(("open", 0.418), ("spur", 0.3)), right=())
    assert sentence == "open 0.42 mm, spur 0.30 mm in left"


def test_a_view_that_no_camera_drew_has_defects_without_sizes():
    assert told(truth(right=("spurious_copper",)), left=()) == "spurious copper in right"


def test_mishaps():
    assert "fixture is empty" in told(truth("empty_fixture"), left=(), right=())
    assert SECOND.name in told(truth("wrong_product", shown=SECOND), left=(), right=())
    assert told(truth("dark", left_mishap="dark"), left=(), right=()) == "a picture too dark in left"
    assert "180" in told(truth("turned"), left=(), right=())


def test_a_part_of_long_ago_is_unknown():
    teller = SimulatedTruth(lambda part: None, lambda part: {}, ("left", "right"))
    assert teller(Part("a", 1)) is None
