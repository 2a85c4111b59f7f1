"""Lays out the copper of one view: buses, parts, routed nets, vias, pours. Pure design, no colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from inspector_app.boards.footprints import draw_footprint, via_pad
from inspector_app.boards.pours import pour_copper
from inspector_app.boards.products import Product
from inspector_app.boards.routing import Grid, Node, Rules, route, rules_for
from inspector_app.boards.seeds import rng_for
from inspector_app.boards.sheet import FINE, Mask, Sheet
from inspector_app.boards.silkscreen import Placed, draw_silk
from inspector_app.boards.style import Style, draw_style

MARGIN = 32  # px of board around the golden's area, so that a shifted or turned camera still sees board


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Copper, holes and mask openings at 2x, ink at 1x; the canvas is the view and MARGIN px around it."""

    copper: Mask
    holes: Mask
    openings: Mask
    ink: Mask
    style: Style


@dataclass(frozen=True, slots=True)
class _Pin:
    net: int
    node: Node


def lay_out(product: Product, view: int) -> Layout:
    """The design of one view of a product."""
    if not 0 <= view < product.views:
        raise ValueError(f"{product.name} has views 0 to {product.views - 1}, not {view}")
    style = draw_style(product.seed, product.palette)
    rng = rng_for("layout", product.seed, view, product.size_px)
    sheet = Sheet(product.size_px + 2 * MARGIN)
    offset = rng.uniform(-style.pitch, 0, 2)
    grid = Grid((float(offset[0]), float(offset[1])), style.pitch, int(sheet.size / style.pitch) + 3)
    for _ in range(style.buses):
        _draw_bus(sheet, style, rng)
    parts, pins = _place_parts(sheet, grid, style, rng)
    _route_nets(sheet, grid, pins, style, rng)
    pour_copper(sheet, style, rng)
    _drill(sheet, rng)
    sheet.copper[sheet.holes > 0] = 0
    return Layout(sheet.copper, sheet.holes, sheet.openings, draw_silk(sheet, parts, style, rng), style)


def _draw_bus(sheet: Sheet, style: Style, rng: np.random.Generator) -> None:
    """Parallel traces right across the sheet, with a few 45-degree jogs, where there is room."""
    lines = int(rng.integers(2, 7))
    start = {"diagonal": 1, "vertical": 2}.get(style.grain, 0) if rng.random() < 0.7 else int(rng.integers(0, 4))
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


def offset_path(points: Sequence[np.ndarray], distance: float) -> list[tuple[float, float]]:
    """The path moved sideways by `distance`, corners mitred so that parallel lanes keep their spacing."""
    ways = [np.subtract(b, a) / max(1e-9, float(np.linalg.norm(np.subtract(b, a))))
            for a, b in zip(points, points[1:], strict=False)]
    moved = []
    for index, point in enumerate(points):
        before, after = ways[max(0, index - 1)], ways[min(index, len(ways) - 1)]
        bisector = before + after
        normal = np.array([-bisector[1], bisector[0]]) / max(1e-9, float(np.linalg.norm(bisector)))
        cosine = float(normal @ np.array([-after[1], after[0]]))
        x, y = point + normal * distance / max(0.3, cosine)
        moved.append((float(x), float(y)))
    return moved


def _is_clear(clearance: np.ndarray, path: Sequence[tuple[float, float]], needed: float) -> bool:
    size = clearance.shape[0]
    for (x1, y1), (x2, y2) in zip(path, path[1:], strict=False):
        steps = np.linspace(0, 1, int(np.hypot(x2 - x1, y2 - y1) / 3) + 2)
        xs, ys = np.round(x1 + (x2 - x1) * steps).astype(int), np.round(y1 + (y2 - y1) * steps).astype(int)
        inside = (xs >= 0) & (xs < size) & (ys >= 0) & (ys < size)
        if (clearance[ys[inside], xs[inside]] < needed).any():
            return False
    return True


def _place_parts(sheet: Sheet, grid: Grid, style: Style, rng: np.random.Generator) -> tuple[list[Placed], list[_Pin]]:
    parts: list[Placed] = []
    pins: list[_Pin] = []
    for _ in range(style.parts * 5):
        if len(parts) >= style.parts:
            break
        part = draw_footprint(style, rng)
        half = rng.integers(0, 2, 2) / 2
        x, y = grid.place(tuple(rng.integers(0, grid.count, 2) + half))
        reach = [max(abs(pad.x) + pad.width / 2 for pad in part.pads), max(abs(pad.y) + pad.height / 2 for pad in part.pads)]
        if not _has_room(sheet, x, y, reach, style):
            continue
        parts.append((part, x, y))
        for pad in part.pads:
            net = sheet.new_net()
            placed = replace(pad, x=pad.x + x, y=pad.y + y)
            sheet.pad(placed, net)
            pins.append(_Pin(net, grid.nearest(placed.x, placed.y)))
    return parts, pins


def _has_room(sheet: Sheet, x: float, y: float, reach: Sequence[float], style: Style) -> bool:
    gap = style.pitch + style.spacing
    left, right = int(max(0, x - reach[0] - gap)), int(min(sheet.size, x + reach[0] + gap))
    top, bottom = int(max(0, y - reach[1] - gap)), int(min(sheet.size, y + reach[1] + gap))
    return left < right and top < bottom and not sheet.nets[top:bottom, left:right].any()


def _route_nets(sheet: Sheet, grid: Grid, pins: list[_Pin], style: Style, rng: np.random.Generator) -> None:
    """Connect pins to each other, to the edges and to vias, until the style's number of nets is tried."""
    rules = rules_for(style.grain, style.bend_cost)
    order = list(rng.permutation(len(pins))) if pins else []
    for index in range(style.nets):
        start = pins[order[index % len(order)]] if order and index < 2 * len(order) else _free_end(sheet, grid, style, rng)
        if start is None:
            continue
        goal = _choose_goal(sheet, grid, start, pins, style, rng)
        if goal is not None:
            wide = rng.random() < style.wide_share
            _connect(sheet, grid, start, goal, style.wide_trace if wide else style.trace, style, rules)


def _choose_goal(sheet: Sheet, grid: Grid, start: _Pin, pins: list[_Pin], style: Style,
                 rng: np.random.Generator) -> _Pin | None:
    draw = rng.random()
    if draw < 0.5 and len(pins) > 1:
        others = sorted((pin for pin in pins if pin.net != start.net), key=lambda pin: _apart(pin.node, start.node))
        near = others[:8]
        return near[int(rng.integers(len(near)))] if near else None
    if draw < 0.75:
        along = int(rng.integers(grid.count))
        edge = 0 if rng.random() < 0.5 else grid.count - 1
        return _Pin(0, (along, edge) if rng.random() < 0.5 else (edge, along))
    return _free_end(sheet, grid, style, rng)


def _apart(a: Node, b: Node) -> int:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _free_end(sheet: Sheet, grid: Grid, style: Style, rng: np.random.Generator) -> _Pin | None:
    """A new via where there is room for one."""
    clearance = grid.sample(sheet.clearance())
    for _ in range(12):
        column, row = (int(value) for value in rng.integers(1, grid.count - 1, 2))
        x, y = grid.place((column, row))
        pad = via_pad(style, rng, x, y)
        if clearance[row, column] >= pad.width / 2 + style.spacing:
            net = sheet.new_net()
            sheet.pad(pad, net)
            return _Pin(net, (column, row))
    return None


def _connect(sheet: Sheet, grid: Grid, start: _Pin, goal: _Pin, width: float, style: Style, rules: Rules) -> None:
    clearance = sheet.clearance(start.net, *([goal.net] if goal.net else []))
    path = route(grid, clearance, width / 2 + style.spacing - 0.8, start.node, goal.node, rules)
    if path is None or len(path) < 2:
        return
    sheet.stroke([grid.place(node) for node in path], width, start.net)
    if goal.net:
        sheet.join(start.net, goal.net)


def _drill(sheet: Sheet, rng: np.random.Generator) -> None:
    """Now and then an unplated tooling hole in the bare board, clear of copper."""
    for _ in range(int(rng.choice(3, p=[0.6, 0.25, 0.15]))):
        diameter = float(rng.uniform(24, 60))
        x, y = rng.uniform(40, sheet.size - 40, 2)
        left, top, right, bottom = (int(max(0, value)) for value in (
            x - diameter / 2 - 10, y - diameter / 2 - 10, x + diameter / 2 + 10, y + diameter / 2 + 10))
        if not sheet.copper[top * FINE:bottom * FINE, left * FINE:right * FINE].any():
            sheet.hole(float(x), float(y), diameter)
