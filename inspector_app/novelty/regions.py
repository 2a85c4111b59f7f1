"""Where an image is unlike the good parts: a heat map, and boxes round what stands out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from inspector_app.domain.geometry import Box
from inspector_app.imaging.arrays import FloatPlane, Gray, Matrix
from inspector_app.imaging.pyramid import carry
from inspector_app.novelty.cells import CELL

HEAT_LIMIT = 128
"""What the heat map shows at the limit; 0 is like the good parts, 255 is twice the limit and more."""

_MOST_REGIONS = 5
_NEAR = np.ones((5, 5), np.uint8)  # cells; what is no farther apart is one place
_PART_OF_PEAK = 0.5  # a box holds what comes to half its peak, so that a strong mark does not swell


def same_place(one: Box, other: Box) -> bool:
    """Whether the middle of one of two boxes lies within the other: how large they are does not matter."""
    return _holds(one, other.centre) or _holds(other, one.centre)


def _holds(box: Box, point: tuple[float, float]) -> bool:
    return box.x1 <= point[0] <= box.x2 and box.y1 <= point[1] <= box.y2


@dataclass(frozen=True, slots=True)
class Region:
    """A place that stands out: box in px of the image, score in units of the limit."""

    box: Box
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Unlikeness:
    """How unlike the good parts an image is, in units of the limit: from 1.0 on it is flagged.

    map: the score of every cell of the golden (or of the image, where there is none), (h, w); matrix: golden px ->
    image px; cell: px a cell.
    """

    score: float
    map: FloatPlane
    matrix: Matrix
    cell: int = CELL

    def regions(self, limit: float = 1.0) -> tuple[Region, ...]:
        """The places at or above the limit, worst first, at most five."""
        found: list[Region] = []
        left = self.map.copy()
        while len(found) < _MOST_REGIONS:
            _, peak, _, (x, y) = cv2.minMaxLoc(left)
            if peak < limit:
                break
            blob = self._connected((x, y), limit)
            strong = self._connected((x, y), max(limit, peak * _PART_OF_PEAK))
            left[cv2.dilate(blob, _NEAR) > 0] = 0  # all of it, or its slopes would be places of their own
            found.append(Region(self._box(cv2.boundingRect(strong)), float(peak)))
        return tuple(found)

    def _connected(self, at: tuple[int, int], limit: float) -> Gray:
        """1 for the cells from a limit on that hang together with the one at (x, y), narrow gaps aside."""
        above = (self.map >= limit).astype(np.uint8)
        _, labels = cv2.connectedComponents(cv2.dilate(above, _NEAR), connectivity=8)
        return np.asarray((labels == labels[at[1], at[0]]) & (above > 0), np.uint8)

    def heat(self) -> Gray:
        """The map in the image's frame, one px a cell, (h, w) uint8 in units of HEAT_LIMIT."""
        levels = np.clip(self.map * HEAT_LIMIT, 0, 255).astype(np.uint8)
        matrix = carry(self.matrix, 1, self.cell)
        return np.asarray(
            cv2.warpAffine(levels, matrix, levels.shape[::-1], flags=cv2.INTER_LINEAR), np.uint8
        )

    def _box(self, cells: Sequence[int]) -> Box:
        left, top, width, height = (float(value) * self.cell for value in cells)
        corners = np.array(
            [[left, top], [left + width, top], [left, top + height], [left + width, top + height]]
        )
        moved = corners @ self.matrix[:, :2].T + self.matrix[:, 2]
        (x1, y1), (x2, y2) = moved.min(axis=0).tolist(), moved.max(axis=0).tolist()
        size_y, size_x = self.map.shape[0] * self.cell, self.map.shape[1] * self.cell
        return Box(max(0.0, x1), max(0.0, y1), min(float(size_x), x2), min(float(size_y), y2))
