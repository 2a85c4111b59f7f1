"""What one view's good parts look like, ready to be held against an image."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging import Alignment, Comparison
from inspector_app.novelty.cells import difference_cells
from inspector_app.novelty.regions import Unlikeness
from inspector_app.novelty.statistics import CellStatistics
from inspector_app.quality.rates import Rate


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """The statistics of a view's good parts and the limits that were learnt from them.

    golden: SHA-256 of the pixels that everything was compared with; scale: by how much they were made smaller.
    limits: one a size of square.
    """

    golden: str
    scale: float
    statistics: CellStatistics
    limits: NDArray[np.float32]
    false_calls: Rate

    def look(self, compared: Comparison, alignment: Alignment) -> Unlikeness:
        """How unlike the good parts an aligned image is. The golden must be the one of the teaching."""
        off = self.statistics.standardised(difference_cells(compared, alignment))
        off /= self.limits[:, None, None]
        worst = np.asarray(off.max(axis=0), np.float32)
        return Unlikeness(float(worst.max()), worst, alignment.matrix)
