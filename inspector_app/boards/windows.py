"""The part of the board a defect is drawn in: a square cut of the 2x copper, with what surrounds it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.boards.layers import Bool, Floats, Layers
from inspector_app.boards.sheet import FINE, Mask


@dataclass(frozen=True, eq=False)
class Window:
    """`copper`, `nets`: square cuts at 2x; `left`, `top`: their corner on the 2x canvas.

    `x`, `y`: the point the defect is made at, in px of the cut. Distances are in px of the cut too.
    """

    left: int
    top: int
    x: float
    y: float
    copper: Bool
    nets: NDArray[np.int32]

    @cached_property
    def inside(self) -> Floats:
        """Distance of copper to the nearest pixel without."""
        return _distance(self.copper)

    @cached_property
    def outside(self) -> Floats:
        """Distance of bare board to the nearest copper."""
        return _distance(~self.copper)

    @property
    def size(self) -> int:
        """Side of the cut, in 2x px."""
        return int(self.copper.shape[0])


def cut_window(layers: Layers, copper: Mask, x: int, y: int, reach: float) -> Window:
    """The surroundings of canvas point (x, y), `reach` 1x px on every side (less at the canvas's edge)."""
    size = copper.shape[0]
    wide = 2 * FINE * int(reach)
    left, top = (int(np.clip(FINE * (value - int(reach)), 0, size - wide)) for value in (x, y))
    fine = copper[top : top + wide, left : left + wide] > 0
    rows, columns = (slice(start // FINE, (start + wide) // FINE) for start in (top, left))
    nets = layers.nets[rows, columns].repeat(FINE, 0).repeat(FINE, 1)
    return Window(left, top, FINE * x + 0.5 - left, FINE * y + 0.5 - top, fine, nets)


def _distance(mask: Bool) -> Floats:
    return np.asarray(cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 5), np.float32)


def pieces(mask: Bool) -> int:
    """How many separate pieces a mask has; corners don't connect."""
    return int(cv2.connectedComponents(mask.astype(np.uint8), connectivity=4)[0]) - 1


def grown(mask: Bool, radius: int) -> Bool:
    """The mask, `radius` px larger all round."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
    return np.asarray(cv2.dilate(mask.astype(np.uint8), kernel) > 0, np.bool_)


def touched_nets(window: Window, change: Bool) -> set[int]:
    """Net numbers of the copper that a change of the board meets."""
    near = window.nets[grown(change, 3) & window.copper]
    return {int(net) for net in np.unique(near)} - {0}
