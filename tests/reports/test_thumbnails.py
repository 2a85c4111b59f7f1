"""The piece of an image around a defect."""

import numpy as np
import pytest

from inspector_app.domain.geometry import Box
from inspector_app.reports.thumbnails import cut_out

IMAGE = np.arange(400 * 600, dtype=np.uint32).astype(np.uint8).reshape(400, 600)


@pytest.mark.parametrize(
    "box",
    [
        Box(300, 200, 320, 210),
        Box(0, 0, 10, 10),
        Box(590, 390, 600, 400),
        Box(-20, -20, 15, 15),
        Box(580, 380, 900, 900),
        Box(0, 0, 600, 400),
        Box(10, 100, 590, 101),
    ],
)
def test_the_piece_is_square_and_holds_the_defect(box):
    piece, inside = cut_out(IMAGE, box)
    assert piece.shape[0] == piece.shape[1]
    side = piece.shape[0]
    assert 0 <= inside.x1 < inside.x2 <= side
    assert 0 <= inside.y1 < inside.y2 <= side


def test_the_box_lies_at_the_same_pixels():
    piece, inside = cut_out(IMAGE, Box(300, 200, 320, 210))
    assert piece[int(inside.y1), int(inside.x1)] == IMAGE[200, 300]
    assert (inside.width, inside.height) == (20, 10)


@pytest.mark.parametrize(
    "box", [Box(600, 0, 700, 50), Box(-9, -9, 0, 0), Box(50, 50, 50, 90), Box(90, 90, 50, 50)]
)
def test_a_box_outside_the_image_has_no_piece(box):
    assert cut_out(IMAGE, box) is None


def test_colour_is_kept():
    colour = np.zeros((64, 96, 3), np.uint8)
    piece, _ = cut_out(colour, Box(5, 5, 9, 9))
    assert piece.shape == (64, 64, 3)
