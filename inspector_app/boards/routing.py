"""A small router: shortest paths on a grid with 45-degree bends that keep clear of other copper."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Node = tuple[int, int]
_STEPS: tuple[Node, ...] = ((1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1))
_LENGTHS = (1.0, 1.4142) * 4
_MOST_VISITS = 5000


@dataclass(frozen=True, slots=True)
class Grid:
    """Routing nodes: node (column, row) lies at origin + pitch * node, in 1x px of the canvas."""

    origin: tuple[float, float]
    pitch: float
    count: int

    def place(self, node: tuple[float, float]) -> tuple[float, float]:
        """Canvas coordinates of a node."""
        return self.origin[0] + self.pitch * node[0], self.origin[1] + self.pitch * node[1]

    def nearest(self, x: float, y: float) -> Node:
        """The node nearest to a point, inside the grid."""
        column, row = (
            round((value - start) / self.pitch) for value, start in zip((x, y), self.origin, strict=True)
        )
        return min(max(column, 0), self.count - 1), min(max(row, 0), self.count - 1)

    def sample(self, clearance: NDArray[np.float32], offset: float = 0.0) -> NDArray[np.float32]:
        """Clearance at every node (rows x columns), or at points `offset` pitches right and below."""
        last = clearance.shape[0] - 1
        at = [
            np.clip(np.round(start + self.pitch * (np.arange(self.count) + offset)), 0, last).astype(int)
            for start in self.origin
        ]
        return np.asarray(clearance[np.ix_(at[1], at[0])], np.float32)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a route costs: `step` one factor a direction (8), `bend` for each 45 degrees of turning."""

    step: tuple[float, ...]
    bend: float


def rules_for(grain: str, bend: float) -> Rules:
    """Costs that make traces prefer one direction."""
    factors = {"horizontal": (1, 1.2, 1.4, 1.2), "vertical": (1.4, 1.2, 1, 1.2), "diagonal": (1.3, 1, 1.3, 1)}
    chosen = factors.get(grain, (1, 1, 1, 1))
    return Rules(tuple(length * factor for length, factor in zip(_LENGTHS, chosen * 2, strict=True)), bend)


def route(
    grid: Grid, clearance: NDArray[np.float32], needed: float, ends: tuple[Node, Node], rules: Rules
) -> list[Node] | None:
    """The corner nodes of a path between the ends that keeps `needed` px of clearance; None: no way."""
    start, goal = ends
    count = grid.count
    free = (grid.sample(clearance) >= needed).tolist()
    middle = (grid.sample(clearance, 0.5) >= needed).tolist()
    if not (free[start[1]][start[0]] and free[goal[1]][goal[0]]):
        return None
    best: dict[tuple[int, int, int], float] = {}
    came: dict[tuple[int, int, int], tuple[int, int, int]] = {}
    heap = [(0.0, 0.0, (start[0], start[1], -1))]
    for _ in range(_MOST_VISITS):
        if not heap:
            return None
        _, cost, state = heapq.heappop(heap)
        x, y, heading = state
        if (x, y) == goal:
            return _corners(came, state)
        if cost > best.get(state, np.inf):
            continue
        for direction, (dx, dy) in enumerate(_STEPS):
            turn = 0 if heading < 0 else abs((direction - heading + 4) % 8 - 4)
            column, row = x + dx, y + dy
            if turn > 2 or not (0 <= column < count and 0 <= row < count) or not free[row][column]:
                continue
            if dx and dy and not middle[min(y, row)][min(x, column)]:
                continue
            price = cost + rules.step[direction] + rules.bend * turn * turn
            reached = (column, row, direction)
            if price < best.get(reached, np.inf):
                best[reached] = price
                came[reached] = state
                heapq.heappush(heap, (price + _octile(column, row, goal), price, reached))
    return None


def _octile(x: int, y: int, goal: Node) -> float:
    dx, dy = abs(goal[0] - x), abs(goal[1] - y)
    return max(dx, dy) + 0.414 * min(dx, dy)


def _corners(came: dict[tuple[int, int, int], tuple[int, int, int]], end: tuple[int, int, int]) -> list[Node]:
    """The path back from its end, straight runs left out."""
    path = [end]
    while path[-1] in came:
        path.append(came[path[-1]])
    path.reverse()
    nodes = [(path[0][0], path[0][1])]
    for before, after in pairwise(path[1:]):
        if after[2] != before[2]:
            nodes.append((before[0], before[1]))
    return [*nodes, (end[0], end[1])]
