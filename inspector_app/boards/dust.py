"""Specks and fibres on a board. They are not defects: grey, soft, half transparent, unlike copper."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray


def strew(scene: NDArray[np.uint8], count: int, rng: np.random.Generator, opacity: float = 1.0) -> None:
    """Lay dust on the scene (H x W x 3, changed in place)."""
    for _ in range(count):
        x, y = (int(value) for value in rng.integers(16, min(scene.shape[:2]) - 16, 2))
        cover = _fibre(rng) if rng.random() < 0.4 else _speck(rng)
        _lay(scene[y - 14 : y + 14, x - 14 : x + 14], cover, opacity * float(rng.uniform(0.3, 0.75)), rng)


def _speck(rng: np.random.Generator) -> NDArray[np.uint8]:
    cover = np.zeros((28, 28), np.uint8)
    axes = (int(rng.integers(16, 70)), int(rng.integers(16, 56)))  # sixteenths of a px: 2 to 9 px across
    cv2.ellipse(cover, (14 << 4, 14 << 4), axes, float(rng.uniform(0, 180)), 0, 360, 255, -1, cv2.LINE_AA, 4)
    return cover


def _fibre(rng: np.random.Generator) -> NDArray[np.uint8]:
    cover = np.zeros((28, 28), np.uint8)
    start, bend = float(rng.uniform(0, 6.3)), float(rng.normal(0, 1.0))
    steps = np.linspace(-5, 5, 8)
    turned = start + bend * steps / 5
    path = np.stack([14 + steps * np.cos(turned), 14 + steps * np.sin(turned)], axis=1)
    cv2.polylines(cover, [np.round(path * 16).astype(np.int32)], False, 255, 1, cv2.LINE_AA, 4)
    return cover


def _lay(
    patch: NDArray[np.uint8], cover: NDArray[np.uint8], opacity: float, rng: np.random.Generator
) -> None:
    grey = float(rng.uniform(60, 210))
    alpha = cv2.GaussianBlur(cover, (0, 0), 0.9).astype(np.float32)[..., None] * np.float32(opacity / 255)
    patch[:] = np.round(patch + alpha * (grey - patch.astype(np.float32))).astype(np.uint8)
