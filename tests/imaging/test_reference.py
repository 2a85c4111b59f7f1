"""What can be a golden, and what it keeps."""

import numpy as np
import pytest

from inspector_app.imaging import Reference
from inspector_app.imaging.plane import Plane
from tests.imaging.pictures import board


def test_gray_and_colour_goldens_of_the_same_picture_agree():
    gray = board(1)
    colour = np.dstack([gray] * 3)
    assert np.array_equal(Reference.from_image(colour).gray, Reference.from_image(gray).gray)


def test_it_keeps_a_copy_that_nobody_can_change():
    gray = board(1)
    reference = Reference.from_image(gray)
    gray[:] = 0
    assert reference.gray.max() > 0
    with pytest.raises(ValueError, match="read-only"):
        reference.gray[0, 0] = 1


def test_size():
    assert Reference.from_image(board(1, 320, 200)).size == (320, 200)


def test_the_plane_that_shows_the_board():
    red = board(2)
    flat = np.full_like(red, 120)
    reference = Reference.from_image(np.dstack([flat, flat, red]))
    assert reference.plane is Plane.RED
    assert np.array_equal(reference.gray, red)


@pytest.mark.parametrize(
    ("golden", "said"),
    [
        (np.zeros((640, 640), np.float32), "golden: expected 8 bits"),
        (np.zeros((50, 640), np.uint8), "too small to align"),
        (np.zeros((640, 640, 2), np.uint8), "golden: expected shape"),
    ],
)
def test_bad_goldens(golden, said):
    with pytest.raises(ValueError, match=said):
        Reference.from_image(golden)
