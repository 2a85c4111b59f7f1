"""A kept and shifted golden is the warped golden, to a fraction of a pixel."""

import cv2
import numpy as np
import pytest

from inspector_app.imaging.turning import TurnedGoldens
from tests.imaging.pictures import board, motion


@pytest.mark.parametrize(
    ("shift", "degrees"),
    [
        ((0, 0), 0.0),
        ((3.4, -7.6), 0.0),
        ((14, 13), 1.5),
        ((-14, -9.3), -1.23),
        ((100, 0), 0.4),
        ((2, 3), 30.0),
    ],
)
def test_like_a_warp(shift, degrees):
    golden = board(1, 480, 360)
    matrix = motion((480, 360), shift, degrees)
    straight = cv2.warpAffine(golden, matrix, (480, 360), borderMode=cv2.BORDER_REPLICATE)
    inside = cv2.warpAffine(np.full_like(golden, 255), matrix, (480, 360)) == 255
    off = np.abs(TurnedGoldens(golden).in_frame(matrix).astype(int) - straight)[inside]
    assert off.mean() < 1.5
    assert np.percentile(off, 99.9) < 30


def test_another_scale_is_warped_afresh():
    golden = board(1)
    matrix = np.array([[1.01, 0, 2.0], [0, 1.01, 1.0]])
    straight = cv2.warpAffine(golden, matrix, (640, 640), borderMode=cv2.BORDER_REPLICATE)
    assert np.array_equal(TurnedGoldens(golden).in_frame(matrix), straight)


def test_more_angles_than_are_kept():
    golden = board(1)
    goldens = TurnedGoldens(golden)
    first = goldens.in_frame(motion((640, 640), (1, 2), 0.3))
    for step in range(120):
        goldens.in_frame(motion((640, 640), (0, 0), step / 20 - 3))
    assert np.array_equal(goldens.in_frame(motion((640, 640), (1, 2), 0.3)), first)
    assert sum(kept.nbytes for kept in goldens._kept.values()) < 24 * 720 * 720


def test_of_a_large_golden_nothing_is_kept():
    golden = np.kron(board(1), np.ones((3, 3), np.uint8))
    goldens = TurnedGoldens(golden)
    matrix = motion((1920, 1920), (3, 4), 0.5)
    straight = cv2.warpAffine(golden, matrix, (1920, 1920), borderMode=cv2.BORDER_REPLICATE)
    assert np.array_equal(goldens.in_frame(matrix), straight)
    assert not goldens._kept
