"""Whether some region of an image has nothing of its golden: covered, cut off, or another board's.

A network that looks for small defects says nothing of such a region, and alignment goes by what it still sees.
"""

from __future__ import annotations

import cv2
import numpy as np

from inspector_app.imaging.preprocessing import NEUTRAL, Comparison
from inspector_app.imaging.pyramid import Pyramid
from inspector_app.imaging.reference import Reference

_CELL = 16  # px; print that lies a little off differs both ways along its lines, which cancels out in a cell
_REGION = 6  # cells a side, about 100 px: well above the defects that a network is to find


def worst_difference(compared: Comparison, reference: Reference) -> float:
    """Mean difference of image and golden in the region where they differ most, over the golden's contrast.

    Good boards stay below 0.35, those with defects below 0.45; a covered
    region comes to 0.5 and more.
    """
    cells = Pyramid(compared.difference).level(_CELL)
    unlike = cv2.absdiff(cells.astype(np.float32), np.full(cells.shape, NEUTRAL, np.float32))
    rows, columns = min(_REGION, cells.shape[0]), min(_REGION, cells.shape[1])
    regions = cv2.blur(unlike, (columns, rows), anchor=(0, 0))
    whole = regions[: cells.shape[0] - rows + 1, : cells.shape[1] - columns + 1]
    return float(whole.max()) / max(reference.statistics.contrast, 1.0)
