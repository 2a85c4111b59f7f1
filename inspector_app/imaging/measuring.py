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


def measure_shifts(image: Gray, patches: PatchSet, matrix: Matrix) -> PatchShifts:
    """Measure with the patches turned and shifted by `matrix`, interpolated.

    `image` is the patches' level, `matrix` the present estimate golden -> image in px of that level.
    """
    places = cv2.transform(patches.pixels, matrix)
    values = cv2.remap(  # type: ignore[call-overload] # x and y come in one map; the stubs want two
        image, places, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return _measure(np.asarray(values, np.float32).reshape(len(patches.centres), -1, 1), patches)


def _measure(values: NDArray[np.float32], patches: PatchSet) -> PatchShifts:
    """From the values at each patch, (N, side * side, 1)."""
    found = (patches.basis @ values)[:, :, 0]
    energy = (values.transpose(0, 2, 1) @ values)[:, 0, 0]
    squares = found * found
    floor = np.float32(values.shape[1])  # a variance of 1: flatter than this is no picture
    spread = np.maximum(energy - squares[:, 0], floor)
    constants = (patches.unmix @ found[:, :, None])[:, :, 0]
    gain = np.maximum(constants[:, 1:2], 0.1)
    return PatchShifts(
        # not numpy's clip, which takes three times as long for so few
        shifts=np.minimum(np.maximum(constants[:, 2:] / gain, -_LONGEST), _LONGEST).astype(np.float64),
        correlation=(found[:, 1] / np.sqrt(spread)).astype(np.float64),
        explained=(squares[:, 1:].sum(axis=1) / spread * (constants[:, 1] > 0.1)).astype(np.float64),
    )
