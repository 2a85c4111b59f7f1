"""Each figure answers to its own fault, and not to the others'."""

import cv2
import numpy as np
import pytest

from inspector_app.imaging import Pyramid, Reference, measure_quality
from tests.imaging.pictures import board, lit, noisy


@pytest.fixture(scope="module")
def golden():
    return board(1)


@pytest.fixture(scope="module")
def reference(golden):
    return Reference.from_image(golden)


def test_the_golden_itself_is_one(golden, reference):
    quality = measure_quality(Pyramid(golden), reference)
    figures = (quality.brightness, quality.sharpness, quality.contrast, quality.texture)
    assert figures == pytest.approx((1, 1, 1, 1))
    assert quality.saturated == 0


def test_light_moves_brightness_and_not_sharpness(golden, reference):
    quality = measure_quality(Pyramid((golden * 0.5).astype(np.uint8)), reference)
    assert quality.brightness == pytest.approx(0.5, abs=0.02)
    assert quality.sharpness == pytest.approx(1, abs=0.05)


def test_blur_lowers_sharpness_and_not_brightness(golden, reference):
    quality = measure_quality(Pyramid(cv2.GaussianBlur(golden, (0, 0), 3)), reference)
    assert quality.sharpness < 0.4
    assert quality.brightness == pytest.approx(1, abs=0.02)


def test_noise_does_not_feign_sharpness(golden, reference):
    blurred = cv2.GaussianBlur(golden, (0, 0), 3)
    assert measure_quality(Pyramid(noisy(blurred, 8)), reference).sharpness < 0.4


def test_uneven_light_leaves_sharpness(golden, reference):
    assert measure_quality(Pyramid(lit(golden)), reference).sharpness == pytest.approx(1, abs=0.2)


def test_saturation_is_counted(golden, reference):
    bright = np.clip(golden.astype(int) * 2, 0, 255).astype(np.uint8)
    share = (bright >= 250).mean()
    assert measure_quality(Pyramid(bright), reference).saturated == pytest.approx(share, abs=0.02)


@pytest.mark.parametrize("level", [0, 60, 255])
def test_a_covered_lens_has_neither_contrast_nor_texture(reference, level):
    quality = measure_quality(Pyramid(noisy(np.full((640, 640), level, np.uint8), 2)), reference)
    assert quality.contrast < 0.1
    assert quality.texture < 0.1


def test_bad_input(reference):
    with pytest.raises(ValueError, match="uint16"):
        measure_quality(Pyramid(np.zeros((640, 640), np.uint16)), reference)
