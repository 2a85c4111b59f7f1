"""Random streams and noise that depend on nothing but their keys."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]  # (H, W), about 0 or from 0 to 1


def rng_for(*keys: int) -> np.random.Generator:
    """A generator seeded by the keys alone; keys of one purpose are always equally many."""
    return np.random.default_rng(np.random.SeedSequence(keys))


def smooth_noise(rng: np.random.Generator, size: int, across: float, down: float) -> Plane:
    """Noise of unit spread, blurred by these sigmas in px, (size, size)."""
    margin = int(3 * max(across, down)) + 1
    coarse = max(1, int(min(across, down) / 4))
    side = (size + 2 * margin) // coarse + 1
    white = rng.standard_normal((side, side), dtype=np.float32)
    soft = cv2.GaussianBlur(white, (0, 0), sigmaX=max(across / coarse, 0.3), sigmaY=max(down / coarse, 0.3))
    soft = soft * np.float32(1 / max(float(soft.std()), 1e-6))
    if coarse > 1:
        soft = cv2.resize(soft, None, fx=coarse, fy=coarse, interpolation=cv2.INTER_LINEAR)
    return np.asarray(soft[margin : margin + size, margin : margin + size], np.float32)
