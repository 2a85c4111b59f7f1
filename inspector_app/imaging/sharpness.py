"""Cheap figures of one frame: brightness, spread, gradient energy, saturation; over every fourth row."""

from __future__ import annotations

from dataclasses import dataclass

import cv2

from inspector_app.imaging.arrays import Gray

SATURATED = 250  # gray level; a camera's own clipping may come a little below 255
_ROW_STEP = 4


@dataclass(frozen=True, slots=True)
class FrameStatistics:
    """Figures of a gray frame."""

    brightness: float  # mean gray level
    contrast: float  # standard deviation of the gray levels
    gradient: float  # mean squared difference of neighbours two px apart, over the variance
    saturated: float  # share of the pixels at or above SATURATED


def frame_statistics(gray: Gray) -> FrameStatistics:
    """Measure a gray frame, using every fourth row."""
    rows = gray[::_ROW_STEP]
    mean, deviation = cv2.meanStdDev(rows)
    contrast = float(deviation[0, 0])
    # two px apart: half the weight of the noise against neighbours, and still short against any trace
    across = cv2.norm(rows[:, 2:], rows[:, :-2], cv2.NORM_L2SQR) / max(1, rows[:, 2:].size)
    lower = gray[2::_ROW_STEP]
    down = cv2.norm(rows[: len(lower)], lower, cv2.NORM_L2SQR) / max(1, lower.size)
    _, bright = cv2.threshold(rows, SATURATED - 1, 255, cv2.THRESH_BINARY)
    return FrameStatistics(
        brightness=float(mean[0, 0]),
        contrast=contrast,
        gradient=float(across + down) / max(contrast**2, 1.0),
        saturated=cv2.countNonZero(bright) / rows.size,
    )
