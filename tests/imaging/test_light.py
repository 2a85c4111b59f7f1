"""The gain follows lamps and not defects."""

import cv2
import numpy as np
import pytest

from inspector_app.imaging.light import GAIN_ONE, gain_plane, light_cells
from inspector_app.imaging.pyramid import Pyramid
from tests.imaging.pictures import board

STILL = np.eye(2, 3)


def test_no_change_is_one():
    golden = board(1)
    assert (gain_plane(Pyramid(golden), light_cells(Pyramid(golden)), STILL) == GAIN_ONE).all()


@pytest.mark.parametrize("gain", [0.4, 0.8, 1.2])
def test_an_even_gain(gain):
    golden = board(1)
    found = (
        gain_plane(Pyramid((golden * gain).astype(np.uint8)), light_cells(Pyramid(golden)), STILL) / GAIN_ONE
    )
    assert found.min() == pytest.approx(gain, abs=0.03)
    assert found.max() == pytest.approx(gain, abs=0.03)


def test_a_defect_hardly_shows():
    golden = board(1)
    image = golden.copy()
    cv2.circle(image, (320, 320), 16, 190, -1)
    found = gain_plane(Pyramid(image), light_cells(Pyramid(golden)), STILL) / GAIN_ONE
    assert np.abs(found - 1).max() < 0.06


def test_black_and_nothing_to_compare_with_are_one():
    golden = board(1)
    black = np.zeros_like(golden)
    assert (gain_plane(Pyramid(golden), light_cells(Pyramid(black)), STILL) == GAIN_ONE).all()
    far = np.array([[1.0, 0, 5000], [0, 1.0, 0]])
    assert (gain_plane(Pyramid(golden), light_cells(Pyramid(golden)), far) == GAIN_ONE).all()
