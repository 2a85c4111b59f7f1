"""Whether some region of an image has nothing of its golden: covered, cut off, smeared, or another board's.

A network that looks for small defects says nothing of such a region, and alignment goes by what it still sees.
"""

from __future__ import annotations

import cv2
import numpy as np

from inspector_app.imaging.arrays import FloatPlane, Gray
from inspector_app.imaging.preprocessing import NEUTRAL, Comparison
from inspector_app.imaging.pyramid import Pyramid
from inspector_app.imaging.reference import Reference

_CELL = 16  # px; print that lies a little off differs both ways along its lines, which cancels out in a cell
_REGION = 6  # cells a side, about 100 px: well above the defects that a network is to find

_DETAIL_LEVEL = 4  # a quarter of the size: what a smear takes is gone there too, what is noise does not show
_DETAIL_CELL = 8  # px of that level
_DETAIL_REGION = 4  # cells a side, 128 px of the image
_LEAST_DETAIL = (
    300.0  # squared gray levels a px; a golden's region with less has nothing that could be smeared
)


def worst_difference(compared: Comparison, reference: Reference) -> float:
    """Mean difference of image and golden in the region where they differ most, over the golden's contrast.

    Good boards stay below 0.35, those with defects below 0.45; a covered
    region comes to 0.5 and more.
    """
    cells = Pyramid(compared.difference).level(_CELL)
    unlike = cv2.absdiff(cells.astype(np.float32), np.full(cells.shape, NEUTRAL, np.float32))
    return float(_regions(np.asarray(unlike, np.float32), _REGION).max()) / max(reference.statistics.contrast, 1.0)


def lowest_detail(image: Pyramid, compared: Comparison) -> float:
    """Edge energy of the image over the golden's, in the region where it is lowest; 1 where nothing has edges.

    Good boards of the generator stay above 0.33 (99.7 % of 320); a region that is blurred by 6 px comes below it in
    three of four.
    """
    ours = _detail(image.level(_DETAIL_LEVEL))
    theirs = _detail(Pyramid(compared.golden).level(_DETAIL_LEVEL))
    telling = theirs > _LEAST_DETAIL
    return float((ours[telling] / theirs[telling]).min()) if telling.any() else 1.0


def _detail(level: Gray) -> FloatPlane:
    """Mean squared step between neighbours, region by region."""
    here = level[:-1, :-1]
    across, down = cv2.absdiff(level[:-1, 1:], here), cv2.absdiff(level[1:, :-1], here)
    squares = cv2.multiply(across, across, dtype=cv2.CV_32F) + cv2.multiply(down, down, dtype=cv2.CV_32F)
    rows, columns = (max(1, side // _DETAIL_CELL) for side in here.shape)
    used = squares[: rows * _DETAIL_CELL, : columns * _DETAIL_CELL]
    cells = cv2.resize(used, (columns, rows), interpolation=cv2.INTER_AREA)
    return _regions(np.asarray(cells, np.float32), _DETAIL_REGION)


def _regions(cells: FloatPlane, side: int) -> FloatPlane:
    """The mean over every square of this many cells a side, or over all where there are fewer."""
    rows, columns = min(side, cells.shape[0]), min(side, cells.shape[1])
    means = cv2.blur(cells, (columns, rows), anchor=(0, 0))
    return np.asarray(means[: cells.shape[0] - rows + 1, : cells.shape[1] - columns + 1], np.float32)
