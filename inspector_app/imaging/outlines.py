"""From a mask to the outlines of its pieces, along the edges of its pixels."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.domain.geometry import Outline
from inspector_app.imaging.masks import Mask

_OFF = 1.0  # half px that an outline may leave the pixels' edges, so that it has few corners
_BLOCK = np.ones((3, 3), np.uint8)


def outlines_of(mask: Mask) -> tuple[Outline, ...]:
    """The outlines of a mask's pieces, largest first, in px of the image; holes are left out of account.

    An outline goes from the middle of one pixel's outer edge to the next, so that a slanting one holds neither more
    nor less than its pixels; at a right angle it cuts an eighth of a pixel off.
    """
    height, width = mask.pixels.shape
    # OpenCV goes through the middles of pixels; on a grid of half pixels their edges are middles as well
    grid = np.zeros((2 * height + 1, 2 * width + 1), np.uint8)
    grid[1::2, 1::2] = mask.pixels
    found, _ = cv2.findContours(cv2.dilate(grid, _BLOCK), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    pieces = [_with_few_corners(np.asarray(contour, np.int32)) for contour in found]
    pieces.sort(key=lambda piece: -cv2.contourArea(piece))
    return tuple(
        tuple((mask.x + x / 2, mask.y + y / 2) for x, y in piece.reshape(-1, 2).tolist()) for piece in pieces
    )


def _with_few_corners(contour: NDArray[np.int32]) -> NDArray[np.int32]:
    # where one coordinate lies between two pixels, it is the middle of an edge
    middles = contour[contour.sum(axis=2)[:, 0] % 2 == 1]
    fewer = np.asarray(cv2.approxPolyDP(middles, _OFF, closed=True), np.int32)
    return fewer if len(fewer) >= 3 else middles
