"""How much brighter or darker the image is than its golden, place by place: smooth, and blind to defects."""

from __future__ import annotations

import cv2
import numpy as np

from inspector_app.imaging.arrays import FloatPlane, Gray, Matrix
from inspector_app.imaging.pyramid import Pyramid, carry

GAIN_ONE = 64  # the gain 1.0 in a gain plane; 8 bits then reach from 0.02 to 3.98
_CELL = 16  # px; one figure of light a cell
_SMOOTH = 3.0  # cells; a defect of one cell hardly shows, a lamp's fall-off does


def light_cells(golden: Pyramid) -> FloatPlane:
    """The golden at one px a cell, (h, w, 2): its gray level, and 1 where there is a golden."""
    cells = golden.level(_CELL).astype(np.float32)
    return np.asarray(cv2.merge((cells, np.ones_like(cells))), np.float32)


def gain_plane(image: Pyramid, cells: FloatPlane, matrix: Matrix) -> Gray:
    """Gain of the image over the golden in units of 1/64, (H, W) uint8, from `light_cells` of the golden.

    Smoothed sums are divided, not smoothed ratios: dark cells then weigh little, and the bench beyond the
    golden's edge not at all.
    """
    ours = image.level(_CELL)
    theirs = cv2.warpAffine(cells, carry(matrix, 1, _CELL), ours.shape[::-1], flags=cv2.INTER_LINEAR)
    whole = (theirs[:, :, 1] > 0.999).astype(np.float32)
    pair = cv2.merge((ours * whole, theirs[:, :, 0] * whole))
    smooth = cv2.GaussianBlur(pair, (0, 0), _SMOOTH, borderType=cv2.BORDER_CONSTANT)
    gain = smooth[:, :, 0] / np.maximum(smooth[:, :, 1], 1e-3)
    gain[smooth[:, :, 1] < 0.5] = 1.0  # nothing to compare with: black, or beyond the golden
    coarse = np.clip(gain * GAIN_ONE + 0.5, 1, 255).astype(np.uint8)
    return np.asarray(cv2.resize(coarse, image.full.shape[::-1], interpolation=cv2.INTER_LINEAR), np.uint8)
