"""Glare: an area that is saturated in the image and could not be in the golden, whatever the light is.

The golden is put under the image's light as a whole, not place by place: a reflection is local light, and a golden
that follows it would saturate as well. Where much of the golden is saturated itself, as in binarised pictures, white is
a colour of the part and no sign of glare: nothing is said there.
"""

from __future__ import annotations

import cv2
import numpy as np

from inspector_app.imaging.alignment import Alignment
from inspector_app.imaging.pyramid import Pyramid, carry
from inspector_app.imaging.reference import Reference
from inspector_app.imaging.sharpness import SATURATED

_LEVEL = 4  # a quarter of the size: single pixels that clip are noise, or the print's own edges
_NEAR = 205  # gray level of the golden under this light from which on a spot may clip by itself
_PLAY = np.ones((5, 5), np.uint8)  # px of the level round a bright spot of the golden
_LEAST = np.ones((3, 3), np.uint8)  # a reflection is at least 12 px wide
_CLIPPED_GOLDEN = 0.05  # share of a golden that clips by itself, from which on clipping says nothing


def glare_share(image: Pyramid, reference: Reference, alignment: Alignment, brightness: float) -> float:
    """The largest such area over that of the picture, 0 to 1. brightness: the image's over the golden's."""
    clipped = np.asarray(image.level(_LEVEL) >= SATURATED, np.uint8)
    if cv2.countNonZero(clipped) < _LEAST.size:
        return 0.0  # most images: nothing more is computed
    height, width = clipped.shape
    golden = Pyramid(reference.gray).level(_LEVEL)
    if np.count_nonzero(golden >= SATURATED) > _CLIPPED_GOLDEN * golden.size:
        return 0.0
    placed = cv2.warpAffine(
        golden, carry(alignment.matrix, 1, _LEVEL), (width, height), borderMode=cv2.BORDER_REPLICATE
    )
    bright = np.asarray(placed >= _NEAR / max(brightness, 1.0), np.uint8)
    alone = cv2.subtract(clipped, cv2.dilate(bright, _PLAY))
    areas = cv2.connectedComponentsWithStats(cv2.morphologyEx(alone, cv2.MORPH_OPEN, _LEAST))[2]
    return float(areas[1:, cv2.CC_STAT_AREA].max()) / clipped.size if len(areas) > 1 else 0.0
