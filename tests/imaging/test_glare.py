"""Glare is an area that clips where the golden could not; on a part that is white by itself it says nothing."""

import numpy as np
import pytest

from inspector_app.boards import demo_products, render_golden, render_view
from inspector_app.imaging import Alignment, Reference, align
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


def test_white_copper_of_a_binarised_picture_is_none():
    golden = np.zeros((640, 640), np.uint8)
    golden[40:600, 60:300] = 255
    image = golden.copy()
    image[300:360, 450:510] = 255
    reference = Reference.from_image(golden)
    as_it_lies = Alignment(np.eye(2, 3), 0.0, 0.0, 0.0, 1.0, 1.0)
    assert glare_share(reference.frame_of(image), reference, as_it_lies, 1.0) == 0
