"""A gray image with its halvings, and transforms carried between their resolutions.

A level is named by its factor: 1 is the full image, 4 a quarter. Pixel centres are integers at every level,
so x at factor f lies at f * x + (f - 1) / 2 of the full image.
"""

from __future__ import annotations

import cv2
import numpy as np

from inspector_app.imaging.arrays import Gray, Matrix
from inspector_app.imaging.gray import check_gray


class Pyramid:
    """Levels 1, 2, 4 ..., each half of the one before and made when it is first asked for.

    An odd last row or column is dropped. Not for several threads at once.
    """

    def __init__(self, gray: Gray) -> None:
        """Of a plane (H, W) uint8; ValueError for anything else."""
        check_gray(gray)
        self._levels = {1: gray}

    @property
    def full(self) -> Gray:
        """The plane itself."""
        return self._levels[1]

    def level(self, factor: int) -> Gray:
        """The plane at 1/factor of its size; factor: a power of two."""
        if factor not in self._levels:
            self._levels[factor] = _halve(self.level(factor // 2))
        return self._levels[factor]


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
