"""One small motion of the whole picture from the shifts of its patches; those on a defect do not pull it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from inspector_app.imaging.arrays import Floats, Matrix
from inspector_app.imaging.measuring import PatchShifts
from inspector_app.imaging.patches import PatchSet

_ROUNDS = 2  # more of them change nothing that can be measured
_SHARPEST = 0.08  # px; residuals below this are as good as none
_LEAST_EXPLAINED = 0.4
_WEAK = np.diag([1e-9, 1e-9, 1e-3, 1e-3])  # keeps the solution at rest where the patches tell nothing
_RIGID = _WEAK + np.diag([0.0, 0.0, 1e12, 0.0])  # and this one its scale
_FREE_AND_RIGID = np.stack((_WEAK, _RIGID))
_LEAST_GROWTH = (
    0.25  # px at the outermost patches; cameras hardly ever change their scale, patches always seem to
)


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """A small motion in px of a level."""

    matrix: Matrix  # (2, 3): p -> p + offset
    reach: float  # px that the patch which moves most moves
    residual: float  # px, robust rms over the patches
    inliers: float  # share of the patches that agree, by what they tell; 0 to 1


def fit_motion(patches: PatchSet, measured: PatchShifts) -> Motion:
    """Shift, rotation and (where it shows) scale by least squares, reweighted by Cauchy's rule, squared."""
    count = len(patches.centres)
    aims = (patches.whiten @ measured.shifts[:, :, None]).reshape(2 * count)
    trust = np.maximum(measured.explained, 1e-6) ** 2
    # first what most patches agree on: a minority with a motion of its own then takes no part
    motion: Floats = np.zeros(4)
    motion[:2] = np.sort(measured.shifts, axis=0)[count // 2]
    squared, typical = _errors(patches, aims, motion)
    for _ in range(_ROUNDS):
        weights = trust / (1 + squared / max(_SHARPEST**2, 2 * typical)) ** 2
        pull = patches.design.T * weights.repeat(2)
        normal, aim = pull @ patches.design, pull @ aims
        motion, rigid = np.linalg.solve(normal + _FREE_AND_RIGID, aim[:, None])[:, :, 0]
        if abs(motion[2]) * patches.radius < max(_LEAST_GROWTH, math.sqrt(typical)):
            motion = rigid
        squared, typical = _errors(patches, aims, motion)
    agree = (squared < max(0.06, 9 * typical)) & (measured.explained > _LEAST_EXPLAINED)
    residual = math.sqrt(squared[agree].mean()) if agree.any() else math.inf
    across, down, scale, turn = motion.tolist()
    matrix = np.array([[1 + scale, -turn, across], [turn, 1 + scale, down]])
    return Motion(matrix, _reach(matrix, patches), residual, float(patches.weights @ agree))


def _reach(matrix: Matrix, patches: PatchSet) -> float:
    """Upper bound: how far the middle moves, and how much farther a turn takes the outermost."""
    (a, b, across), (c, d, down) = matrix.tolist()
    x, y = patches.middle
    middle = math.hypot((a - 1) * x + b * y + across, c * x + (d - 1) * y + down)
    return middle + math.hypot(a - 1, c) * patches.radius


def _errors(patches: PatchSet, aims: Floats, motion: Floats) -> tuple[Floats, float]:
    """Squared error of each patch, in the directions that it tells, and their median."""
    errors: Floats = aims - patches.design @ motion
    errors *= errors
    squared = errors[::2] + errors[1::2]
    return squared, float(np.sort(squared)[len(squared) // 2])
