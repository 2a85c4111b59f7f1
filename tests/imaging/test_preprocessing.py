"""The difference is silent on a good board and speaks where there is a defect."""

import cv2
import numpy as np
import pytest

from inspector_app.imaging import Pyramid, Reference, align, compare
from inspector_app.imaging.preprocessing import NEUTRAL
from tests.imaging.pictures import board, lit, moved, noisy


@pytest.fixture(scope="module")
def golden():
    return board(1)


@pytest.fixture(scope="module")
def reference(golden):
    return Reference.from_image(golden)


def stacked(image, reference):
    frame = reference.frame_of(image)
    return compare(frame, reference, align(frame, reference)).stacked()


def deviation(planes):
    return np.abs(planes[:, :, 2].astype(int) - NEUTRAL)


def test_what_comes_out(golden, reference):
    image, _ = moved(golden, (5, 4), 0.6)
    planes = stacked(image, reference)
    assert planes.shape == (640, 640, 3)
    assert planes.dtype == np.uint8
    assert planes.flags.c_contiguous
    assert np.array_equal(planes[:, :, 0], image)


@pytest.mark.parametrize(("shift", "degrees"), [((0, 0), 0.0), ((12, -9), 1.0), ((-14, 15), -1.4)])
def test_a_good_board_is_neutral_in_uneven_light(golden, reference, shift, degrees):
    image, _ = moved(golden, shift, degrees)
    off = deviation(stacked(noisy(lit(image), 2), reference))
    assert off.mean() < 4
    assert np.percentile(off, 99) < 15
    assert off.max() < 60


def test_the_light_itself_is_what_was_taken_out(golden, reference):
    image = lit(golden)
    raw = np.abs(image.astype(int) - golden)
    assert np.percentile(raw, 99) > 20
    assert np.percentile(deviation(stacked(image, reference)), 99) < 6


def test_extra_copper_is_bright_and_missing_copper_dark(golden, reference):
    image, _ = moved(golden, (4, -3), 0.5)
    at_mask = np.argwhere(cv2.erode((image == 70).astype(np.uint8), np.ones((25, 25))))[0]
    cv2.circle(image, tuple(int(v) for v in at_mask[::-1]), 5, 190, -1)
    at_copper = np.argwhere(cv2.erode((image > 180).astype(np.uint8), np.ones((9, 9))))[0]
    cv2.circle(image, tuple(int(v) for v in at_copper[::-1]), 3, 70, -1)
    difference = stacked(image, reference)[:, :, 2]
    assert difference[tuple(at_mask)] > NEUTRAL + 80
    assert difference[tuple(at_copper)] < NEUTRAL - 80


def test_beyond_the_goldens_frame_nothing_is_raised(golden, reference):
    image, _ = moved(golden, (15, 12), 1.0)
    image[:, :8] = 255
    planes = stacked(image, reference)
    assert np.array_equal(planes[:, :6, 1], image[:, :6])
    assert (planes[:, :6, 2] == NEUTRAL).all()


def test_the_bench_beyond_the_edge_does_not_change_the_light(golden, reference):
    image, _ = moved(golden, (15, 0), 0.0)
    image[:, :15] = 255
    assert np.percentile(deviation(stacked(image, reference))[:, 20:60], 99) < 12


def test_clipped_pixels_are_not_missing_copper(golden, reference):
    image = np.clip(golden * 1.6, 0, 255).astype(np.uint8)
    off = deviation(stacked(image, reference))[golden > 185]
    assert np.percentile(off, 95) < 25


def test_kept_angles_do_not_change_the_answer(golden):
    warm, cold = Reference.from_image(golden), Reference.from_image(golden)
    image, _ = moved(golden, (3, 4), 0.77)
    for degrees in (0.7, 0.77, 0.8):
        stacked(moved(golden, (1, 2), degrees)[0], warm)
    assert np.array_equal(stacked(image, warm), stacked(image, cold))


def test_a_changed_scale_is_followed(golden, reference):
    grow = np.array([[1.004, 0, -1.3], [0, 1.004, -1.3]])
    image = cv2.warpAffine(golden, grow, (640, 640), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    assert np.percentile(deviation(stacked(image, reference)), 99) < 12


def test_colour_and_odd_sizes():
    golden = board(6, 517, 333)
    image, _ = moved(golden, (3, 2), 0.4)
    planes = stacked(image, Reference.from_image(golden))
    assert planes.shape == (333, 517, 3)
    assert np.percentile(deviation(planes), 99) < 15
    reference = Reference.from_image(np.dstack([golden] * 3))
    assert np.array_equal(stacked(np.dstack([image] * 3), reference), planes)


def test_another_size_is_refused(golden, reference):
    with pytest.raises(ValueError, match="600x640"):
        compare(Pyramid(golden[:, :600]), reference, align(Pyramid(golden), reference))
