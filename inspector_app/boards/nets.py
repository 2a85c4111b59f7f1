"""Nets: which pins are connected to what, and the traces that do it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inspector_app.boards.footprints import via_pad
from inspector_app.boards.routing import Grid, Node, Rules, route, rules_for
from inspector_app.boards.sheet import Sheet
from inspector_app.boards.style import Style


@dataclass(frozen=True, slots=True)
class Pin:
    """Where a trace may start or end; net 0 is the world beyond the picture's edge."""

    net: int
    node: Node


def route_nets(sheet: Sheet, grid: Grid, pins: list[Pin], style: Style, rng: np.random.Generator) -> None:
    """Connect pins to each other, to the edges and to vias, until the style's number of nets is tried."""
    rules = rules_for(style.grain, style.bend_cost)
    order = list(rng.permutation(len(pins))) if pins else []
    for index in range(style.nets):
        start = (
            pins[order[index % len(order)]]
            if order and index < 2 * len(order)
            else _free_end(sheet, grid, style, rng)
        )
        if start is None:
            continue
        goal = _choose_goal(sheet, grid, start, pins, style, rng)
        if goal is not None:
            wide = rng.random() < style.wide_share
            _connect(sheet, grid, start, goal, style.wide_trace if wide else style.trace, style, rules)


def _choose_goal(
    sheet: Sheet, grid: Grid, start: Pin, pins: list[Pin], style: Style, rng: np.random.Generator
) -> Pin | None:
    draw = rng.random()
    if draw < 0.5 and len(pins) > 1:
        others = sorted(
            (pin for pin in pins if pin.net != start.net), key=lambda pin: _apart(pin.node, start.node)
        )
        near = others[:8]
        return near[int(rng.integers(len(near)))] if near else None
    if draw < 0.75:
        along = int(rng.integers(grid.count))
        edge = 0 if rng.random() < 0.5 else grid.count - 1
        return Pin(0, (along, edge) if rng.random() < 0.5 else (edge, along))
    return _free_end(sheet, grid, style, rng)


def _apart(a: Node, b: Node) -> int:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _free_end(sheet: Sheet, grid: Grid, style: Style, rng: np.random.Generator) -> Pin | None:
    """A new via where there is room for one."""
    clearance = grid.sample(sheet.clearance())
    for _ in range(12):
        column, row = (int(value) for value in rng.integers(1, grid.count - 1, 2))
        x, y = grid.place((column, row))
        pad = via_pad(style, rng, x, y)
        if clearance[row, column] >= pad.width / 2 + style.spacing:
            net = sheet.new_net()
            sheet.pad(pad, net)
            return Pin(net, (column, row))
    return None


def _connect(
    sheet: Sheet, grid: Grid, start: Pin, goal: Pin, width: float, style: Style, rules: Rules
) -> None:
    clearance = sheet.clearance(start.net, *([goal.net] if goal.net else []))
    path = route(grid, clearance, width / 2 + style.spacing - 0.8, start.node, goal.node, rules)
    if path is None or len(path) < 2:
        return
    sheet.stroke([grid.place(node) for node in path], width, start.net)
    if goal.net:
        sheet.join(start.net, goal.net)
