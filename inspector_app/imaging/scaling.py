"""How far a view may be made smaller before its smallest defect drowns."""

from __future__ import annotations

import cv2
import numpy as np

from inspector_app.imaging.arrays import Image
from inspector_app.imaging.gray import check_image


def choose_scale(
    width: int, height: int, smallest_defect_px: float, smallest_found_px: float, *, target: int = 640
) -> float:
    """The factor (0 to 1] by which to shrink a view: towards `target` px, but no further than defects allow.

    `smallest_defect_px` is the smallest defect of the recipe at full resolution, `smallest_found_px` the
    smallest that the model finds in its input. ValueError where even the full resolution shows it too small.
    """
    if min(width, height) < 1 or not smallest_defect_px > 0 or not smallest_found_px > 0:
        raise ValueError("scale: the view and both defect sizes must be larger than 0 px")
    least = smallest_found_px / smallest_defect_px
    if least > 1:
        raise ValueError(
            f"scale: the smallest defect is {smallest_defect_px:.1f} px, but the model finds none below "
            f"{smallest_found_px:.1f} px; use a finer camera scale or a wider tolerance"
        )
    return min(1.0, max(least, target / max(width, height)))


def shrink(image: Image, scale: float) -> Image:
    """The image scaled down by area averaging: bilinear sampling loses thin defects between its samples."""
    check_image(image)
    if not 0 < scale <= 1:
        raise ValueError(f"scale: {scale} is not above 0 and at most 1")
    if scale == 1:
        return image
    size = max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
