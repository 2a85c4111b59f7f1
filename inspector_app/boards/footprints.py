"""The parts a board is designed for: where their pads lie, relative to the part's centre."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from inspector_app.boards.sheet import Pad
from inspector_app.boards.style import Style


@dataclass(frozen=True, slots=True)
class Footprint:
    """Pads around (0, 0), and the half extents of the body that the silk screen outlines."""

    pads: tuple[Pad, ...]
    body: tuple[float, float]
    kind: str


def draw_footprint(style: Style, rng: np.random.Generator) -> Footprint:
    """A random part that obeys the style; pads lie on multiples of the routing pitch."""
    kinds: tuple[tuple[float, Callable[[Style, np.random.Generator], Footprint]], ...] = (
        (0.34, _chip),
        (0.2, _two_rows),
        (0.16, _header),
        (0.12, _terminal),
        (0.1, _array),
        (0.08, _slab),
    )
    chances = np.array([chance for chance, _ in kinds])
    made = kinds[int(rng.choice(len(kinds), p=chances / chances.sum()))][1](style, rng)
    return _quarter_turn(made) if rng.random() < 0.5 else made


def via_pad(style: Style, rng: np.random.Generator, x: float, y: float) -> Pad:
    """A plated through-hole that only carries a signal."""
    ring = float(max(style.trace + 6, style.via * rng.uniform(1.8, 2.2)))
    drilled = rng.random() < style.drilled_share
    hole = float(rng.uniform(0.4, 0.55)) * ring if drilled else 0.0
    return Pad(x, y, ring, ring, "round", hole, masked=bool(rng.random() < 0.6))


def _steps(style: Style, length: float) -> float:
    """`length`, rounded up to whole routing pitches."""
    return float(np.ceil(length / style.pitch)) * style.pitch


def _shape(style: Style, rng: np.random.Generator) -> str:
    if style.pad == "mixed":
        return str(rng.choice(["round", "rect", "oblong", "octagon"]))
    return style.pad


def _chip(style: Style, rng: np.random.Generator) -> Footprint:
    width = style.pad_scale * float(rng.uniform(28, 56))
    height = width * float(rng.uniform(0.8, 1.5))
    half = _steps(style, width * float(rng.uniform(0.8, 1.2)) + style.spacing) / 2
    half = max(half, width / 2 + 8)
    shape = "rect" if rng.random() < 0.6 else _shape(style, rng)
    pads = tuple(Pad(side * half, 0, width, height, shape) for side in (-1, 1))
    return Footprint(pads, (half + width / 2 + 8, height / 2 + 8), "chip")


def _two_rows(style: Style, rng: np.random.Generator) -> Footprint:
    width = max(style.trace + 4, 16 * style.pad_scale)
    step = _steps(style, width + style.spacing)
    length = style.pad_scale * float(rng.uniform(40, 70))
    across = _steps(style, length + float(rng.uniform(40, 110))) / 2
    count = int(rng.integers(3, 8))
    shape = _shape(style, rng)
    pads = tuple(
        Pad((index - (count - 1) / 2) * step, side * across, width, length, shape)
        for side in (-1, 1)
        for index in range(count)
    )
    return Footprint(pads, (count * step / 2, across - length / 2 - 6), "circuit")


def _header(style: Style, rng: np.random.Generator) -> Footprint:
    size = style.pad_scale * float(rng.uniform(38, 64))
    step = _steps(style, size + style.spacing)
    count, rows = int(rng.integers(2, 6)), int(rng.integers(1, 3))
    shape = _shape(style, rng)
    hole = size * float(rng.uniform(0.4, 0.55)) if rng.random() < max(0.5, style.drilled_share) else 0.0
    tall = 1.0 if shape != "oblong" else float(rng.uniform(1.2, 1.6))
    row_step = _steps(style, size * tall + style.spacing)
    pads = tuple(
        Pad(
            (index - (count - 1) / 2) * step,
            (row - (rows - 1) / 2) * row_step,
            size,
            size * tall,
            "rect" if index == row == 0 else shape,
            hole,
        )
        for row in range(rows)
        for index in range(count)
    )
    return Footprint(pads, (count * step / 2 + 4, rows * row_step / 2 + 4), "header")


def _terminal(style: Style, rng: np.random.Generator) -> Footprint:
    size = style.pad_scale * float(rng.uniform(60, 110))
    hole = size * float(rng.uniform(0.3, 0.6)) if rng.random() < 0.75 else 0.0
    pad = Pad(
        0,
        0,
        size,
        size * float(rng.choice([1.0, 1.0, 1.5])),
        str(rng.choice(["round", "octagon", "rect"])),
        hole,
    )
    return Footprint((pad,), (size / 2 + 10, pad.height / 2 + 10), "terminal")


def _array(style: Style, rng: np.random.Generator) -> Footprint:
    size = max(style.trace + 6, 26 * style.pad_scale)
    step = _steps(style, size + style.trace + 2 * style.spacing)
    columns, rows = int(rng.integers(2, 5)), int(rng.integers(2, 5))
    pads = tuple(
        Pad((column - (columns - 1) / 2) * step, (row - (rows - 1) / 2) * step, size, size, "round")
        for column in range(columns)
        for row in range(rows)
    )
    return Footprint(pads, (columns * step / 2, rows * step / 2), "array")


def _slab(style: Style, rng: np.random.Generator) -> Footprint:
    width, height = (float(rng.uniform(80, 220)), float(rng.uniform(60, 140)))
    hole = float(rng.uniform(20, 36)) if rng.random() < 0.5 else 0.0
    slab = Pad(
        0, 0, width, height, str(rng.choice(["rect", "octagon"])), hole, masked=bool(rng.random() < 0.7)
    )
    return Footprint((slab,), (width / 2 + 6, height / 2 + 6), "slab")


def _quarter_turn(part: Footprint) -> Footprint:
    pads = tuple(replace(pad, x=-pad.y, y=pad.x, width=pad.height, height=pad.width) for pad in part.pads)
    return Footprint(pads, (part.body[1], part.body[0]), part.kind)
