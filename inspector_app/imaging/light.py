"""How much brighter or darker the image is than its golden, place by place: smooth, and blind to defects."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.arrays import Gray

GAIN_ONE = 64  # the gain 1.0 in a gain plane; 8 bits then reach from 0.02 to 3.98
_CELL = 16  # px; one figure of light a cell
_SMOOTH = 3.0  # cells; a defect of one cell hardly shows, a lamp's fall-off does


def gain_plane(image: Gray, golden: Gray, covered: Gray) -> Gray:
    """Gain of the image over the golden in units of 1/64, (H, W) uint8.

    `golden` lies in the image's frame; `covered` is (H', W') at one px a cell, 255 where the golden reaches.
    """
    size = covered.shape[::-1]
    weight = (covered == 255).astype(np.float32)
    ours = _smooth(_cells(image, size) * weight)
    theirs = _smooth(_cells(golden, size) * weight)
    gain = np.where(theirs > 1, ours / np.maximum(theirs, 1), 1.0)
    coarse = np.clip(gain * GAIN_ONE + 0.5, 1, 255).astype(np.uint8)
    return np.asarray(cv2.resize(coarse, image.shape[::-1], interpolation=cv2.INTER_LINEAR), np.uint8)


def cell_grid(width: int, height: int) -> tuple[int, int]:
    """Width and height in cells of an image in px."""
    return max(1, round(width / _CELL)), max(1, round(height / _CELL))


def _cells(plane: Gray, size: tuple[int, int]) -> NDArray[np.float32]:
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.float32)


def _smooth(cells: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(cv2.GaussianBlur(cells, (0, 0), _SMOOTH, borderType=cv2.BORDER_CONSTANT), np.float32)
