"""Glare is an area that clips where the golden could not; on a part that is white by itself it says nothing."""

import numpy as np
import pytest

from inspector_app.boards import demo_products, render_golden, render_view
from inspector_app.imaging import Reference, align
from inspector_app.imaging.glare import glare_share


def share(image, golden):
    reference = Reference.from_image(golden)
    frame = reference.frame_of(image)
    return glare_share(frame, reference, align(frame, reference), 1.0)


@pytest.fixture(scope="module")
def golden():
    return render_golden(demo_products()[0], 0)


@pytest.fixture(scope="module")
def board():
    return render_view(demo_products()[0], 0, seed=1).image


def test_a_good_board_has_none(board, golden):
    assert share(board, golden) == 0


def test_a_reflection_is_seen(board, golden):
    shining = board.copy()
    shining[200:240, 200:240] = 255
    assert share(shining, golden) > 0.001


def test_white_copper_of_a_binarised_picture_is_none(board, golden):
    golden, image = (np.where(one > np.median(one), 255, 0).astype(np.uint8) for one in (golden, board))
    image[200:240, 200:240] = 255
    assert share(image, golden) == 0
