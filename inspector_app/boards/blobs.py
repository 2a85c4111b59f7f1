"""Irregular shapes for defects: nothing that goes wrong on a board is a circle."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.boards.sheet import Mask

_SHIFT = 4


def blob(
    size: int, centre: tuple[float, float], axes: tuple[float, float], angle: float, rng: np.random.Generator
) -> Mask:
    """A filled irregular outline on a size x size mask; half axes in mask px, angle in radians."""
    around = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    if rng.random() < 0.3:
        around = np.sort(rng.uniform(0, 2 * np.pi, int(rng.integers(7, 13))))
        radius = rng.uniform(0.65, 1.15, around.size)
    else:
        radius = np.ones(48)
        for wave in range(2, 7):
            radius += float(rng.normal(0, 0.28 / wave)) * np.cos(wave * around + float(rng.uniform(0, 6.3)))
        if rng.random() < 0.35:  # eaten rather than flowed
            radius += rng.uniform(-0.22, 0.22, 48)
        radius = np.clip(radius, 0.45, 1.4)
    along, across = axes[0] * radius * np.cos(around), axes[1] * radius * np.sin(around)
    return _filled(size, centre, along, across, angle)


def strip(
    size: int, ends: tuple[tuple[float, float], tuple[float, float]], width: float, rng: np.random.Generator
) -> Mask:
    """A ragged band between two points, about `width` mask px wide."""
    (x1, y1), (x2, y2) = ends
    length = float(np.hypot(x2 - x1, y2 - y1))
    steps = max(3, int(length / 6))
    along = np.linspace(-length / 2, length / 2, steps)
    bow = float(rng.normal(0, 0.12)) * width * np.cos(np.linspace(-np.pi / 2, np.pi / 2, steps))
    left = bow + width / 2 * rng.uniform(0.75, 1.25, steps)
    right = bow - width / 2 * rng.uniform(0.75, 1.25, steps)
    angle = float(np.arctan2(y2 - y1, x2 - x1))
    centre = ((x1 + x2) / 2, (y1 + y2) / 2)
    return _filled(
        size, centre, np.concatenate([along, along[::-1]]), np.concatenate([left, right[::-1]]), angle
    )


def _filled(
    size: int,
    centre: tuple[float, float],
    along: NDArray[np.float64],
    across: NDArray[np.float64],
    angle: float,
) -> Mask:
    cosine, sine = np.cos(angle), np.sin(angle)
    outline = np.stack(
        [centre[0] + along * cosine - across * sine, centre[1] + along * sine + across * cosine], axis=1
    )
    mask: Mask = np.zeros((size, size), np.uint8)
    cv2.fillPoly(mask, [np.round(outline * (1 << _SHIFT)).astype(np.int32)], 255, cv2.LINE_8, _SHIFT)
    return mask
