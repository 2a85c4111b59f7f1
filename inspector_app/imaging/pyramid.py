"""Halved images, and transforms carried between their resolutions.

A level is named by its factor: 1 is the full image, 4 a quarter. Pixel centres are integers at every level,
so x at factor f lies at f * x + (f - 1) / 2 of the full image.
"""

from __future__ import annotations

import cv2
import numpy as np

from inspector_app.imaging.arrays import Gray, Matrix


def build_pyramid(gray: Gray, smallest: int) -> dict[int, Gray]:
    """Levels 1, 2, 4 ... `smallest`, each half of the one before; an odd last row or column is dropped."""
    levels = {1: gray}
    factor = 1
    while factor < smallest:
        levels[factor * 2] = _halve(levels[factor])
        factor *= 2
    return levels


def _halve(gray: Gray) -> Gray:
    height, width = gray.shape[0] // 2, gray.shape[1] // 2
    even = gray[: height * 2, : width * 2]
    return np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def carry(matrix: Matrix, from_factor: int, to_factor: int) -> Matrix:
    """A transform in px of one level, in px of another."""
    ratio = from_factor / to_factor
    (a, b, across), (c, d, down) = matrix.tolist()
    centre = (ratio - 1) / 2  # where the first pixel's centre comes to lie
    return np.array(
        [
            [a, b, ratio * across + centre * (1 - a - b)],
            [c, d, ratio * down + centre * (1 - c - d)],
        ]
    )


def coarse_factor(width: int, height: int) -> int:
    """The power of two that brings the long side to 120 to 240 px."""
    factor = 1
    while max(width, height) / factor > 240:
        factor *= 2
    return factor
