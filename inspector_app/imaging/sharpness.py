"""Cheap figures of one frame: brightness, contrast, saturation, and how steep its steepest edges are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.pyramid import Pyramid

SATURATED = 250  # gray level; a camera's own clipping may come a little below 255
_ROW_STEP = 4


@dataclass(frozen=True, slots=True)
class FrameStatistics:
    """Figures of a gray frame."""

    brightness: float  # mean gray level
    contrast: float  # standard deviation of the gray levels
    edges: float  # root of the mean fourth power of the steps between neighbours
    saturated: float  # share of the pixels at or above SATURATED

    @property
    def steepness(self) -> float:
        """Edges over the variance: falls with blur, not with the light."""
        return self.edges / max(self.contrast**2, 1.0)


def frame_statistics(frame: Pyramid) -> FrameStatistics:
    """Measure a gray frame.

    Edges are taken at half the resolution and by the fourth power: so they are the board's and hardly the
    sensor's noise, which a plain gradient energy takes for sharpness.
    """
    rows = frame.full[::_ROW_STEP]
    mean, deviation = cv2.meanStdDev(rows)
    contrast = float(deviation[0, 0])
    half = frame.level(2)
    above, below = half[:-1:2], half[1::2]
    across, down = cv2.absdiff(above[:, 1:], above[:, :-1]), cv2.absdiff(above, below[: len(above)])
    steps = _fourth_powers(across) + _fourth_powers(down)
    _, bright = cv2.threshold(rows, SATURATED - 1, 255, cv2.THRESH_BINARY)
    return FrameStatistics(
        brightness=float(mean[0, 0]),
        contrast=contrast,
        edges=float(np.sqrt(steps)),
        saturated=cv2.countNonZero(bright) / rows.size,
    )


def _fourth_powers(steps: NDArray[np.integer[Any] | np.floating[Any]]) -> float:
    """Mean of the fourth powers; by OpenCV, since numpy's product would wake the threads of its BLAS."""
    squares = cv2.multiply(steps, steps, dtype=cv2.CV_32F)
    return float(cv2.norm(squares, cv2.NORM_L2SQR)) / squares.size
