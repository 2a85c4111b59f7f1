"""Brushed metal, woven fabric and tiles: each surface a style of its own, each part a fresh piece of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from inspector_app.surfaces.noise import Plane, rng_for, smooth_noise

MATERIALS = ("metal", "fabric", "tiles")
_VALIDATION, _HELD_OUT = 2, 3


@dataclass(frozen=True, slots=True)
class Surface:
    """One product: its material, and the seed that all its parts share."""

    material: str
    seed: int
    size_px: int = 448

    @property
    def kind(self) -> int:
        """The number of its material, for seeding."""
        return MATERIALS.index(self.material)

    def __post_init__(self) -> None:
        if self.material not in MATERIALS:
            raise ValueError(f"no such material: {self.material}; there are {', '.join(MATERIALS)}")


def validation_surface(material: str, number: int) -> Surface:
    """Surface `number` of the family that choices are made on."""
    return Surface(material, _VALIDATION * 1_000_000 + number)


def held_out_surface(material: str, number: int) -> Surface:
    """Surface `number` of the family that is only ever measured on."""
    return Surface(material, _HELD_OUT * 1_000_000 + number)


def draw_texture(surface: Surface, part: int) -> Plane:
    """Brightness of one part's surface, (size, size) about 0.2 to 0.8, without flaws, light or camera."""
    style, piece = streams_of(surface, part)
    return _DRAW[surface.material](style, piece, surface.size_px)


def streams_of(surface: Surface, part: int) -> tuple[np.random.Generator, np.random.Generator]:
    """What the style of a surface is drawn from, and what this part of it is drawn from."""
    return rng_for(surface.kind, surface.seed), rng_for(7, surface.kind, surface.seed, part)


def weave(
    style: np.random.Generator, piece: np.random.Generator, size: int, *, slip: Plane | None = None
) -> Plane:
    """Warp and weft threads over and under each other; slip: by how many threads the pattern is moved."""
    pitch, twill = float(style.uniform(7, 13)), int(style.integers(1, 4))
    tone, relief = float(style.uniform(0.35, 0.6)), float(style.uniform(0.1, 0.2))
    angle = float(style.normal(0, 0.03) + piece.normal(0, 0.004))
    ys, xs = np.mgrid[0:size, 0:size].astype(np.float32)
    x = (xs * np.cos(angle) + ys * np.sin(angle)) / pitch + float(piece.uniform(0, 6))
    y = (ys * np.cos(angle) - xs * np.sin(angle)) / pitch + float(piece.uniform(0, 6))
    wander = 0.06 * smooth_noise(piece, size, 30, 30)
    x, y = x + wander, y + 0.06 * smooth_noise(piece, size, 30, 30)
    if slip is not None:
        x = x + slip
    column, row = np.floor(x), np.floor(y)
    over = ((column + row * (1 if twill < 3 else 2)) % (twill + 1)) < 1
    warp = np.sin(np.pi * (x - column)) * (0.75 + 0.25 * np.sin(np.pi * (y - row)))
    weft = np.sin(np.pi * (y - row)) * (0.75 + 0.25 * np.sin(np.pi * (x - column)))
    thread = np.where(over, warp, weft)
    yarns = piece.normal(0, 0.05, 512)
    uneven = np.where(over, yarns[column.astype(int) % 512], yarns[(row.astype(int) + 200) % 512])
    fibres = 0.025 * smooth_noise(piece, size, 0.8, 0.8)
    return np.asarray(tone + relief * (thread - 0.6) + tone * uneven + fibres, np.float32)


def _metal(style: np.random.Generator, piece: np.random.Generator, size: int) -> Plane:
    tone, grain = float(style.uniform(0.45, 0.62)), float(style.uniform(0.02, 0.05))
    long_px = float(style.uniform(25, 70))
    lines = smooth_noise(piece, size, long_px, 0.6) + 0.6 * smooth_noise(piece, size, long_px / 3, 1.2)
    bands = smooth_noise(piece, size, 120, float(style.uniform(8, 20)))
    sheen = smooth_noise(piece, size, 150, 150)
    return np.asarray(tone + grain * lines + 0.012 * bands + 0.02 * sheen, np.float32)


def _fabric(style: np.random.Generator, piece: np.random.Generator, size: int) -> Plane:
    return weave(style, piece, size)


def _tiles(style: np.random.Generator, piece: np.random.Generator, size: int) -> Plane:
    pitch, joint = float(style.uniform(90, 150)), float(style.uniform(4, 8))
    tone, grout = float(style.uniform(0.5, 0.68)), float(style.uniform(0.25, 0.42))
    speckle = float(style.uniform(0.015, 0.04))
    grain = float(style.uniform(1.0, 2.5))
    ys, xs = np.mgrid[0:size, 0:size].astype(np.float32)
    x, y = (xs + float(piece.uniform(0, pitch))) / pitch, (ys + float(piece.uniform(0, pitch))) / pitch
    edge = np.minimum(np.abs(x - np.round(x)), np.abs(y - np.round(y))) * pitch
    tones = piece.normal(0, 0.025, (16, 16))
    each = tones[np.floor(y).astype(int) % 16, np.floor(x).astype(int) % 16]
    ragged = 0.5 * smooth_noise(piece, size, 4, 4)
    cover = 1 / (1 + np.exp(-(edge - joint / 2 + ragged) * 1.8))
    body = tone + each + speckle * smooth_noise(piece, size, grain, grain)
    cement = grout + 0.03 * smooth_noise(piece, size, 1.2, 1.2)
    return np.asarray(
        cv2.blendLinear(
            body.astype(np.float32), cement, cover.astype(np.float32), 1 - cover.astype(np.float32)
        ),
        np.float32,
    )


_DRAW: dict[str, Callable[[np.random.Generator, np.random.Generator, int], Plane]] = {
    "metal": _metal,
    "fabric": _fabric,
    "tiles": _tiles,
}
