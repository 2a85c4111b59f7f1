"""Mean and spread of every cell over the good parts, and what they would be without one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.arrays import FloatPlane
from inspector_app.novelty.cells import SQUARES, square_means

_FLOOR = 2.0
"""Gray levels by which cells may differ that never differed among so few good parts; less for larger squares."""

_NEIGHBOURS = 3  # cells a side: the spread of one cell over some tens of images is too uncertain by itself
_RIM = 4  # cells at the golden's edge, where it is not sure what was seen


@dataclass(frozen=True, slots=True, eq=False)
class CellStatistics:
    """Mean and 1 / spread of each square, both (sizes, h, w) float32."""

    mean: NDArray[np.float32]
    inverse: NDArray[np.float32]

    def standardised(self, cells: FloatPlane) -> NDArray[np.float32]:
        """How many spreads each square is off its mean, without sign, (sizes, h, w); 0 along the edge."""
        off = np.stack(square_means(cells))
        off -= self.mean
        off *= self.inverse
        return np.asarray(np.abs(off, out=off), np.float32)


class GoodParts:
    """Adds up good parts of one view."""

    def __init__(self, images: Sequence[FloatPlane]) -> None:
        """Of `difference_cells` of at least three good parts, all of one size."""
        self._images = images
        self._sum = _squares(images[0]) * 0.0
        self._square_sum = self._sum.copy()
        for image in images:
            means = _squares(image)
            self._sum += means
            self._square_sum += means * means

    def statistics(self, *, without: int | None = None) -> CellStatistics:
        """Of all good parts, or of all but one."""
        count, total, squares = len(self._images), self._sum, self._square_sum
        if without is not None:
            left_out = _squares(self._images[without])
            count, total, squares = count - 1, total - left_out, squares - left_out * left_out
        mean = total / count
        variance = np.maximum(squares / count - mean * mean, 0) * (count / (count - 1))
        return CellStatistics(mean.astype(np.float32), _inverse_spread(variance))


def _squares(image: FloatPlane) -> NDArray[np.float64]:
    return np.stack(square_means(image)).astype(np.float64)


def _inverse_spread(variance: NDArray[np.float64]) -> NDArray[np.float32]:
    inverse = np.zeros(variance.shape, np.float32)
    for index, side in enumerate(SQUARES):
        pooled = cv2.blur(variance[index], (_NEIGHBOURS, _NEIGHBOURS))
        inverse[index] = 1 / np.sqrt(pooled + _FLOOR**2 / side)
        rim = _RIM + side // 2
        inverse[index, :rim] = inverse[index, -rim:] = 0
        inverse[index, :, :rim] = inverse[index, :, -rim:] = 0
    return inverse
