"""Outlines in crops: what of a mark a crop shows, and the lines that ultralytics makes the same pixels of again.

ultralytics cuts the fractions off an outline's corners and fills it with its rim, so that an outline along the edges of
pixels would come out a pixel wider and higher: a third too much for a scratch of three pixels. Its lines therefore go
through the middles of the rim's pixels, and only the outermost reach to their pixels' edges, since the box is made of
them.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from inspector_app.datasets.formats.shapes import joined
from inspector_app.domain.geometry import Box, Outline
from inspector_app.imaging import Mask, mask_of_outlines, outlines_of

LEAST_SHOWN_PX = 8
"""Pixels of a mark that a crop cuts; fewer are not worth a label."""
_TO_THE_EDGE = 0.45
_ROUND_A_PIXEL = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])


def shown_outlines(outlines: Sequence[Outline], x: int, y: int, size: int) -> tuple[Outline, ...]:
    """What a crop with this upper left corner shows of outlines, in px of the crop; whole ones stay as they are."""
    moved = tuple(tuple((across - x, down - y) for across, down in outline) for outline in outlines)
    if all(0 <= value <= size for outline in moved for corner in outline for value in corner):
        return moved
    shown = mask_of_outlines(moved).within(size, size)
    return outlines_of(shown) if shown.area_px >= LEAST_SHOWN_PX else ()


def label_outline(outlines: Sequence[Outline], box: Box, size: int) -> Outline:
    """One outline of all pieces, which is filled to exactly their pixels; pieces are joined by seams of a pixel."""
    mask = mask_of_outlines(outlines).within(size, size)
    if not mask.area_px:  # thinner than a pixel, and between two middles
        mask = _covered_by(box, size)
    found, _ = cv2.findContours(mask.pixels, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    rims = [_to_the_edges(np.asarray(rim, np.int32).reshape(-1, 2)) for rim in found]
    return joined([tuple((mask.x + x, mask.y + y) for x, y in rim.tolist()) for rim in rims])


def _covered_by(box: Box, size: int) -> Mask:
    x, y = min(int(box.x1), size - 1), min(int(box.y1), size - 1)
    return Mask(x, y, np.ones((max(1, int(box.y2) - y), max(1, int(box.x2) - x)), np.uint8))


def _to_the_edges(rim: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
    """Middles of pixels, the outermost moved outwards; where a rim is one pixel wide, by turns to both sides."""
    rim = rim[np.resize(np.arange(len(rim)), max(4, len(rim)))]
    low, high = rim == rim.min(axis=0), rim == rim.max(axis=0)
    by_turns = _ROUND_A_PIXEL[np.arange(len(rim)) % 4]
    outwards = np.where(low & high, by_turns, high.astype(int) - low.astype(int))
    return rim + 0.5 + outwards * _TO_THE_EDGE
