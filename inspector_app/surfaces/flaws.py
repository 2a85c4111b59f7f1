"""Flaws of surfaces: where each lies, and how strongly it shows."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.domain.geometry import Box
from inspector_app.surfaces.noise import Plane, smooth_noise

FLAWS: dict[str, tuple[str, ...]] = {
    "metal": ("scratch", "stain", "hole"),
    "fabric": ("stain", "hole", "misweave"),
    "tiles": ("scratch", "stain", "hole"),
}
"""What can be wrong with each material. A misweave is drawn with the weave itself."""

_EDGE = 40  # px at the rim in which no flaw begins


def draw_flaw(kind: str, size: int, rng: np.random.Generator) -> Plane:
    """The change of brightness by a flaw, (size, size): 0 without. ValueError for one that isn't laid on."""
    if kind not in _DRAW:
        raise ValueError(f"no such flaw: {kind}")
    return _DRAW[kind](size, rng)


def draw_slip(size: int, rng: np.random.Generator) -> Plane:
    """A misweave: by how many threads the pattern is out of step, within a patch or along a stretch of one thread."""
    if rng.random() < 0.5:
        cover = _ellipse(size, rng, (18.0, 45.0), (10.0, 30.0))
    else:
        cover = np.zeros((size, size), np.float32)
        x, y = rng.integers(_EDGE, size - _EDGE, 2)
        length, width = int(rng.integers(40, 150)), int(rng.integers(6, 12))
        cover[y : y + length, x : x + width] = 1
    return np.asarray(cover * float(rng.uniform(0.5, 1.0)) * float(rng.choice([-1, 1])), np.float32)


def covered_by(change: Plane) -> NDArray[np.uint8]:
    """Where it is changed visibly: 1, elsewhere 0."""
    return (np.abs(change) > 0.25 * float(np.abs(change).max())).astype(np.uint8)


def box_of(change: Plane) -> Box:
    """The tight box of what is changed visibly."""
    left, top, width, height = cv2.boundingRect(covered_by(change))
    return Box(float(left), float(top), float(left + width), float(top + height))


def _scratch(size: int, rng: np.random.Generator) -> Plane:
    length, angle = float(np.exp(rng.uniform(np.log(25), np.log(140)))), float(rng.uniform(0, np.pi))
    along = np.linspace(-0.5, 0.5, 24) * length
    bow = float(rng.normal(0, 0.06)) * length * (1 - (2 * along / length) ** 2)
    at = rng.uniform(_EDGE, size - _EDGE, 2)
    x = at[0] + along * np.cos(angle) - bow * np.sin(angle)
    y = at[1] + along * np.sin(angle) + bow * np.cos(angle)
    path = np.round(np.stack([x, y], axis=1) * 16).astype(np.int32)
    line = np.zeros((size, size), np.uint8)
    cv2.polylines(line, [path], False, 255, int(rng.integers(1, 4)), cv2.LINE_AA, 4)
    soft = cv2.GaussianBlur(line.astype(np.float32) / 255, (0, 0), 0.7)
    return np.asarray(soft * float(rng.uniform(0.1, 0.35)) * float(rng.choice([-1, 1])), np.float32)


def _stain(size: int, rng: np.random.Generator) -> Plane:
    cover = cv2.GaussianBlur(
        _ellipse(size, rng, (10.0, 45.0), (8.0, 30.0)), (0, 0), float(rng.uniform(1.5, 5))
    )
    cloudy = 1 + 0.25 * smooth_noise(rng, size, 6, 6)
    return np.asarray(cover * cloudy * -float(rng.uniform(0.05, 0.2)), np.float32)


def _hole(size: int, rng: np.random.Generator) -> Plane:
    cover = cv2.GaussianBlur(_ellipse(size, rng, (3.0, 10.0), (2.5, 8.0)), (0, 0), 0.8)
    return np.asarray(cover * -float(rng.uniform(0.15, 0.4)), np.float32)


def _ellipse(
    size: int, rng: np.random.Generator, long: tuple[float, float], short: tuple[float, float]
) -> Plane:
    """An irregular patch, 0 or 1."""
    around = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    radius = np.ones(40)
    for wave in range(2, 6):
        radius += float(rng.normal(0, 0.2 / wave)) * np.cos(wave * around + float(rng.uniform(0, 6.3)))
    turn, at = float(rng.uniform(0, np.pi)), rng.uniform(_EDGE, size - _EDGE, 2)
    a, b = (
        float(rng.uniform(*long)) * radius * np.cos(around),
        float(rng.uniform(*short)) * radius * np.sin(around),
    )
    x, y = at[0] + a * np.cos(turn) - b * np.sin(turn), at[1] + a * np.sin(turn) + b * np.cos(turn)
    patch = np.zeros((size, size), np.uint8)
    cv2.fillPoly(patch, [np.round(np.stack([x, y], axis=1) * 16).astype(np.int32)], 1, cv2.LINE_8, 4)
    return np.asarray(patch, np.float32)


_DRAW: dict[str, Callable[[int, np.random.Generator], Plane]] = {
    "scratch": _scratch,
    "stain": _stain,
    "hole": _hole,
}
