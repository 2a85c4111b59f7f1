"""Views larger than the network's input, cut into tiles that overlap."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.preprocessing import NEUTRAL


@dataclass(frozen=True, slots=True)
class Tile:
    """One square cut of a view, in px of the view; what lies beyond the view's edge is padded."""

    x: int
    y: int
    side: int


def plan_tiles(width: int, height: int, tile: int = 640, overlap: int = 64) -> tuple[Tile, ...]:
    """Tiles of `tile` px that cover a view, neighbours sharing at least `overlap` px.

    A view smaller than a tile gets one, padded. ValueError unless 0 <= overlap < tile and there are pixels.
    """
    if not 0 <= overlap < tile:
        raise ValueError(f"tiles: an overlap of {overlap} px does not fit tiles of {tile} px")
    if min(width, height) < 1:
        raise ValueError(f"tiles: a view of {width}x{height} px has no pixels")
    return tuple(
        Tile(x, y, tile) for y in _starts(height, tile, overlap) for x in _starts(width, tile, overlap)
    )


def _starts(length: int, tile: int, overlap: int) -> list[int]:
    if length <= tile:
        return [0]
    count = math.ceil((length - overlap) / (tile - overlap))
    return [round(index * (length - tile) / (count - 1)) for index in range(count)]


def cut_tile(network_image: NDArray[np.uint8], tile: Tile) -> NDArray[np.uint8]:
    """(side, side, 3) of a `network_input`; padding is mid gray in all channels, so without a difference."""
    cut = network_image[tile.y : tile.y + tile.side, tile.x : tile.x + tile.side]
    below, right = tile.side - cut.shape[0], tile.side - cut.shape[1]
    if below or right:
        cut = np.asarray(
            cv2.copyMakeBorder(cut, 0, below, 0, right, cv2.BORDER_CONSTANT, value=(NEUTRAL,) * 3), np.uint8
        )
    return np.ascontiguousarray(cut)
