"""Lays out the copper of one view: buses, parts, routed nets, vias, pours. Pure design, no colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from inspector_app.boards.buses import draw_bus
from inspector_app.boards.footprints import draw_footprint
from inspector_app.boards.nets import Pin, route_nets
from inspector_app.boards.pours import pour_copper
from inspector_app.boards.products import Product
from inspector_app.boards.routing import Grid
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
        draw_bus(sheet, style, rng)
    parts, pins = _place_parts(sheet, grid, style, rng)
    route_nets(sheet, grid, pins, style, rng)
    pour_copper(sheet, style, rng)
    _drill(sheet, rng)
    sheet.copper[sheet.holes > 0] = 0
    return Layout(sheet.copper, sheet.holes, sheet.openings, draw_silk(sheet, parts, style, rng), style)


def _place_parts(
    sheet: Sheet, grid: Grid, style: Style, rng: np.random.Generator
) -> tuple[list[Placed], list[Pin]]:
    parts: list[Placed] = []
    pins: list[Pin] = []
    for _ in range(style.parts * 5):
        if len(parts) >= style.parts:
            break
        part = draw_footprint(style, rng)
        half = rng.integers(0, 2, 2) / 2
        x, y = grid.place(tuple(rng.integers(0, grid.count, 2) + half))
        reach = [
            max(abs(pad.x) + pad.width / 2 for pad in part.pads),
            max(abs(pad.y) + pad.height / 2 for pad in part.pads),
        ]
        if not _has_room(sheet, x, y, reach, style):
            continue
        parts.append((part, x, y))
        for pad in part.pads:
            net = sheet.new_net()
            placed = replace(pad, x=pad.x + x, y=pad.y + y)
            sheet.pad(placed, net)
            pins.append(Pin(net, grid.nearest(placed.x, placed.y)))
    return parts, pins


def _has_room(sheet: Sheet, x: float, y: float, reach: Sequence[float], style: Style) -> bool:
    gap = style.pitch + style.spacing
    left, right = int(max(0, x - reach[0] - gap)), int(min(sheet.size, x + reach[0] + gap))
    top, bottom = int(max(0, y - reach[1] - gap)), int(min(sheet.size, y + reach[1] + gap))
    return left < right and top < bottom and not sheet.nets[top:bottom, left:right].any()


def _drill(sheet: Sheet, rng: np.random.Generator) -> None:
    """Now and then an unplated tooling hole in the bare board, clear of copper."""
    for _ in range(int(rng.choice(3, p=[0.6, 0.25, 0.15]))):
        diameter = float(rng.uniform(24, 60))
        x, y = rng.uniform(40, sheet.size - 40, 2)
        left, top, right, bottom = (
            int(max(0, value))
            for value in (
                x - diameter / 2 - 10,
                y - diameter / 2 - 10,
                x + diameter / 2 + 10,
                y + diameter / 2 + 10,
            )
        )
        if not sheet.copper[top * FINE : bottom * FINE, left * FINE : right * FINE].any():
            sheet.hole(float(x), float(y), diameter)
