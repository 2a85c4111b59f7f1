"""The difference of image and golden, laid back onto the golden and averaged over squares of three sizes."""

from __future__ import annotations

import cv2
import numpy as np

from inspector_app.imaging import Alignment, Comparison, Pyramid
from inspector_app.imaging.arrays import FloatPlane
from inspector_app.imaging.preprocessing import NEUTRAL
from inspector_app.imaging.pyramid import carry

CELL = 4
"""px; one figure a cell. Finer ones cost more and, with dust on good parts, catch no more."""

SQUARES = (2, 4, 8)
"""Sides in cells: 8, 16 and 32 px. Each has a limit of its own, so that specks of dust, which good parts have and
which are small, do not raise the limit for what is larger."""


def difference_cells(compared: Comparison, alignment: Alignment) -> FloatPlane:
    """Mean gray level by which image and golden differ, (h, w) cells of the golden; 0 where one doesn't reach."""
    height, width = compared.difference.shape
    coarse = Pyramid(compared.difference).level(CELL)
    laid_back = cv2.warpAffine(
        coarse,
        carry(alignment.matrix, 1, CELL),
        (width // CELL, height // CELL),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(NEUTRAL,),
    )
    return np.asarray(np.subtract(laid_back, NEUTRAL, dtype=np.float32), np.float32)


def square_means(cells: FloatPlane) -> tuple[FloatPlane, ...]:
    """The cells averaged over squares of each size, each (h, w)."""
    return tuple(np.asarray(cv2.blur(cells, (side, side)), np.float32) for side in SQUARES)
