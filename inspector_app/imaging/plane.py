"""Which plane of a colour image shows the board best: gray, or one of its channels.

Copper under a tan mask is as bright as the mask in gray, and plainly visible in red. One channel costs less
than a weighted sum, so the choice is made once, on the golden.
"""

from __future__ import annotations

from enum import IntEnum

import cv2
import numpy as np

from inspector_app.imaging.arrays import Gray, Image
from inspector_app.imaging.gray import to_gray

_EDGE_LEVELS = 12  # a step of this many levels in any channel is an edge of the board, less may be noise
_STEP = 3  # px over which a step is measured
_NEEDED_GAIN = 1.3  # gray averages the noise of three channels: a channel must show clearly more


class Plane(IntEnum):
    """The planes to choose from; the channels by their place in a BGR image."""

    GRAY = -1
    BLUE = 0
    GREEN = 1
    RED = 2


def take_plane(image: Image, plane: Plane) -> Gray:
    """That plane of the image, (H, W) uint8; a gray image is its own plane. ValueError for bad input."""
    if plane is Plane.GRAY or image.ndim == 2:
        return to_gray(image)
    return np.asarray(cv2.extractChannel(image, int(plane)), np.uint8)


def choose_plane(golden: Image) -> Plane:
    """The plane in which the weaker half of the golden's edges shows best."""
    if golden.ndim == 2:
        return Plane.GRAY
    smooth = np.asarray(cv2.GaussianBlur(golden, (0, 0), 1.0), np.uint8)
    steps = {plane: _steps(take_plane(smooth, plane)) for plane in Plane}
    strongest = np.maximum.reduce([steps[plane] for plane in Plane])
    edges = strongest > _EDGE_LEVELS
    if not edges.any():
        return Plane.GRAY
    shown = {plane: float(np.quantile(steps[plane][edges], 0.4)) for plane in Plane}
    best = max((Plane.BLUE, Plane.GREEN, Plane.RED), key=lambda plane: shown[plane])
    return best if shown[best] > _NEEDED_GAIN * shown[Plane.GRAY] else Plane.GRAY


def _steps(plane: Gray) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    """The larger step to the right or downwards at each pixel, in levels."""
    levels = plane.astype(np.int16)
    height, width = levels.shape
    across = np.abs(levels[: height - _STEP, _STEP:] - levels[: height - _STEP, : width - _STEP])
    down = np.abs(levels[_STEP:, : width - _STEP] - levels[: height - _STEP, : width - _STEP])
    return np.asarray(np.maximum(across, down), np.int16)
