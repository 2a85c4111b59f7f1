import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from inspector_app.datasets.formats.masks import counts_of_text, mask_of_counts, outlines_of_mask
from inspector_app.datasets.formats.shapes import joined


def drawn(outlines, width=64, height=48):
    """Outlines as pixels, by the centre of each pixel: a reader of its own."""
    rows, columns = np.mgrid[0:height, 0:width] + 0.5
    inside = np.zeros((height, width), bool)
    for outline in outlines:
        crossed = np.zeros((height, width), bool)
        for (x1, y1), (x2, y2) in zip(outline, (*outline[1:], outline[0]), strict=True):
            if y1 != y2:
                between = (rows > min(y1, y2)) & (rows < max(y1, y2))
                crossed ^= between & (columns < x1 + (rows - y1) * (x2 - x1) / (y2 - y1))
        inside |= crossed
    return inside


@settings(max_examples=200, deadline=None)
@given(arrays(bool, st.tuples(st.integers(1, 9), st.integers(1, 9))))
def test_an_outline_holds_just_the_pixels_of_its_mask(mask):
    outlines = outlines_of_mask(mask)
    assert np.array_equal(drawn(outlines, mask.shape[1], mask.shape[0]), mask)


@settings(max_examples=100, deadline=None)
@given(arrays(bool, st.tuples(st.integers(1, 9), st.integers(1, 9))))
def test_pieces_that_are_joined_by_seams_hold_the_same_pixels(mask):
    outlines = outlines_of_mask(mask)
    if outlines:
        assert np.array_equal(drawn([joined(outlines)], mask.shape[1], mask.shape[0]), mask)


def test_outlines_have_corners_only_and_lie_where_the_mask_does():
    assert outlines_of_mask(np.ones((2, 3), bool), 10, 20) == (((10, 20), (13, 20), (13, 22), (10, 22)),)


def test_an_empty_mask_has_no_outline():
    assert outlines_of_mask(np.zeros((4, 4), bool)) == ()


def test_runs_fill_a_mask_by_column_or_by_row():
    expected = np.array([[0, 1, 1], [0, 1, 0]], bool)
    assert np.array_equal(mask_of_counts([2, 3, 1], 3, 2, by_column=True, where="x"), expected)
    assert np.array_equal(mask_of_counts([1, 2, 1, 1, 1], 3, 2, by_column=False, where="x"), expected)


@pytest.mark.parametrize(
    ("text", "counts"),
    [("", []), ("52203", [5, 2, 2, 2, 5]), ("P21", [64, 1])],
)
def test_compressed_runs(text, counts):
    assert counts_of_text(text, "x") == counts
