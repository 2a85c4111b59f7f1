"""A view is made smaller only as far as its smallest defect allows."""

import numpy as np
import pytest

from inspector_app.domain.geometry import Box
from inspector_app.imaging import choose_scale, long_side_mm, shrink


def test_as_small_as_the_network_likes_where_defects_are_large():
    assert choose_scale(2560, 2048, smallest_defect_px=40, smallest_found_px=8) == pytest.approx(0.25)


def test_no_smaller_than_the_smallest_defect_allows():
    assert choose_scale(2560, 2048, smallest_defect_px=10, smallest_found_px=8) == pytest.approx(0.8)


def test_never_larger():
    assert choose_scale(320, 200, smallest_defect_px=40, smallest_found_px=8) == 1


def test_a_defect_too_small_at_full_resolution_is_an_error():
    with pytest.raises(ValueError, match="finds none below 8"):
        choose_scale(2560, 2048, smallest_defect_px=7, smallest_found_px=8)


def test_nonsense():
    with pytest.raises(ValueError, match="larger than 0"):
        choose_scale(2560, 2048, smallest_defect_px=float("nan"), smallest_found_px=8)


@pytest.mark.parametrize("column", range(100, 112))
def test_a_thin_line_survives_shrinking(column):
    image = np.zeros((2048, 2560), np.uint8)
    image[:, column : column + 2] = 255
    small = shrink(image, 0.25)
    assert small.shape == (512, 640)
    assert small.max() >= 60


def test_shrinking_odd_sizes_and_by_nothing():
    image = np.zeros((333, 517, 3), np.uint8)
    assert shrink(image, 0.5).shape == (166, 258, 3)
    assert shrink(image, 1) is image
    with pytest.raises(ValueError, match="at most 1"):
        shrink(image, 1.5)


def test_the_long_side_in_mm():
    assert long_side_mm(Box(10, 10, 30, 15), 0.05) == pytest.approx(1.0)
    with pytest.raises(ValueError, match="positive"):
        long_side_mm(Box(0, 0, 1, 1), 0)
