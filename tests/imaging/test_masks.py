import numpy as np
import pytest

from inspector_app.domain.geometry import Box
from inspector_app.imaging.masks import Mask, joined_masks, mask_from_prototypes, mask_of_outlines

SQUARE = ((2.0, 1.0), (8.0, 1.0), (8.0, 5.0), (2.0, 5.0))


def prototypes(covered, count=2, size=20):
    """The first is above 0 in `covered` (rows, columns) and below elsewhere, the others are nothing."""
    all_of_them = np.zeros((count, size, size), np.float32)
    all_of_them[0] = -1
    all_of_them[0][covered] = 1
    return all_of_them


def test_a_mask_is_where_the_weighted_prototypes_are_above_zero():
    said = prototypes((slice(5, 10), slice(3, 8)))
    mask = mask_from_prototypes(said, np.array([2, 9], np.float32), Box(0, 0, 80, 80), 4)
    assert (mask.x, mask.y, mask.pixels.shape) == (0, 0, (80, 80))
    assert mask.area_px == pytest.approx(20 * 20, rel=0.06)  # corners are rounded by interpolation
    assert mask.pixels[22:38, 14:30].all()


def test_a_mask_ends_where_its_box_ends():
    said = prototypes((slice(0, 20), slice(0, 20)))
    mask = mask_from_prototypes(said, np.array([1, 0], np.float32), Box(11, 22, 31.4, 55.6), 4)
    assert (mask.x, mask.y, mask.pixels.shape, mask.area_px) == (11, 22, (34, 20), 34 * 20)


@pytest.mark.parametrize("box", [Box(-30, -9, 12, 12), Box(70, 60, 99, 120), Box(5.2, 5.2, 5.4, 5.4)])
def test_a_box_over_the_edge_or_hardly_there_has_a_mask_within_the_input(box):
    said = prototypes((slice(0, 20), slice(0, 20)))
    mask = mask_from_prototypes(said, np.array([1, 0], np.float32), box, 4)
    assert mask.x >= 0
    assert mask.y >= 0
    assert mask.x + mask.pixels.shape[1] <= 80
    assert mask.y + mask.pixels.shape[0] <= 80
    assert mask.area_px > 0


def test_a_box_wholly_outside_has_an_empty_mask():
    said = prototypes((slice(0, 20), slice(0, 20)))
    assert mask_from_prototypes(said, np.array([1, 0], np.float32), Box(200, 200, 220, 220), 4).area_px == 0


def test_joined_masks_cover_what_any_of_them_covers():
    one, other = Mask(0, 0, np.ones((2, 6), np.uint8)), Mask(4, 1, np.ones((3, 4), np.uint8))
    both = joined_masks([one, other])
    assert (both.x, both.y, both.pixels.shape) == (0, 0, (4, 8))
    assert both.area_px == 12 + 12 - 2


def test_what_lies_beyond_an_image_is_cut_off():
    mask = Mask(-2, 3, np.ones((4, 6), np.uint8)).within(3, 5)
    assert (mask.x, mask.y, mask.pixels.shape) == (0, 3, (2, 3))
    assert Mask(9, 9, np.ones((2, 2), np.uint8)).within(3, 5).area_px == 0


def test_outlines_cover_the_pixels_whose_middle_they_hold():
    mask = mask_of_outlines([SQUARE])
    assert (mask.x, mask.y, mask.area_px) == (2, 1, 24)
    moved = tuple((x + 0.4, y + 0.4) for x, y in SQUARE)
    assert mask_of_outlines([moved]).area_px == 24
    apart = tuple((x + 20, y) for x, y in SQUARE)
    assert mask_of_outlines([SQUARE, apart]).area_px == 48
