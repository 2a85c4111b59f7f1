"""Meters for a person who sets light, lens and exposure: figures of one picture, beside the golden's if there is one.

Definitions and where they come from:
- level: mean gray level; clipped: shares of pixels at the ends of the range; headroom: 255 less the 99.9th percentile.
  EMVA 1288 (release 4.0) calls the level at which a sensor clips its saturation; exposure is set to stay below it.
- focus: edge steepness over contrast (`sharpness.FrameStatistics`), a gradient energy as in J. M. Tenenbaum's and
  E. Krotkov's ("Focusing", IJCV 1, 1987); S. Pertuz et al., Pattern Recognition 46 (2013), compare such measures.
  Only ratios of it mean something: turn the lens until it is highest, or compare with the golden.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from inspector_app.imaging.arrays import Gray
from inspector_app.imaging.pyramid import Pyramid
from inspector_app.imaging.quality import FrameQuality, compare_statistics
from inspector_app.imaging.reference import Reference
from inspector_app.imaging.sharpness import SATURATED, frame_statistics

BLACK = 5  # gray level; a camera's own black may lie a little above 0
_NEARLY_ALL = 0.999


@dataclass(frozen=True, slots=True)
class Meters:
    """Figures of one picture; `against` is None without a golden."""

    level: float
    """Mean gray level, 0 to 255."""
    black: float
    """Share of pixels at or below BLACK."""
    saturated: float
    """Share of pixels at or above 250."""
    headroom: float
    """Gray levels between the 99.9th percentile and 255."""
    contrast: float
    """Standard deviation of the gray levels."""
    focus: float
    """Edge steepness over contrast, no unit."""
    against: FrameQuality | None = None


def measure_meters(gray: Gray, reference: Reference | None = None) -> Meters:
    """Measure a gray picture (H, W) uint8, at least 64 px a side; ValueError for a smaller one.

    reference: of the golden; the picture is then the plane that `reference.plane_of` gives.
    """
    if min(gray.shape) < 64:
        raise ValueError(
            f"image: {gray.shape[1]}x{gray.shape[0]} px is too small to measure, minimum is 64 px"
        )
    here = frame_statistics(Pyramid(gray))
    shares = np.cumsum(cv2.calcHist([gray], [0], None, [256], [0, 256]).ravel()) / gray.size
    return Meters(
        level=float(cv2.mean(gray)[0]),
        black=float(shares[BLACK]),
        saturated=1 - float(shares[SATURATED - 1]),
        headroom=255.0 - float(np.searchsorted(shares, _NEARLY_ALL)),
        contrast=here.contrast,
        focus=here.steepness,
        against=compare_statistics(here, reference.statistics) if reference is not None else None,
    )
