"""Nets: which pins are connected to what, and the traces that do it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inspector_app.boards.footprints import via_pad
from inspector_app.boards.routing import Grid, Node, route, rules_for
from inspector_app.boards.sheet import Sheet
from inspector_app.boards.style import Style


@dataclass(frozen=True, slots=True)
class Pin:
    """Where a trace may start or end; net 0 is the world beyond the picture's edge."""

    net: int
    node: Node


def route_nets(sheet: Sheet, grid: Grid, pins: list[Pin], style: Style, rng: np.random.Generator) -> None:
    """Connect pins to each other, to the edges and to vias, until the style's number of nets is tried."""
    router = _Router(sheet, grid, pins, style, rng)
    order = list(rng.permutation(len(pins))) if pins else []
    for index in range(style.nets):
        # every pin gets two tries; what is left of the number starts at vias
        start = pins[order[index % len(order)]] if index < 2 * len(order) else router.new_via()
        goal = router.choose_goal(start) if start is not None else None
        if start is not None and goal is not None:
            router.connect(start, goal)


@dataclass(frozen=True, slots=True)
class _Router:
    sheet: Sheet
    grid: Grid
    pins: list[Pin]
    style: Style
    rng: np.random.Generator

    def new_via(self) -> Pin | None:
        """A via where there is room for one."""
        clearance = self.grid.sample(self.sheet.clearance())
        for _ in range(12):
            column, row = (int(value) for value in self.rng.integers(1, self.grid.count - 1, 2))
            pad = via_pad(self.style, self.rng, *self.grid.place((column, row)))
            if clearance[row, column] >= pad.width / 2 + self.style.spacing:
                net = self.sheet.new_net()
                self.sheet.pad(pad, net)
                return Pin(net, (column, row))
        return None

    def choose_goal(self, start: Pin) -> Pin | None:
        """Another pin near by, a point beyond the edge, or a new via."""
        draw = self.rng.random()
        if draw < 0.5 and len(self.pins) > 1:
            others = [pin for pin in self.pins if pin.net != start.net]
            near = sorted(others, key=lambda pin: _apart(pin.node, start.node))[:8]
            return near[int(self.rng.integers(len(near)))] if near else None
        if draw < 0.75:
            along = int(self.rng.integers(self.grid.count))
            edge = 0 if self.rng.random() < 0.5 else self.grid.count - 1
            return Pin(0, (along, edge) if self.rng.random() < 0.5 else (edge, along))
        return self.new_via()

    def connect(self, start: Pin, goal: Pin) -> None:
        """Draw a trace, thin or wide, where there is a way for it."""
        style = self.style
        width = style.wide_trace if self.rng.random() < style.wide_share else style.trace
        clearance = self.sheet.clearance(start.net, *([goal.net] if goal.net else []))
        rules = rules_for(style.grain, style.bend_cost)
        needed = width / 2 + style.spacing - 0.8
        path = route(self.grid, clearance, needed, (start.node, goal.node), rules)
        if path is None or len(path) < 2:
            return
        self.sheet.stroke([self.grid.place(node) for node in path], width, start.net)
        if goal.net:
            self.sheet.join(start.net, goal.net)


def _apart(a: Node, b: Node) -> int:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])
