import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.imaging.masks import Mask, mask_of_outlines
from inspector_app.imaging.outlines import outlines_of


def test_an_outline_goes_along_the_edges_of_pixels():
    (outline,) = outlines_of(Mask(10, 20, np.ones((3, 5), np.uint8)))
    across, down = zip(*outline, strict=True)
    assert (min(across), max(across), min(down), max(down)) == (10, 15, 20, 23)
    assert mask_of_outlines([outline]).area_px == 15


def test_pieces_have_an_outline_each_the_largest_first():
    pixels = np.zeros((10, 20), np.uint8)
    pixels[1, 1] = 1
    pixels[4:8, 8:18] = 1
    large, small = outlines_of(Mask(0, 0, pixels))
    assert min(x for x, _ in large) == 8
    assert set(small) == {(1.5, 1), (2, 1.5), (1.5, 2), (1, 1.5)}


def test_nothing_has_no_outline():
    assert outlines_of(Mask(0, 0, np.zeros((3, 3), np.uint8))) == ()
    assert outlines_of(Mask(0, 0, np.zeros((0, 0), np.uint8))) == ()


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(2, 12)), min_size=1, max_size=5)
)
def test_an_outline_holds_as_much_as_its_mask(squares):
    pixels = np.zeros((44, 44), np.uint8)
    for x, y, side in squares:
        pixels[y : y + side, x : x + side] = 1
    again = mask_of_outlines(outlines_of(Mask(0, 0, pixels)))
    whole = np.zeros_like(pixels)
    whole[again.y : again.y + again.pixels.shape[0], again.x : again.x + again.pixels.shape[1]] = again.pixels
    # simplified by half a pixel at most, so only the rim may differ; holes are filled
    assert whole.sum() >= 0.9 * pixels.sum()


def test_a_slanting_edge_has_few_corners():
    rows, columns = np.indices((200, 200))
    pixels = (np.abs(rows - columns) < 20).astype(np.uint8)
    (outline,) = outlines_of(Mask(0, 0, pixels))
    assert len(outline) < 12
    assert mask_of_outlines([outline]).area_px == pytest.approx(int(pixels.sum()), rel=0.02)
