"""What the network sees: the image, the golden as it would look here and now, and their difference.

The image goes in as it is, and the golden is put under the image's light rather than the other way round:
brightening a dark image would amplify its noise, and darkening a bright one would turn clipped pixels into
missing copper, while a golden brightened into the same clipping agrees with it. What a defect does to the
difference, against the noise, is the same both ways.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.alignment import Alignment, align
from inspector_app.imaging.arrays import Gray, Image, Matrix
from inspector_app.imaging.light import GAIN_ONE, gain_plane
from inspector_app.imaging.pyramid import Pyramid
from inspector_app.imaging.reference import Reference, check_same_size

NEUTRAL = 128  # the difference where image and golden agree


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Three planes (H, W) uint8 in the image's frame; where the golden does not reach, it equals the image."""

    image: Gray
    golden: Gray  # in the image's light
    difference: (
        Gray  # 128 + image - golden: bright is copper too much, dark is missing, where copper is bright
    )

    def stacked(self) -> NDArray[np.uint8]:
        """What the network takes: the planes as channels in this order, (H, W, 3) uint8, contiguous."""
        return np.asarray(cv2.merge((self.image, self.golden, self.difference)), np.uint8)


def compare(image: Pyramid, reference: Reference, alignment: Alignment) -> Comparison:
    """Image and golden, brought together. ValueError for an image of another size."""
    check_same_size(image.full, reference)
    golden = relit_golden(image, reference, alignment)
    difference = cv2.addWeighted(image.full, 1, golden, -1, NEUTRAL)
    return Comparison(image.full, golden, np.asarray(difference, np.uint8))


def planes_of(image: Image, golden: Image) -> NDArray[np.uint8]:
    """What the network sees of an image beside a golden that is used once, (H, W, 3). ValueError as of both."""
    reference = Reference.from_image(golden)
    frame = reference.frame_of(image)
    return compare(frame, reference, align(frame, reference)).stacked()


def relit_golden(image: Pyramid, reference: Reference, alignment: Alignment) -> Gray:
    """The golden in the image's frame and light, (H, W) uint8."""
    matrix = alignment.matrix
    gain = gain_plane(image, reference.cells, matrix)
    relit = cv2.multiply(reference.turned.in_frame(matrix), gain, dst=gain, scale=1 / GAIN_ONE)
    return np.asarray(cv2.copyTo(image.full, _outside(image.full, matrix), relit), np.uint8)


def _outside(gray: Gray, matrix: Matrix) -> Gray:
    """255 wherever the golden's frame does not reach, two pixels of safety included."""
    height, width = gray.shape
    corners = np.array([[2, 2], [width - 3, 2], [width - 3, height - 3], [2, height - 3]], float)
    moved = (corners @ matrix[:, :2].T + matrix[:, 2]).round().astype(np.int32)
    return np.asarray(cv2.fillConvexPoly(np.full_like(gray, 255), moved, (0,)), np.uint8)
