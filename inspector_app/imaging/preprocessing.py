"""What the network sees: the image, the golden as it would look here and now, and their difference.

The image goes in as it is, and the golden is put under the image's light rather than the other way round: brightening
a dark image would amplify its noise, and darkening a bright one would turn clipped pixels into missing copper,
while a golden brightened into the same clipping agrees with it. What a defect does to the
difference is the same in both.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.alignment import Alignment
from inspector_app.imaging.arrays import Gray, Image
from inspector_app.imaging.light import GAIN_ONE, cell_grid, gain_plane
from inspector_app.imaging.reference import Reference, check_same_size

NEUTRAL = 128  # the difference where image and golden agree


def network_input(image: Image, reference: Reference, alignment: Alignment) -> NDArray[np.uint8]:
    """(H, W, 3) uint8, contiguous, in the image's frame: gray image, relit golden, 128 + image - golden.

    Bright in the third channel is copper too much, dark is copper missing (on boards whose copper is bright).
    Where the golden does not reach, it equals the image. ValueError for bad input or another size.
    """
    gray = reference.plane_of(image)
    check_same_size(gray, reference)
    golden = relit_golden(gray, reference, alignment)
    difference = cv2.addWeighted(gray, 1, golden, -1, NEUTRAL)
    return np.asarray(cv2.merge((gray, golden, difference)), np.uint8)


def relit_golden(gray: Gray, reference: Reference, alignment: Alignment) -> Gray:
    """The golden in the image's frame and light, (H, W) uint8."""
    height, width = gray.shape
    matrix = alignment.matrix
    warped = cv2.warpAffine(reference.gray, matrix, (width, height), flags=cv2.INTER_LINEAR)
    covered = _covered(matrix, width, height)
    gain = gain_plane(gray, np.asarray(warped, np.uint8), covered)
    relit = np.asarray(cv2.multiply(warped, gain, scale=1 / GAIN_ONE), np.uint8)
    return _fill_outside(relit, gray, matrix)


def _covered(matrix: NDArray[np.float64], width: int, height: int) -> Gray:
    """255 in the cells that the golden covers whole."""
    columns, rows = cell_grid(width, height)
    full = np.full((rows, columns), 255, np.uint8)
    shrink = np.array([columns / width, rows / height])
    scaled = matrix.copy()
    scaled[:, 2] *= shrink
    inside = cv2.warpAffine(full, scaled, (columns, rows), flags=cv2.INTER_LINEAR)
    return np.asarray(cv2.erode(inside, np.ones((3, 3), np.uint8), borderValue=255), np.uint8)


def _fill_outside(golden: Gray, image: Gray, matrix: NDArray[np.float64]) -> Gray:
    """The image itself wherever the golden's frame does not reach, a pixel of safety included."""
    height, width = golden.shape
    corners = np.array([[1, 1], [width - 2, 1], [width - 2, height - 2], [1, height - 2]], float)
    moved = (corners @ matrix[:, :2].T + matrix[:, 2]).round().astype(np.int32)
    inside = cv2.fillConvexPoly(np.zeros_like(golden), moved, 255)
    return np.asarray(cv2.copyTo(golden, inside, image.copy()), np.uint8)
