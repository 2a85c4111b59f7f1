"""Tiles cover every pixel, and cut what they say."""

from itertools import pairwise

import numpy as np
import pytest

from inspector_app.imaging import cut_tile, plan_tiles


@pytest.mark.parametrize(
    ("width", "height"),
    [
        (2448, 2048),
        (640, 640),
        (641, 640),
        (1280, 720),
        (1217, 653),
        (640, 4000),
        (300, 200),
        (100, 1999),
    ],
)
def test_every_pixel_is_covered_and_borders_overlap(width, height):
    tiles = plan_tiles(width, height, tile=640, overlap=64)
    seen = np.zeros((height, width), int)
    for tile in tiles:
        assert tile.x >= 0
        assert tile.y >= 0
        seen[tile.y : tile.y + tile.side, tile.x : tile.x + tile.side] += 1
    assert seen.min() >= 1
    for starts in ({tile.x for tile in tiles}, {tile.y for tile in tiles}):
        ordered = sorted(starts)
        assert all(after - before <= 640 - 64 for before, after in pairwise(ordered))


def test_no_tile_reaches_beyond_a_large_view():
    assert all(tile.x + tile.side <= 2448 and tile.y + tile.side <= 2048 for tile in plan_tiles(2448, 2048))


def test_no_more_tiles_than_needed():
    assert len(plan_tiles(640, 640)) == 1
    assert len(plan_tiles(1216, 640)) == 2
    assert len(plan_tiles(2448, 2048)) == 20


def test_cuts():
    image = np.arange(700 * 800 * 3, dtype=np.uint32).astype(np.uint8).reshape(700, 800, 3)
    for tile in plan_tiles(800, 700):
        cut = cut_tile(image, tile)
        assert cut.flags.c_contiguous
        assert np.array_equal(cut, image[tile.y : tile.y + 640, tile.x : tile.x + 640])


def test_a_small_view_is_padded_with_what_raises_nothing():
    image = np.full((200, 300, 3), 7, np.uint8)
    (tile,) = plan_tiles(300, 200)
    cut = cut_tile(image, tile)
    assert cut.shape == (640, 640, 3)
    assert (cut[:200, :300] == 7).all()
    assert (cut[200:] == 128).all()
    assert (cut[:, 300:] == 128).all()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((800, 600, 640, 640), "overlap"),
        ((800, 600, 640, -1), "overlap"),
        ((0, 600, 640, 64), "no pixels"),
    ],
)
def test_bad_plans(arguments, said):
    with pytest.raises(ValueError, match=said):
        plan_tiles(*arguments)
