"""One small motion of the whole picture from the shifts of its patches; those on a defect do not pull it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inspector_app.imaging.arrays import Floats, Matrix
from inspector_app.imaging.measuring import PatchShifts
from inspector_app.imaging.patches import PatchSet

_SHARPEST = 0.08  # px; residuals below this are as good as none
_LEAST_EXPLAINED = 0.4
_WEAK = np.diag([1e-9, 1e-9, 1e-3, 1e-3])  # keeps the solution at rest where the patches tell nothing


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """A small motion in px of a level."""

    matrix: Matrix  # (2, 3): p -> p + offset
    residual: float  # px, robust rms over the patches
    inliers: float  # share of the patches that agree, by what they tell; 0 to 1


def fit_motion(patches: PatchSet, measured: PatchShifts, rounds: int) -> Motion:
    """Shift, rotation and scale by reweighted least squares, `rounds` times (Cauchy weights, squared)."""
    count = len(patches.centres)
    aims = (patches.whiten @ measured.shifts[:, :, None]).reshape(2 * count)
    trust = np.maximum(measured.explained, 1e-6) ** 2
    weights = trust * _near(aims, patches, measured)
    for _ in range(rounds):
        pull = patches.design.T * weights.repeat(2)
        motion = np.linalg.solve(pull @ patches.design + _WEAK, pull @ aims)
        errors = aims - patches.design @ motion
        squared = (errors * errors).reshape(count, 2).sum(axis=1)
        typical = float(np.sort(squared)[count // 2])
        weights = trust / (1 + squared / max(_SHARPEST**2, 2 * typical)) ** 2
    agree = (squared < max(0.06, 9 * typical)) & (measured.explained > _LEAST_EXPLAINED)
    residual = float(np.sqrt(squared[agree].mean())) if agree.any() else float("inf")
    across, down, scale, turn = motion.tolist()
    matrix = np.array([[1 + scale, -turn, across], [turn, 1 + scale, down]])
    return Motion(matrix, residual, float(patches.weights @ agree))


def _near(aims: Floats, patches: PatchSet, measured: PatchShifts) -> Floats:
    """First weights: patches that move like most; a minority with a motion of its own takes no part."""
    common = np.median(measured.shifts, axis=0)
    errors = (aims - patches.design[:, :2] @ common).reshape(-1, 2)
    squared = (errors * errors).sum(axis=1)
    typical = float(np.median(squared))
    return np.asarray(1 / (1 + squared / max(_SHARPEST**2, 2 * typical)) ** 2, np.float64)
