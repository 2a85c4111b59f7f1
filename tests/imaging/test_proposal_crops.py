import numpy as np
import pytest

from inspector_app.imaging.proposal_crops import CROP_SIDE, cut_crops, in_windows, windows_round


@pytest.fixture
def planes():
    return np.random.default_rng(1).integers(0, 256, (200, 220, 3), np.uint8)


def boxes_of(*rows):
    return np.array(rows, np.float32)


def test_a_small_proposal_shows_at_its_own_scale_with_itself_in_the_middle(planes):
    boxes = boxes_of((100, 80, 130, 110))
    windows = windows_round(boxes)
    left, top, side = windows[0].tolist()
    assert side == CROP_SIDE
    assert (left + side / 2, top + side / 2) == (115, 95)
    crop = cut_crops(planes, boxes, windows)[0]
    assert np.array_equal(crop[:, :, :2], planes[top : top + side, left : left + side, :2])


def test_the_difference_is_halved_outside_the_proposal_only(planes):
    boxes = boxes_of((100, 80, 130, 110))
    windows = windows_round(boxes)
    left, top, _ = windows[0].tolist()
    crop = cut_crops(planes, boxes, windows)[0]
    assert np.array_equal(crop[80 - top : 110 - top, 100 - left : 130 - left, 2], planes[80:110, 100:130, 2])
    assert crop[0, 0, 2] == planes[top, left, 2] // 2 + 64


def test_a_large_proposal_fits_with_room_round_it(planes):
    boxes = boxes_of((20, 20, 160, 120))
    windows = windows_round(boxes)
    assert windows[0, 2] > 180
    inner = in_windows(boxes, windows)[0]
    assert inner.min() > 0
    assert inner.max() < CROP_SIDE
    assert cut_crops(planes, boxes, windows).shape == (1, CROP_SIDE, CROP_SIDE, 3)


@pytest.mark.parametrize(
    "box", [(-8, -8, 20, 20), (205, 190, 228, 208), (-200, -200, -180, -180), (-30, 50, 300, 90)]
)
def test_beyond_the_picture_all_is_mid_gray(planes, box):
    boxes = boxes_of(box)
    crop = cut_crops(np.zeros_like(planes), boxes, windows_round(boxes))[0]
    assert set(np.unique(crop[:, :, 0])) >= {128}


def test_no_proposals_make_no_crops(planes):
    none = np.empty((0, 4), np.float32)
    assert cut_crops(planes, none, windows_round(none)).shape == (0, CROP_SIDE, CROP_SIDE, 3)
