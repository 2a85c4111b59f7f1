"""Advice against the golden: silent for good boards, and naming what is off."""

import cv2
import numpy as np
import pytest

from inspector_app.boards import CameraCondition, darken, defocus, demo_products, render_golden, render_view
from inspector_app.bootstrap.camera_meters import advice, meters_of
from inspector_app.domain.recipe import QualityLimits

PRODUCT = demo_products()[0]


def said(image):
    return advice(meters_of(image, render_golden(PRODUCT, 0)), QualityLimits())


def test_boards_at_an_ideal_station_need_nothing():
    assert [
        said(render_view(PRODUCT, 0, seed=seed, condition=CameraCondition()).image) for seed in range(4)
    ] == [[]] * 4


@pytest.mark.parametrize(
    ("condition", "word"),
    [(darken(CameraCondition(), 0.5), "Brightness: "), (defocus(CameraCondition(), 3.0), "Focus: ")],
)
def test_what_is_off_is_named(condition, word):
    found = said(render_view(PRODUCT, 0, seed=5, condition=condition).image)
    assert any(text.startswith(word) for text in found)


def test_a_picture_of_another_kind_of_pixels_is_measured_too():
    assert meters_of(np.full((100, 100), 128, np.uint8), None).golden is None
    gray = cv2.cvtColor(render_golden(PRODUCT, 0), cv2.COLOR_BGR2GRAY)
    assert meters_of(gray, gray).here.against.brightness == pytest.approx(1, abs=0.02)
