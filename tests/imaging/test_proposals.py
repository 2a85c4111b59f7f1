import numpy as np
import pytest

from inspector_app.imaging.proposals import MARGIN_PX, overlaps, propose


def planes(image, golden):
    difference = np.clip(128 + image.astype(int) - golden, 0, 255).astype(np.uint8)
    return np.dstack((image, golden, difference))


@pytest.fixture
def golden():
    """Two traces, 20 px wide."""
    picture = np.zeros((200, 240), np.uint8)
    picture[60:80, :] = picture[120:140, :] = 255
    return picture


def covers(boxes, truth):
    return overlaps(boxes, np.array([truth], np.float32)).max(initial=0.0)


def test_equal_pictures_have_no_proposals(golden):
    assert propose(planes(golden, golden)).shape == (0, 4)


@pytest.mark.parametrize(
    ("where", "level"),
    [((80, 120, 100, 103), 255), ((60, 80, 100, 102), 0), ((60, 66, 100, 112), 0), ((20, 26, 50, 57), 255)],
    ids=["a short three px thin", "an open two px thin", "a shallow bite", "a speck of copper"],
)
def test_a_defect_is_proposed_with_its_margin(golden, where, level):
    top, bottom, left, right = where
    image = golden.copy()
    image[top:bottom, left:right] = level
    truth = (left - MARGIN_PX, top - MARGIN_PX, right + MARGIN_PX, bottom + MARGIN_PX)
    assert covers(propose(planes(image, golden)), truth) > 0.5


def test_edges_that_lie_two_px_off_are_none(golden):
    image = np.roll(golden, 2, axis=0)
    assert len(propose(planes(image, golden))) == 0


def test_pieces_that_belong_together_are_also_proposed_as_one(golden):
    image = golden.copy()
    image[60:80, 100:110] = image[60:80, 116:126] = 0
    assert covers(propose(planes(image, golden)), (92, 52, 134, 88)) > 0.8


def test_of_too_many_the_surest_stay(golden):
    image = golden.copy()
    for left in range(10, 230, 20):
        image[160:166, left : left + 6] = 255
    image[20:50, 100:140] = 255
    few = propose(planes(image, golden), most=2)
    assert len(few) == 2
    assert covers(few, (92, 12, 148, 58)) > 0.7


def test_overlaps_are_those_of_boxes():
    ones = np.array([[0, 0, 10, 10]], np.float32)
    others = np.array([[0, 0, 10, 10], [5, 0, 15, 10], [20, 20, 30, 30]], np.float32)
    assert overlaps(ones, others)[0] == pytest.approx([1, 1 / 3, 0])
