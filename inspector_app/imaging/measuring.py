"""What an image says at the golden's patches: sub-pixel shifts, and how much it looks like the golden."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.arrays import Floats, Gray, Matrix
from inspector_app.imaging.patches import PatchSet

_LONGEST = 2.0  # px of the level; a linear model tells nothing about longer shifts


@dataclass(frozen=True, slots=True, eq=False)
class PatchShifts:
    """At each patch, the image in the golden's frame shows at p what the golden has at p + shift."""

    shifts: Floats  # (N, 2) px of the level
    correlation: Floats  # (N,) -1 to 1, before the shift
    explained: Floats  # (N,) 0 to 1, after it; low where a defect lies


def measure_roughly(image: Gray, patches: PatchSet, matrix: Matrix) -> PatchShifts:
    """Measure at whole pixels, without turning the patches: cheap, and good enough for a start.

    `image` is the patches' level, `matrix` the present estimate golden -> image in px of that level.
    """
    side = patches.side
    linear, shift = matrix[:, :2], matrix[:, 2]
    corners = np.rint(patches.centres @ linear.T + (shift - (side - 1) / 2)).astype(np.intp)
    corners = np.clip(corners, 0, np.array(image.shape[::-1]) - side)
    windows = np.lib.stride_tricks.sliding_window_view(image, (side, side))
    pixels = windows[corners[:, 1], corners[:, 0]].reshape(-1, side * side)
    taken_at = (corners + (side - 1) / 2 - shift) @ np.linalg.inv(linear).T
    return _measure(pixels, patches, patches.centres - taken_at)


def measure_exactly(image: Gray, patches: PatchSet, matrix: Matrix) -> PatchShifts:
    """Measure with the patches turned and shifted by `matrix`, interpolated."""
    side = patches.side
    steps = np.arange(side, dtype=np.float32)
    maps = []
    for (along_x, along_y), shift in zip(matrix[:, :2], matrix[:, 2], strict=True):
        starts = patches.corners @ np.array([along_x, along_y]) + shift
        within = np.float32(along_x) * steps[None, :] + np.float32(along_y) * steps[:, None]
        maps.append((starts.astype(np.float32)[:, None, None] + within).reshape(-1, side))
    pixels = cv2.remap(image, maps[0], maps[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return _measure(np.asarray(pixels, np.uint8).reshape(-1, side * side), patches, np.zeros((1, 2)))


def _measure(pixels: Gray, patches: PatchSet, known: Floats) -> PatchShifts:
    values: NDArray[np.float32] = pixels.astype(np.float32)[:, :, None]
    found = (patches.basis @ values)[:, :, 0]
    energy = (values.transpose(0, 2, 1) @ values)[:, 0, 0]
    squares = found * found
    floor = np.float32(pixels.shape[1])  # a variance of 1: flatter than this is no picture
    spread = np.maximum(energy - squares[:, 0], floor)
    constants = (patches.unmix @ found[:, :, None])[:, :, 0]
    gain = np.maximum(constants[:, 1:2], 0.1)
    return PatchShifts(
        shifts=np.clip(constants[:, 2:] / gain, -_LONGEST, _LONGEST) + known,
        correlation=(found[:, 1] / np.sqrt(spread)).astype(np.float64),
        explained=(squares[:, 1:].sum(axis=1) / spread * (constants[:, 1] > 0.1)).astype(np.float64),
    )
