"""Whether some region of an image has nothing of its golden: covered, cut off, smeared, or another board's.

A network that looks for small defects says nothing of such a region, and alignment goes by what it still sees.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from inspector_app.imaging.arrays import FloatPlane, Gray
from inspector_app.imaging.preprocessing import Comparison
from inspector_app.imaging.pyramid import Pyramid
from inspector_app.imaging.reference import Reference

_CELL = 16  # px; print that lies a little off differs both ways along its lines, which cancels out in a cell
_REGION = 6  # cells a side, about 100 px: well above the defects that a network is to find

_DETAIL_LEVEL = 4  # a quarter of the size: what a smear takes is gone there too, what is noise does not show
_DETAIL_CELL = 8  # px of that level
_DETAIL_REGION = 4  # cells a side, 128 px of the image
_LEAST_DETAIL = 300.0  # squared gray levels a px; a region with less has nothing that could be smeared


@dataclass(frozen=True, slots=True)
class Likeness:
    """How an image compares with its golden, region by region; what stands out is the worst region's."""

    worst_difference: float
    """Mean difference where image and golden differ most, over the golden's contrast.

    Good boards stay below 0.35, those with defects below 0.45; a covered region comes to 0.5 and more.
    """
    lowest_detail: float
    """Edge energy of the image over the golden's, where it is lowest; 1 where nothing has edges.

    Good boards of the generator stay above 0.33 (99.7 % of 320); a region that is blurred by 6 px comes below it in
    three of four.
    """


def measure_likeness(image: Pyramid, compared: Comparison, reference: Reference) -> Likeness:
    """Both figures of an image whose golden was brought into its frame."""
    golden = Pyramid(compared.golden)
    return Likeness(
        worst_difference=_worst_difference(image.level(_CELL), golden.level(_CELL), reference),
        lowest_detail=_lowest_detail(image.level(_DETAIL_LEVEL), golden.level(_DETAIL_LEVEL)),
    )


def _worst_difference(ours: Gray, theirs: Gray, reference: Reference) -> float:
    unlike = np.asarray(cv2.absdiff(ours, theirs), np.float32)
    return float(_regions(unlike, _REGION).max()) / max(reference.statistics.contrast, 1.0)


def _lowest_detail(ours: Gray, theirs: Gray) -> float:
    """Mean squared step between neighbours; both planes go through as channels of one, which halves the calls."""
    both = cv2.merge((ours, theirs))
    here = both[:-1, :-1]
    across, down = cv2.absdiff(both[:-1, 1:], here), cv2.absdiff(both[1:, :-1], here)
    squares = cv2.multiply(across, across, dtype=cv2.CV_32F) + cv2.multiply(down, down, dtype=cv2.CV_32F)
    rows, columns = (max(1, side // _DETAIL_CELL) for side in here.shape[:2])
    used = squares[: rows * _DETAIL_CELL, : columns * _DETAIL_CELL]
    cells = cv2.resize(used, (columns, rows), interpolation=cv2.INTER_AREA)
    detail = _regions(np.asarray(cells, np.float32).reshape(rows, columns, 2), _DETAIL_REGION)
    golden = detail[..., 1]
    telling = golden > _LEAST_DETAIL
    return float((detail[..., 0][telling] / golden[telling]).min()) if telling.any() else 1.0


def _regions(cells: FloatPlane, side: int) -> FloatPlane:
    """The mean over every square of this many cells a side, or over all where there are fewer."""
    rows, columns = min(side, cells.shape[0]), min(side, cells.shape[1])
    means = cv2.blur(cells, (columns, rows), anchor=(0, 0))
    return np.asarray(means[: cells.shape[0] - rows + 1, : cells.shape[1] - columns + 1], np.float32)
