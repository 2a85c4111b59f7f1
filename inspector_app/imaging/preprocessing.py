"""What the network sees: the image, the golden as it would look here and now, and their difference.

The image goes in as it is, and the golden is put under the image's light rather than the other way round:
brightening a dark image would amplify its noise, and darkening a bright one would turn clipped pixels into
missing copper, while a golden brightened into the same clipping agrees with it. What a defect does to the
difference, against the noise, is the same both ways.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.alignment import Alignment
from inspector_app.imaging.arrays import Gray, Image, Matrix
from inspector_app.imaging.light import GAIN_ONE, gain_plane
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
    matrix = alignment.matrix
    gain = gain_plane(gray, reference.cells, matrix)
    relit = cv2.multiply(reference.turned.in_frame(matrix), gain, dst=gain, scale=1 / GAIN_ONE)
    return np.asarray(cv2.copyTo(gray, _outside(gray, matrix), relit), np.uint8)


def _outside(gray: Gray, matrix: Matrix) -> Gray:
    """255 wherever the golden's frame does not reach, two pixels of safety included."""
    height, width = gray.shape
    corners = np.array([[2, 2], [width - 3, 2], [width - 3, height - 3], [2, height - 3]], float)
    moved = (corners @ matrix[:, :2].T + matrix[:, 2]).round().astype(np.int32)
    return np.asarray(cv2.fillConvexPoly(np.full_like(gray, 255), moved, (0,)), np.uint8)
