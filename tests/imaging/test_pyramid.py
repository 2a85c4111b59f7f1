"""Levels and transforms agree on where a pixel's centre lies."""

import numpy as np
import pytest

from inspector_app.imaging.pyramid import Pyramid, carry, coarse_factor


def test_levels_are_means_and_odd_sides_lose_their_last_pixel():
    image = np.arange(64 * 70, dtype=np.uint32).reshape(64, 70).astype(np.uint8) // 4 * 4
    pyramid = Pyramid(image)
    assert [pyramid.level(factor).shape for factor in (1, 2, 4)] == [(64, 70), (32, 35), (16, 17)]
    block = image[:2, :2].astype(float)
    assert pyramid.level(2)[0, 0] == pytest.approx(block.mean(), abs=0.6)


def test_a_level_is_made_once():
    pyramid = Pyramid(np.zeros((64, 64), np.uint8))
    assert pyramid.level(4) is pyramid.level(4)
    assert pyramid.full is pyramid.level(1)


def test_a_transform_is_the_same_at_every_level():
    matrix = np.array([[0.99, -0.02, 7.0], [0.02, 0.99, -3.0]])
    at_quarter = carry(matrix, 1, 4)
    point = np.array([10.0, 20.0, 1.0])  # in px of the quarter
    full = np.array([4 * 10 + 1.5, 4 * 20 + 1.5, 1.0])
    assert at_quarter @ point * 4 + 1.5 == pytest.approx(matrix @ full)
    assert carry(at_quarter, 4, 1) == pytest.approx(matrix)
    assert carry(carry(matrix, 1, 2), 2, 4) == pytest.approx(at_quarter)


@pytest.mark.parametrize(("size", "factor"), [((640, 640), 4), ((160, 120), 1), ((2448, 2048), 16)])
def test_the_coarse_level(size, factor):
    assert coarse_factor(*size) == factor
