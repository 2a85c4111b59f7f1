"""Buses: parallel traces that cross a board together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from inspector_app.boards.sheet import Sheet
from inspector_app.boards.style import Style

Point = NDArray[np.float64]


def draw_bus(sheet: Sheet, style: Style, rng: np.random.Generator) -> None:
    """Parallel traces right across the sheet, with a few 45-degree jogs, where there is room."""
    lines = int(rng.integers(2, 7))
    start = (
        {"diagonal": 1, "vertical": 2}.get(style.grain, 0) if rng.random() < 0.7 else int(rng.integers(0, 4))
    )
    heading, size = start, sheet.size
    at = rng.uniform(0.1, 0.9, 2) * size
    way = np.array([np.cos(heading * np.pi / 4), np.sin(heading * np.pi / 4)])
    points = [at - way * size * 1.5]
    points.append(at - way * float(rng.uniform(0.05, 0.4)) * size)
    for _ in range(int(rng.integers(1, 4))):
        heading = start + int(rng.choice([-1, 0, 1])) if heading == start else start
        way = np.array([np.cos(heading * np.pi / 4), np.sin(heading * np.pi / 4)])
        points.append(points[-1] + way * float(rng.uniform(0.12, 0.3)) * size)
    points.append(points[-1] + way * size * 1.5)
    lanes = [offset_path(points, (lane - (lines - 1) / 2) * style.pitch) for lane in range(lines)]
    clearance = sheet.clearance()
    for lane in lanes:
        if _is_clear(clearance, lane, style.trace / 2 + style.spacing):
            sheet.stroke(lane, style.trace, sheet.new_net())


def offset_path(points: Sequence[Point], distance: float) -> list[tuple[float, float]]:
    """The path moved sideways by `distance`, corners mitred so that parallel lanes keep their spacing."""
    ways = [
        np.subtract(b, a) / max(1e-9, float(np.linalg.norm(np.subtract(b, a)))) for a, b in pairwise(points)
    ]
    moved = []
    for index, point in enumerate(points):
        before, after = ways[max(0, index - 1)], ways[min(index, len(ways) - 1)]
        bisector = before + after
        normal = np.array([-bisector[1], bisector[0]]) / max(1e-9, float(np.linalg.norm(bisector)))
        cosine = float(normal @ np.array([-after[1], after[0]]))
        x, y = point + normal * distance / max(0.3, cosine)
        moved.append((float(x), float(y)))
    return moved


def _is_clear(clearance: NDArray[np.float32], path: Sequence[tuple[float, float]], needed: float) -> bool:
    size = clearance.shape[0]
    for (x1, y1), (x2, y2) in pairwise(path):
        steps = np.linspace(0, 1, int(np.hypot(x2 - x1, y2 - y1) / 3) + 2)
        xs, ys = np.round(x1 + (x2 - x1) * steps).astype(int), np.round(y1 + (y2 - y1) * steps).astype(int)
        inside = (xs >= 0) & (xs < size) & (ys >= 0) & (ys < size)
        if (clearance[ys[inside], xs[inside]] < needed).any():
            return False
    return True
