"""What the renderer and the defect maker need of a layout, worked out once a product and view."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.boards.layout import MARGIN, Layout, lay_out
from inspector_app.boards.palettes import Bgr
from inspector_app.boards.products import Product
from inspector_app.boards.sheet import Mask

Bool = NDArray[np.bool_]
Floats = NDArray[np.float32]
_KEEP_OFF_EDGE = 20  # px of the golden that stay free of defects, so that they survive a shift of the camera
_WIDEST_GAP = 17.0  # px: nets further apart than twice this are not bridged
_CACHED = 12  # about 20 MB each


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """All at 1x on the canvas but `layout`'s masks.

    bare, clad: BGR pictures of the board without and with copper everywhere. nets: component number of the
    copper, 0 where there is none. inside, outside: distance to the edge of copper, in px. allowed: where
    defects may lie. rims: the outermost copper. spines: the middle of traces. gaps: the middle between
    neighbours.
    """

    layout: Layout
    bare: NDArray[np.uint8]
    clad: NDArray[np.uint8]
    nets: NDArray[np.int32]
    inside: Floats
    outside: Floats
    allowed: Bool
    rims: Bool
    spines: Bool
    gaps: Bool


@lru_cache(maxsize=_CACHED)
def layers_of(product: Product, view: int) -> Layers:
    """The layers of a view. Cached: go through boards product by product."""
    layout = lay_out(product, view)
    copper = half(layout.copper) > 127
    _, nets = cv2.connectedComponents(copper.astype(np.uint8), connectivity=8)
    inside, outside = _distance(copper), _distance(~copper)
    bare, clad = _paint(layout)
    return Layers(
        layout=layout,
        bare=bare,
        clad=clad,
        nets=np.asarray(nets, np.int32),
        inside=inside,
        outside=outside,
        allowed=_allowed(layout),
        rims=(inside > 0) & (inside < 1.5),
        spines=_crest(inside, 3.0, 24.0),
        gaps=_crest(outside, 2.5, _WIDEST_GAP),
    )


def _distance(mask: Bool) -> Floats:
    return np.asarray(cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 5), np.float32)


def _crest(distance: Floats, above: float, below: float) -> Bool:
    """Where a distance is greatest among its neighbours, between two limits."""
    highest = cv2.dilate(distance, np.ones((3, 3), np.uint8))
    return np.asarray((distance > above) & (distance < below) & (distance >= highest - 0.3), np.bool_)


def half(mask: Mask) -> Mask:
    """A 2x mask as coverage at 1x, 0..255."""
    return np.asarray(
        cv2.resize(mask, (mask.shape[1] // 2, mask.shape[0] // 2), interpolation=cv2.INTER_AREA), np.uint8
    )


def _paint(layout: Layout) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    palette = layout.style.palette
    opening = (
        _alpha(half(layout.openings)) if palette.has_mask else np.zeros((*layout.ink.shape, 1), np.float32)
    )
    hole = _alpha(half(layout.holes))
    bare = _mix(_mix(_flat(palette.substrate), palette.opening, opening), palette.hole, hole)
    clad = _mix(_mix(_flat(palette.copper), palette.finish, opening), palette.hole, hole)
    return np.round(bare).astype(np.uint8), np.round(clad).astype(np.uint8)


def _alpha(mask: Mask) -> Floats:
    soft = cv2.GaussianBlur(mask, (0, 0), 0.7).astype(np.float32) / np.float32(255)
    return np.asarray(soft[..., None], np.float32)


def _flat(colour: Bgr) -> Floats:
    return np.array(colour, np.float32)


def _mix(below: Floats, colour: Bgr, alpha: Floats) -> Floats:
    return np.asarray(below + alpha * (np.array(colour, np.float32) - below), np.float32)


def _allowed(layout: Layout) -> Bool:
    """Not near the edge, a hole or ink: a defect under silk screen could not be seen."""
    hidden = cv2.bitwise_or(half(layout.holes), layout.ink)
    allowed = cv2.dilate(hidden, np.ones((11, 11), np.uint8)) == 0
    size = layout.ink.shape[0]
    border = MARGIN + _KEEP_OFF_EDGE
    inner = np.zeros((size, size), bool)
    inner[border : size - border, border : size - border] = True
    return np.asarray(allowed & inner, np.bool_)
