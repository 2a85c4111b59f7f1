"""How long a mask is along itself: a bent scratch is as long as its middle line, a spot as its diameter.

The middle line is what parallel thinning leaves of the mask (Z. Guo and R. W. Hall, "Parallel thinning with
two-subiteration algorithms", 1989; the better known rule of Zhang and Suen erases slanting lines). The longest way
along it is measured after smoothing, since a way over pixels is up to 8 % too long, and goes on at both ends to the
mask's edge.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.masks import Mask

_THICKEST = 12.0  # px from the middle line to the edge; what is thicker is measured on a coarser grid
_SMOOTHED = 7  # px of the way that each of its places is the mean of
_INTO_A_CORNER = 0.6  # px that the edge comes nearer a px of the way; 0.71 on the way into a right angle
_AROUND = (
    (-1, 0),
    (-1, 1),
    (0, 1),
    (1, 1),
    (1, 0),
    (1, -1),
    (0, -1),
    (-1, -1),
)  # rows and columns, clockwise
_DIAGONAL = 2**0.5
_BITS = np.array([[128, 1, 2], [64, 0, 4], [32, 16, 8]], np.float32)  # of a pixel's neighbours, in that order

Place = tuple[int, int]


def length_px(mask: Mask) -> float:
    """The sum of its pieces' lengths, but no less than the long side of the smallest rectangle round it all.

    A piece is as long as the longest way along its middle line, from edge to edge. 0 for an empty mask.
    """
    if not mask.pixels.any():
        return 0.0
    pixels = np.pad(mask.pixels, 1)
    count, pieces = cv2.connectedComponents(pixels, connectivity=8)
    lengths = (_piece_length(np.asarray(pieces == piece, np.uint8)) for piece in range(1, count))
    return max(sum(lengths), _long_side(pixels))


def _piece_length(pixels: NDArray[np.uint8]) -> float:
    """Of one piece with a free rim of one pixel."""
    depth = cv2.distanceTransform(pixels, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    deepest = float(depth.max())
    if deepest > _THICKEST:
        scale = _THICKEST / deepest
        coarse = cv2.resize(pixels * np.float32(1), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        return _piece_length(np.pad(np.asarray(coarse > 0.5, np.uint8), 1)) / scale
    way = _longest_way(_thinned(pixels))
    depths = np.array([depth[place] for place in way], np.float64)
    places = np.asarray(way, np.float64)
    last = len(way) - 1 - _first_of_middle(places[::-1], depths[::-1])
    first = min(_first_of_middle(places, depths), last)
    return _smooth_length(places[first : last + 1]) + float(depths[first] + depths[last]) - 1


def _first_of_middle(way: NDArray[np.float64], depths: NDArray[np.float64]) -> int:
    """Where a way (N, 2) has left the corner in which it begins; 0 where it begins in none."""
    far = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(way, axis=0), axis=1))])
    return int(np.flatnonzero(depths - depths[0] >= _INTO_A_CORNER * far)[-1])


def _long_side(pixels: NDArray[np.uint8]) -> float:
    """Of the smallest rectangle, turned as it likes, round all covered pixels with their edges."""
    places = np.argwhere(pixels)
    edges = np.concatenate([places + corner for corner in ((0, 0), (0, 1), (1, 0), (1, 1))])
    return float(max(cv2.minAreaRect(cv2.convexHull(edges.astype(np.float32)))[1]))


def _thinned(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    thin = pixels.copy()
    changed = True
    while changed:
        changed = False
        for removable in _REMOVABLE:
            neighbours = cv2.filter2D(thin, cv2.CV_32F, _BITS, borderType=cv2.BORDER_CONSTANT).astype(
                np.uint8
            )
            goes = removable[neighbours] & thin
            if goes.any():
                thin ^= goes
                changed = True
    return thin if thin.any() else _deepest_only(pixels)


def _deepest_only(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Thinning leaves nothing of a square of 2 px."""
    left = np.zeros_like(pixels)
    left[tuple(np.argwhere(pixels)[0])] = 1
    return left


def _removable(first_round: bool) -> NDArray[np.uint8]:
    """1 for each pattern of neighbours whose middle goes: on the edge, no end of a line, no bridge."""
    table = np.zeros(256, np.uint8)
    for pattern in range(256):
        n, ne, e, se, s, sw, w, nw = (bool(pattern >> bit & 1) for bit in range(8))
        branches = (
            (not n and (ne or e)) + (not e and (se or s)) + (not s and (sw or w)) + (not w and (nw or n))
        )
        neighbours = min(
            (nw or n) + (ne or e) + (se or s) + (sw or w), (n or ne) + (e or se) + (s or sw) + (w or nw)
        )
        inside = (s or sw or not nw) and w if first_round else (n or ne or not se) and e
        table[pattern] = branches == 1 and 2 <= neighbours <= 3 and not inside
    return table


_REMOVABLE = _removable(True), _removable(False)


def _longest_way(thin: NDArray[np.uint8]) -> list[Place]:
    """From the place that is farthest from any to the one that is farthest from it."""
    places = {(int(row), int(column)) for row, column in np.argwhere(thin)}
    one_end, _ = _farthest(next(iter(sorted(places))), places)
    other_end, came_from = _farthest(one_end, places)
    way = [other_end]
    while way[-1] != one_end:
        way.append(came_from[way[-1]])
    return way


def _farthest(start: Place, places: set[Place]) -> tuple[Place, Mapping[Place, Place]]:
    """The last place that is reached from `start`, and from where each was reached by the shortest way."""
    came_from: dict[Place, Place] = {}
    waiting = [(0.0, start, start)]
    last = start
    while waiting:
        far, place, before = heapq.heappop(waiting)
        if place in came_from:
            continue
        came_from[place] = before
        last = place
        for down, across in _AROUND:
            neighbour = place[0] + down, place[1] + across
            if neighbour in places and neighbour not in came_from:
                step = _DIAGONAL if down and across else 1.0
                heapq.heappush(waiting, (far + step, neighbour, place))
    return last, came_from


def _smooth_length(way: NDArray[np.float64]) -> float:
    """Of a way (N, 2), each place the mean of those around it; towards the ends of fewer, so that they stay."""
    half = _SMOOTHED // 2
    sums = np.concatenate([np.zeros((1, 2)), np.cumsum(way, axis=0)])
    at = np.arange(len(way))
    reach = np.minimum(np.minimum(at, at[::-1]), half)
    smooth = (sums[at + reach + 1] - sums[at - reach]) / (2 * reach + 1)[:, None]
    return float(np.linalg.norm(np.diff(smooth, axis=0), axis=1).sum())
