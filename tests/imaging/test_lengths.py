"""Shapes whose length is known: drawn by their formula, a pixel covered where most of it lies in the shape."""

import numpy as np
import pytest

from inspector_app.imaging.lengths import length_px
from inspector_app.imaging.masks import Mask

SIDE, FINE = 200, 5
X, Y = 100.3, 99.6  # the middle of each, aside of the pixels' own symmetry


def drawn(covers):
    """covers(x, y) of arrays of places in px says which lie in the shape."""
    places = (np.arange(SIDE * FINE) + 0.5) / FINE
    share = covers(*np.meshgrid(places, places)).reshape(SIDE, FINE, SIDE, FINE).mean(axis=(1, 3))
    return Mask(0, 0, (share >= 0.5).astype(np.uint8))


def line(length, width, degrees):
    turn = np.radians(degrees)

    def covers(x, y):
        along = (x - X) * np.cos(turn) + (y - Y) * np.sin(turn)
        beside = (y - Y) * np.cos(turn) - (x - X) * np.sin(turn)
        return (np.abs(along) <= length / 2) & (np.abs(beside) <= width / 2)

    return drawn(covers)


def is_area(mask, area, rim):
    """Within a quarter of a pixel all along its rim, px."""
    return abs(mask.area_px - area) <= rim / 4


def arc(radius, width, degrees):
    def covers(x, y):
        far, angle = np.hypot(x - X, y - Y), np.degrees(np.arctan2(y - Y, x - X)) % 360
        return (np.abs(far - radius) <= width / 2) & (angle <= degrees)

    return drawn(covers)


def ell(arm, width, degrees):
    """Two arms of this length along their middle lines, at a right angle."""
    turn = np.radians(degrees)

    def covers(x, y):
        along = (x - X) * np.cos(turn) + (y - Y) * np.sin(turn)
        beside = (y - Y) * np.cos(turn) - (x - X) * np.sin(turn)
        one = (along >= -width / 2) & (along <= arm) & (np.abs(beside) <= width / 2)
        return one | ((beside >= -width / 2) & (beside <= arm) & (np.abs(along) <= width / 2))

    return drawn(covers)


@pytest.mark.parametrize("degrees", [0, 12, 22.5, 33, 45, 70, 90])
@pytest.mark.parametrize("width", [1.5, 3, 8, 20])
def test_a_line_at_any_angle(width, degrees):
    mask = line(100, width, degrees)
    assert length_px(mask) == pytest.approx(100, rel=0.03)
    assert is_area(mask, 100 * width, rim=200 + 2 * width)


@pytest.mark.parametrize(("radius", "degrees"), [(30, 120), (30, 240), (60, 90), (60, 180), (80, 150)])
@pytest.mark.parametrize("width", [2, 4, 8])
def test_an_arc_is_as_long_as_it_is_bent(radius, degrees, width):
    mask = arc(radius, width, degrees)
    length = radius * np.radians(degrees)
    assert length_px(mask) == pytest.approx(length, rel=0.05)
    assert is_area(mask, length * width, rim=2 * length)


@pytest.mark.parametrize("radius", [2, 5, 10, 20, 60])
def test_a_disc_is_as_long_as_its_diameter(radius):
    mask = drawn(lambda x, y: np.hypot(x - X, y - Y) <= radius)
    assert length_px(mask) == pytest.approx(2 * radius, rel=0.06)
    assert is_area(mask, np.pi * radius**2, rim=2 * np.pi * radius)


@pytest.mark.parametrize("degrees", [0, 20, 45])
@pytest.mark.parametrize("width", [2, 6, 12])
def test_an_l_is_as_long_as_both_its_arms(width, degrees):
    """Its box would have a diagonal of 85, and the smallest rectangle round it a side of 85."""
    assert length_px(ell(60, width, degrees)) == pytest.approx(120, rel=0.06)


def test_twigs_of_a_scratch_do_not_count_but_the_longest_way_does():
    pixels = np.zeros((60, 120), np.uint8)
    pixels[30:32, 10:110] = 1
    pixels[10:30, 60:62] = 1
    assert length_px(Mask(0, 0, pixels)) == pytest.approx(100, rel=0.03)


def test_a_broken_scratch_is_as_long_as_from_its_first_end_to_its_last():
    pixels = np.zeros((9, 120), np.uint8)
    pixels[4, 10:50] = pixels[4, 60:110] = 1
    assert length_px(Mask(0, 0, pixels)) == pytest.approx(100, abs=1)


@pytest.mark.parametrize("side", [1, 2, 3])
def test_a_speck_has_its_own_size(side):
    assert length_px(Mask(5, 5, np.ones((side, side), np.uint8))) == pytest.approx(side)


def test_an_empty_mask_has_no_length():
    assert length_px(Mask(0, 0, np.zeros((4, 4), np.uint8))) == 0
    assert length_px(Mask(0, 0, np.zeros((0, 0), np.uint8))) == 0
