"""Proposes the pixels that a defect of each class would change. The rules decide whether it stands."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.boards.blobs import blob, strip
from inspector_app.boards.layers import Bool, Floats
from inspector_app.boards.windows import Window

_SHARE_OF_BLOB = 1.05  # an irregular outline is a little smaller than its axes say


def propose(code: str, window: Window, length: float, rng: np.random.Generator) -> Bool | None:
    """Changed pixels (2x) of a defect about `length` 2x px long at the window's point; None: not here."""
    return _PROPOSERS[code](window, length, rng)


def _only_middle(change: Bool, window: Window) -> Bool | None:
    """The piece of a change that is nearest to the window's point."""
    count, labels = cv2.connectedComponents(change.astype(np.uint8), connectivity=4)
    if count < 2:
        return None
    ys, xs = _pixels(labels)
    nearest = int(np.argmin((xs - window.x) ** 2 + (ys - window.y) ** 2))
    return np.asarray(labels == labels[ys[nearest], xs[nearest]], np.bool_)


def _pixels(mask: NDArray[np.generic]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of what is not 0; np.nonzero gives the same in three times the time."""
    rows, columns = np.divmod(np.flatnonzero(mask), mask.shape[1])
    return rows, columns


def _slope(field: Floats, x: float, y: float) -> tuple[float, float]:
    """Unit direction in which a field rises at a point; (0, 0) where it is flat."""
    column, row = int(x), int(y)
    patch = field[max(0, row - 3) : row + 4, max(0, column - 3) : column + 4]
    if patch.shape != (7, 7):
        return 0.0, 0.0
    dx = float(patch[:, 4:].sum() - patch[:, :3].sum())
    dy = float(patch[4:].sum() - patch[:3].sum())
    length = float(np.hypot(dx, dy))
    return (dx / length, dy / length) if length > 1e-6 else (0.0, 0.0)


def _axes(length: float, rng: np.random.Generator, least: float = 4.0) -> tuple[float, float]:
    half_length = length / 2 * _SHARE_OF_BLOB
    return half_length, max(least, half_length * float(rng.uniform(0.4, 1.0)))


def _island(window: Window, length: float, rng: np.random.Generator) -> Bool:
    axes = _axes(length, rng)
    return blob(window.size, (window.x, window.y), axes, float(rng.uniform(0, np.pi)), rng) > 0


def _at_edge(window: Window, length: float, rng: np.random.Generator, *, outwards: bool) -> Bool | None:
    """A blob astride the copper's edge; what of it lies on the wrong side is dropped."""
    normal = _slope(window.outside - window.inside, window.x, window.y)
    if normal == (0.0, 0.0):
        return None
    sign = 1.0 if outwards else -1.0
    room = _room(window, normal, sign)
    deepest = min(length, room - 8.0)
    if deepest < 9.0:
        return None
    depth = float(rng.uniform(9.0, deepest)) if rng.random() < 0.7 else deepest
    if depth < 0.6 * length and rng.random() < 0.6:
        along = length
    else:
        along = float(rng.uniform(0.35, 0.9)) * length if depth > 0.8 * length else length
    along = max(along, 8.0)
    back = min(depth * 0.35, 6.0)  # how far the blob reaches over the edge, so that it meets it broadly
    shift = sign * (depth - back) / 2
    centre = (window.x + normal[0] * shift, window.y + normal[1] * shift)
    angle = float(np.arctan2(normal[1], normal[0])) + float(rng.normal(0, 0.2))
    shape = blob(window.size, centre, ((depth + back) / 2 * 1.05, along / 2 * _SHARE_OF_BLOB), angle, rng) > 0
    return _only_middle(np.asarray(shape & (window.copper ^ outwards), np.bool_), window)


def _room(window: Window, normal: tuple[float, float], sign: float) -> float:
    """How far copper (inwards) or air (outwards) goes on along the normal, in 2x px."""
    for step in range(2, window.size):
        x, y = int(window.x + sign * normal[0] * step), int(window.y + sign * normal[1] * step)
        if not (0 <= x < window.size and 0 <= y < window.size):
            return float(step) + 40.0
        if step > 4 and bool(window.copper[y, x]) == (sign > 0):
            return float(step)
    return float(window.size)


def _bite(window: Window, length: float, rng: np.random.Generator) -> Bool | None:
    return _at_edge(window, length, rng, outwards=False)


def _spur(window: Window, length: float, rng: np.random.Generator) -> Bool | None:
    return _at_edge(window, length, rng, outwards=True)


def _gap(window: Window, length: float, rng: np.random.Generator) -> Bool | None:
    """A cut straight across the trace under the point."""
    ys, xs = _pixels(window.copper)
    radius = 2.5 * float(window.inside[int(window.y), int(window.x)]) + 6
    near = (xs - window.x) ** 2 + (ys - window.y) ** 2 < radius**2
    if near.sum() < 30:
        return None
    spread, axes = np.linalg.eigh(np.cov(xs[near], ys[near]))
    if spread[1] < 1.7 * spread[0]:
        return None  # not a trace here but a pad, a bend or a crossing
    across = axes[:, 0]
    reach = float(window.inside[int(window.y), int(window.x)]) * 1.15 + 8
    ends = (
        (window.x - across[0] * reach, window.y - across[1] * reach),
        (window.x + across[0] * reach, window.y + across[1] * reach),
    )
    band = strip(window.size, ends, length, rng) > 0
    return _only_middle(np.asarray(band & window.copper, np.bool_), window)


def _bridge(window: Window, length: float, rng: np.random.Generator) -> Bool | None:
    """A band between the two nets nearest to the point."""
    ys, xs = _pixels(window.nets)
    distance = (xs - window.x) ** 2 + (ys - window.y) ** 2
    nets = window.nets[ys, xs]
    if nets.size == 0:
        return None
    first = int(np.argmin(distance))
    others = np.where(nets == nets[first], np.inf, distance)
    second = int(np.argmin(others))
    if not np.isfinite(others[second]):
        return None
    a, b = np.array([xs[first], ys[first]], float), np.array([xs[second], ys[second]], float)
    gap = max(1.0, float(np.hypot(*(b - a))))
    beyond = (b - a) / gap * 5.0
    width = length if length > gap else float(rng.uniform(9.0, max(10.0, min(gap, 30.0))))
    ends = (
        (float((a - beyond)[0]), float((a - beyond)[1])),
        (float((b + beyond)[0]), float((b + beyond)[1])),
    )
    band = strip(window.size, ends, width, rng) > 0
    return _only_middle(np.asarray(band & ~window.copper, np.bool_), window)


_PROPOSERS: dict[str, Callable[[Window, float, np.random.Generator], Bool | None]] = {
    "open": _gap,
    "short": _bridge,
    "mousebite": _bite,
    "spur": _spur,
    "spurious_copper": _island,
    "pinhole": _island,
}
