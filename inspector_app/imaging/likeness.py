"""Whether some region of an image has nothing of its golden: covered, cut off, or another board's.

A network that looks for small defects says nothing of such a region, and alignment goes by what it still sees.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.preprocessing import NEUTRAL
from inspector_app.imaging.reference import Reference

_CELL = 16  # px
_ROW_STEP = 4  # px; a region holds more than enough
_REGION = 6  # cells a side, about 100 px: well above the defects that a network is to find


def worst_difference(stacked: NDArray[np.uint8], reference: Reference) -> float:
    """Mean difference of image and golden in the region where they differ most, over the golden's contrast.

    stacked: `network_input`, (H, W, 3). Boards with defects stay below 0.6; 1 is what a covered region comes to.
    """
    height, width = stacked.shape[:2]
    rows_of_it = np.ascontiguousarray(stacked[::_ROW_STEP, :, 2])
    difference = cv2.absdiff(rows_of_it, np.full_like(rows_of_it, NEUTRAL))
    cells = cv2.resize(difference, (width // _CELL, height // _CELL), interpolation=cv2.INTER_AREA)
    rows, columns = min(_REGION, cells.shape[0]), min(_REGION, cells.shape[1])
    regions = cv2.blur(cells.astype(np.float32), (columns, rows), anchor=(0, 0))
    whole = regions[: cells.shape[0] - rows + 1, : cells.shape[1] - columns + 1]
    return float(whole.max()) / max(reference.statistics.contrast, 1.0)
