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
from inspector_app.boards.placement import places_for
from inspector_app.boards.sheet import FINE, Mask
from inspector_app.boards.windows import cut_window
from inspector_app.domain.geometry import Box, Outline

DEFECT_CODES = ("open", "short", "mousebite", "spur", "spurious_copper", "pinhole")
SMALLEST_PX, LARGEST_PX = 5.0, 45.0
_APART = 8  # px between two defects
_TRIES = 60
_ADDS_COPPER = frozenset({"short", "spur", "spurious_copper"})


@dataclass(frozen=True, slots=True)
class Defect:
    """What is really wrong: class, tight box in px of the camera's image, long side in mm on the board.

    Of a labelled image, where outlines are known and asked for: size_mm is the length of what they hold.
    """

    code: str
    box: Box
    size_mm: float
    outlines: tuple[Outline, ...] = ()
    area_mm2: float | None = None


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
        return float(max(self.pixels.shape)) / FINE

    def outline(self) -> NDArray[np.float64]:
        """Corners of all changed pixels, N x 2, in 1x px of the canvas (edges, not centres)."""
        ys, xs = np.nonzero(self.pixels)
        corners = np.concatenate([np.stack([xs + dx, ys + dy], axis=1) for dx in (0, 1) for dy in (0, 1)])
        return np.asarray((corners + np.array([self.left, self.top])) / FINE, np.float64)


def draw_codes(wanted: int | Sequence[str], rng: np.random.Generator) -> list[str]:
    """Class codes as asked for: that many at random, or exactly those.

    Raises ValueError for a code that there isn't.
    """
    if isinstance(wanted, int):
        return [DEFECT_CODES[int(index)] for index in rng.integers(0, len(DEFECT_CODES), wanted)]
    unknown = set(wanted) - set(DEFECT_CODES)
    if unknown:
        raise ValueError(f"no such defect: {', '.join(sorted(unknown))}")
    return list(wanted)


def spoil(layers: Layers, codes: Sequence[str], rng: np.random.Generator) -> tuple[Mask, list[Change]]:
    """The copper (2x) with these defects, and the changes.

    A class that finds no place on this board is left out.
    """
    board = _Board(layers, layers.layout.copper.copy(), layers.allowed.copy(), rng)
    changes = [change for code in codes if (change := _make(board, code)) is not None]
    return board.copper, changes


@dataclass(frozen=True, slots=True, eq=False)
class _Board:
    """A board in the making: its copper so far (2x), and where there is still room for defects (1x)."""

    layers: Layers
    copper: Mask
    free: Bool
    rng: np.random.Generator

    def has_room_for(self, change: Change) -> bool:
        """No other defect is near, and no pixel is under ink, in a hole or at the picture's edge."""
        return bool(self.free[_area(change, 1)].all())

    def carry_out(self, change: Change) -> None:
        """Change the copper, and keep others away."""
        rows, columns = change.pixels.shape
        area = self.copper[change.top : change.top + rows, change.left : change.left + columns]
        area[change.pixels] = 255 if change.code in _ADDS_COPPER else 0
        self.free[_area(change, _APART + 1)] = False


def _make(board: _Board, code: str) -> Change | None:
    """Draw until one holds; a size that finds no room for long gives way to a smaller one."""
    size = float(np.exp(board.rng.uniform(np.log(SMALLEST_PX), np.log(LARGEST_PX))))
    places = np.flatnonzero(places_for(board.layers, code, size) & board.free)
    for attempt in range(_TRIES):
        if attempt % 15 == 14:
            size = max(SMALLEST_PX, size * 0.65)
            places = np.flatnonzero(places_for(board.layers, code, size) & board.free)
        if places.size == 0:
            continue
        y, x = divmod(int(places[int(board.rng.integers(places.size))]), board.free.shape[1])
        change = _try(board, code, (x, y), size)
        if change is not None:
            board.carry_out(change)
            return change
    return None


def _try(board: _Board, code: str, at: tuple[int, int], size: float) -> Change | None:
    window = cut_window(board.layers, board.copper, *at, reach=size + 44)
    pixels = propose(code, window, size * FINE, board.rng)
    if pixels is None or not holds(code, window, pixels):
        return None
    left, top, wide, high = cv2.boundingRect(pixels.astype(np.uint8))
    cut = pixels[top : top + high, left : left + wide]
    change = Change(code, left + window.left, top + window.top, cut)
    return change if board.has_room_for(change) and change.long_side <= LARGEST_PX + 3 else None


def _area(change: Change, margin: int) -> tuple[slice, slice]:
    rows, columns = change.pixels.shape
    return (
        slice(max(0, change.top // FINE - margin), (change.top + rows + 1) // FINE + margin),
        slice(max(0, change.left // FINE - margin), (change.left + columns + 1) // FINE + margin),
    )
