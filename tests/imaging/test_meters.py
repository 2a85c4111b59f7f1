"""Meters of a picture, alone and beside the golden."""

import cv2
import numpy as np
import pytest

from inspector_app.imaging import Reference
from inspector_app.imaging.meters import measure_meters
from tests.imaging.pictures import board


@pytest.fixture(scope="module")
def golden():
    return board(11, 320, 320)


def test_shares_and_levels_are_those_of_the_pixels():
    gray = np.full((100, 100), 100, np.uint8)
    gray[:10] = 0
    gray[10:15] = 255
    found = measure_meters(gray)
    assert found.black == pytest.approx(0.10)
    assert found.saturated == pytest.approx(0.05)
    assert found.headroom == 0
    assert found.level == pytest.approx(gray.mean())
    assert found.against is None


def test_headroom_is_what_is_left_to_saturation():
    gray = np.random.default_rng(2).integers(10, 201, (200, 200), dtype=np.uint8)
    assert measure_meters(gray).headroom == pytest.approx(55, abs=1)


@pytest.mark.parametrize(("gain", "expected"), [(0.5, 0.5), (0.8, 0.8), (1.2, 1.2)])
def test_brightness_is_a_ratio_to_the_golden_and_focus_does_not_follow_it(golden, gain, expected):
    image = np.clip(golden * gain, 0, 255).astype(np.uint8)
    found = measure_meters(image, Reference.from_image(golden))
    assert found.against is not None
    assert found.against.brightness == pytest.approx(expected, rel=0.03)
    assert found.against.sharpness == pytest.approx(1.0, rel=0.1)


def test_focus_falls_with_every_step_of_blur(golden):
    blurred = [golden if sigma == 0 else cv2.GaussianBlur(golden, (0, 0), sigma) for sigma in (0, 1, 2, 3, 5)]
    figures = [measure_meters(one).focus for one in blurred]
    assert figures == sorted(figures, reverse=True)
    assert figures[-1] < 0.4 * figures[0]


def test_a_tiny_picture_is_refused():
    with pytest.raises(ValueError, match="too small"):
        measure_meters(np.zeros((32, 200), np.uint8))
