"""Makes defects in the copper of a board: proposes, checks, draws again until the class's rule holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.boards.defect_rules import holds
from inspector_app.boards.defect_shapes import propose
from inspector_app.boards.layers import Bool, Layers
from inspector_app.boards.sheet import FINE, Mask
from inspector_app.boards.windows import cut_window
from inspector_app.domain.geometry import Box

DEFECT_CODES = ("open", "short", "mousebite", "spur", "spurious_copper", "pinhole")
SMALLEST_PX, LARGEST_PX = 5.0, 45.0
_APART = 8  # px between two defects
_TRIES = 60
_WIDEST_GAP = 17.0  # px: nets further apart than twice this are not bridged


@dataclass(frozen=True, slots=True)
class Defect:
    """What is really wrong: class code, tight box in px of the camera's image, long side in mm on the board."""

    code: str
    box: Box
    size_mm: float


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One defect in the copper: the changed pixels (2x) and the canvas position (2x) of their corner."""

    code: str
    left: int
    top: int
    pixels: Bool

    @property
    def long_side(self) -> float:
        """Long side of the tight box, in 1x px."""
        return max(self.pixels.shape) / FINE

    def outline(self) -> NDArray[np.float64]:
        """Corners of all changed pixels, N x 2, in 1x px of the canvas (edges, not centres)."""
        ys, xs = np.nonzero(self.pixels)
        corners = np.concatenate([np.stack([xs + dx, ys + dy], axis=1) for dx in (0, 1) for dy in (0, 1)])
        return (corners + (self.left, self.top)) / FINE


def draw_codes(wanted: int | Sequence[str], rng: np.random.Generator) -> list[str]:
    """Class codes as asked for: that many at random, or exactly those. Raises ValueError for an unknown code."""
    if isinstance(wanted, int):
        return [DEFECT_CODES[int(index)] for index in rng.integers(0, len(DEFECT_CODES), wanted)]
    unknown = set(wanted) - set(DEFECT_CODES)
    if unknown:
        raise ValueError(f"no such defect: {', '.join(sorted(unknown))}")
    return list(wanted)


def spoil(layers: Layers, codes: Sequence[str], rng: np.random.Generator) -> tuple[Mask, list[Change]]:
    """The copper (2x) with these defects, and the changes. A class that finds no place on this board is left out."""
    copper = layers.layout.copper.copy()
    free = layers.allowed.copy()
    changes = []
    for code in codes:
        change = _make(layers, copper, free, code, rng)
        if change is None:
            continue
        changes.append(change)
        rows, columns = change.pixels.shape
        area = copper[change.top:change.top + rows, change.left:change.left + columns]
        area[change.pixels] = 255 if code in {"short", "spur", "spurious_copper"} else 0
        _occupy(free, change)
    return copper, changes


def _make(layers: Layers, copper: Mask, free: Bool, code: str, rng: np.random.Generator) -> Change | None:
    size = float(np.exp(rng.uniform(np.log(SMALLEST_PX), np.log(LARGEST_PX))))
    rows, columns = np.nonzero(_candidates(layers, code, size) & free)
    for attempt in range(_TRIES):
        if attempt % 15 == 14:  # no room for this size here: a smaller one may fit
            size = max(SMALLEST_PX, size * 0.65)
            rows, columns = np.nonzero(_candidates(layers, code, size) & free)
        if rows.size == 0:
            continue
        at = int(rng.integers(rows.size))
        change = _try(layers, copper, free, code, (int(columns[at]), int(rows[at])), size, rng)
        if change is not None:
            return change
    return None


def _try(layers: Layers, copper: Mask, free: Bool, code: str, at: tuple[int, int], size: float,
         rng: np.random.Generator) -> Change | None:
    window = cut_window(layers, copper, *at, reach=size + 44)
    pixels = propose(code, window, size * FINE, rng)
    if pixels is None or not holds(code, window, pixels):
        return None
    ys, xs = np.nonzero(pixels)
    top, bottom, left, right = int(ys.min()), int(ys.max()) + 1, int(xs.min()), int(xs.max()) + 1
    change = Change(code, left + window.left, top + window.top, pixels[top:bottom, left:right])
    return change if _lies_free(free, change) and change.long_side <= LARGEST_PX + 3 else None


def _candidates(layers: Layers, code: str, size: float) -> Bool:
    """Where a defect of this class and size (px) may be tried."""
    inside, outside = layers.inside, layers.outside
    if code == "pinhole":
        found = inside >= min(size * 0.32, 12) + 2
    elif code == "spurious_copper":
        found = outside >= min(size * 0.32, 12) + 3
    elif code in {"mousebite", "spur"}:
        found = (inside > 0) & (inside < 1.5)
    elif code == "open":
        found = (inside > 3) & (inside < 24) & (inside >= _highest_near(inside))
    else:
        found = (outside > 2.5) & (outside < _WIDEST_GAP) & (outside >= _highest_near(outside))
    return np.asarray(found, np.bool_)


def _highest_near(field: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(cv2.dilate(field, np.ones((3, 3), np.uint8)), np.float32) - 0.3


def _area(change: Change, margin: int) -> tuple[slice, slice]:
    rows, columns = change.pixels.shape
    return (slice(max(0, change.top // FINE - margin), (change.top + rows + 1) // FINE + margin),
            slice(max(0, change.left // FINE - margin), (change.left + columns + 1) // FINE + margin))


def _lies_free(free: Bool, change: Change) -> bool:
    """Near no other defect, and no pixel of it under ink, in a hole or at the picture's edge."""
    return bool(free[_area(change, 1)].all())


def _occupy(free: Bool, change: Change) -> None:
    free[_area(change, _APART + 1)] = False
