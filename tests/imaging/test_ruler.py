"""mm a pixel from the ticks of a ruler."""

import cv2
import numpy as np
import pytest

from inspector_app.imaging.ruler import measure_ruler
from inspector_app.imaging.target import TargetError


def ruler(period, degrees=0.0, size=800):
    """A ruler through the middle with a tick every `period` px, every fifth longer; and a line across its ticks."""
    fine = 8
    plain = np.full((size, size * fine), 225, np.uint8)
    for number in range(int(size / period)):
        at, long = int((number + 0.5) * period * fine), 60 if number % 5 == 0 else 35
        plain[size // 2 - 20 : size // 2 - 20 + long, at - fine : at + fine] = 35
    image = cv2.resize(plain, (size, size), interpolation=cv2.INTER_AREA)
    matrix = cv2.getRotationMatrix2D(((size - 1) / 2, (size - 1) / 2), degrees, 1.0)
    turned = cv2.warpAffine(image, matrix, (size, size), flags=cv2.INTER_LINEAR, borderValue=225)
    start, end = (np.float64([x, size / 2 - 8, 1]) @ matrix.T for x in (120, size - 120))
    return turned, tuple(start), tuple(end)


@pytest.mark.parametrize(("period", "degrees"), [(6.3, 0), (17.37, 0), (25.0, 31), (40.2, -90)])
def test_ticks_give_the_scale(period, degrees):
    image, start, end = ruler(period, degrees)
    noisy = np.clip(image + np.random.default_rng(3).normal(0, 4, image.shape), 0, 255).astype(np.uint8)
    found = measure_ruler(noisy, start, end, 1.0)
    assert found.mm_per_px == pytest.approx(1 / period, rel=2e-3)
    assert found.ticks >= 8
    assert found.residual_px < 0.3


def test_a_line_beside_the_ruler_finds_no_ticks():
    image, _, _ = ruler(20)
    with pytest.raises(TargetError):
        measure_ruler(image, (100, 100), (700, 100), 1.0)


def test_a_line_over_noise_is_no_ruler():
    noise = np.random.default_rng(1).integers(0, 255, (400, 400), dtype=np.uint8)
    with pytest.raises(TargetError):
        measure_ruler(noise, (20, 200), (380, 210), 1.0)


def test_a_short_line_is_refused():
    image, start, _ = ruler(20)
    with pytest.raises(TargetError, match="at least 8 ticks"):
        measure_ruler(image, start, (start[0] + 20, start[1]), 1.0)
