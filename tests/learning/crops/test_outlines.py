"""Outlines in crops, filled as ultralytics fills them: fractions cut off, with the rim."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.domain.geometry import Box
from inspector_app.imaging import mask_of_outlines
from inspector_app.learning.crops.files import Mark, marks_inside, place_crop, write_crop
from inspector_app.learning.crops.outlines import label_outline, shown_outlines

SIZE = 320
SLANTING = ((20.0, 30.0), (23.0, 29.0), (140.0, 96.0), (138.0, 99.0))
TALL = ((50.0, 10.0), (51.0, 10.0), (51.0, 70.0), (50.0, 70.0))
SPECK = ((7.0, 7.0), (8.0, 7.0), (8.0, 8.0), (7.0, 8.0))


def filled(line):
    """The pixels that ultralytics makes of the corners of a label's line."""
    corners = np.array([float(value) for value in line], np.float32).reshape(-1, 2) * SIZE
    return cv2.fillPoly(np.zeros((SIZE, SIZE), np.uint8), [corners.astype(np.int32)], 1)


def shares(outline):
    return [f"{value / SIZE:.6f}" for corner in outline for value in corner]


def whole(outlines):
    mask = mask_of_outlines(outlines)
    pixels = np.zeros((SIZE, SIZE), np.uint8)
    height, width = mask.pixels.shape
    pixels[mask.y : mask.y + height, mask.x : mask.x + width] = mask.pixels
    return pixels


@pytest.mark.parametrize("outline", [SLANTING, TALL, SPECK])
def test_a_label_is_filled_to_the_pixels_that_were_outlined(outline):
    label = label_outline([outline], Box(0, 0, 1, 1), SIZE)
    expected = whole([outline])
    assert np.count_nonzero(filled(shares(label)) != expected) <= 0.02 * expected.sum()
    across, down = zip(*label, strict=True)
    left, top, width, height = cv2.boundingRect(expected)
    assert (min(across), min(down)) == pytest.approx((left, top), abs=0.06)
    assert (max(across), max(down)) == pytest.approx((left + width, top + height), abs=0.06)


@given(st.floats(20, 300), st.floats(20, 300), st.floats(1, 18), st.floats(1, 18), st.floats(0, 90))
def test_a_turned_rectangle_is_filled_to_its_pixels(x, y, width, height, degrees):
    corners = cv2.boxPoints(((x, y), (width, height), degrees))
    outline = tuple((float(across), float(down)) for across, down in corners)
    expected = whole([outline])
    if expected.sum() < 3:
        return
    got = filled(shares(label_outline([outline], Box(x - 1, y - 1, x + 1, y + 1), SIZE)))
    assert np.count_nonzero(got != expected) <= 3 + 0.05 * expected.sum()


def test_an_outline_between_the_middles_of_pixels_still_has_an_area():
    hair = ((10.6, 10.0), (10.9, 10.0), (10.9, 60.0), (10.6, 60.0))
    label = label_outline([hair], Box(10.6, 10.0, 10.9, 60.0), SIZE)
    assert filled(shares(label)).sum() == 50


def test_pieces_become_one_outline_with_seams_of_a_pixel():
    other = tuple((x + 100, y + 100) for x, y in SLANTING)
    got = filled(shares(label_outline([SLANTING, other], Box(0, 0, 1, 1), SIZE)))
    expected = whole([SLANTING, other])
    assert (got[expected == 1] == 1).all()
    assert got.sum() - expected.sum() < 2 * 150


def test_a_crop_shows_what_it_holds_of_an_outline():
    assert shown_outlines([SLANTING], 10, 20, SIZE) == (tuple((x - 10, y - 20) for x, y in SLANTING),)
    cut = shown_outlines([SLANTING], 80, 0, SIZE)
    assert min(x for outline in cut for x, _ in outline) == 0
    assert mask_of_outlines(cut).area_px == pytest.approx(int(whole([SLANTING])[:, 80:].sum()), abs=2)
    assert shown_outlines([SLANTING], 139, 0, SIZE) == ()  # a corner of a few pixels is not worth a label


def test_a_defect_larger_than_a_crop_is_learnt_from_in_parts():
    long = ((0.0, 300.0), (600.0, 320.0), (600.0, 324.0), (0.0, 304.0))
    rng = np.random.default_rng(1)
    assert place_crop([Mark(0, Box(0, 300, 600, 324))], (640, 640), SIZE, rng) is None
    mark = Mark(0, Box(0, 300, 600, 324), (long,))
    x, y = place_crop([mark], (640, 640), SIZE, rng)
    for inside in marks_inside([mark], x, y, SIZE):
        assert 0 <= inside.box.x1 < inside.box.x2 <= SIZE
        assert 0 <= inside.box.y1 < inside.box.y2 <= SIZE


def test_a_mark_has_its_outline_in_the_label_file(tmp_path):
    for folder in ("images/train", "labels/train"):
        (tmp_path / folder).mkdir(parents=True)
    write_crop(
        tmp_path,
        "train",
        "a",
        np.zeros((SIZE, SIZE, 3), np.uint8),
        [Mark(2, Box(20, 29, 140, 99), (SLANTING,))],
    )
    number, *corners = (tmp_path / "labels" / "train" / "a.txt").read_text("utf-8").split()
    assert number == "2"
    assert np.count_nonzero(filled(corners) != whole([SLANTING])) <= 6
