"""One small motion of the whole picture from the shifts of its patches; patches on a defect do not pull it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.patches import PatchSet, PatchShifts
from inspector_app.imaging.pyramid import Matrix

Floats: TypeAlias = NDArray[np.float64]

_ROUNDS = 4
_SHARPEST = 0.08  # px; residuals below this are as good as none


@dataclass(frozen=True, slots=True)
class Motion:
    """A small motion in px of a level: a point p of the golden shows what lies at p + offset(p)."""

    matrix: Matrix  # (2, 3): p -> p + offset(p)
    residual: float  # px, robust rms over the patches
    inliers: float  # share of the patches that agree, 0 to 1


def fit_motion(patches: PatchSet, measured: PatchShifts) -> Motion:
    """Shift, rotation and scale by reweighted least squares (Cauchy weights)."""
    rows = _design(patches.centres)
    pull = np.einsum("nik,nij->nkj", rows, patches.information)
    trust = np.maximum(measured.explained, 0) ** 2
    weights, motion = trust, np.zeros(4)
    distance = np.zeros(len(trust))
    for _ in range(_ROUNDS):
        normal = np.einsum("n,nkj,njl->kl", weights, pull, rows) + np.diag([1e-9, 1e-9, 1e-3, 1e-3])
        motion = np.linalg.solve(normal, np.einsum("n,nkj,nj->k", weights, pull, measured.shifts))
        distance = _distances(measured.shifts - rows @ motion, patches.information)
        scale = max(_SHARPEST, 1.5 * _weighted_median(distance, trust))
        weights = trust / (1 + (distance / scale) ** 2) ** 2
    agree = (distance < max(0.25, 3 * _weighted_median(distance, trust))) & (measured.explained > 0.4)
    residual = float(np.sqrt(np.mean(distance[agree] ** 2))) if agree.any() else float("inf")
    tx, ty, scale_part, turn = motion
    matrix = np.array([[1 + scale_part, -turn, tx], [turn, 1 + scale_part, ty]])
    return Motion(matrix, residual, float(agree.mean()))


def _design(centres: Floats) -> Floats:
    """(N, 2, 4): offset = shift + scale * p + turn * p rotated by a right angle."""
    rows = np.zeros((len(centres), 2, 4))
    rows[:, 0, 0] = rows[:, 1, 1] = 1
    rows[:, :, 2] = centres
    rows[:, 0, 3], rows[:, 1, 3] = -centres[:, 1], centres[:, 0]
    return rows


def _distances(errors: Floats, information: Floats) -> Floats:
    """Length of the errors, counting only the directions that a patch can tell."""
    return np.sqrt(np.maximum(np.einsum("ni,nij,nj->n", errors, information, errors), 0))


def _weighted_median(values: Floats, weights: Floats) -> float:
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return float(values[order[min(len(order) - 1, int(np.searchsorted(total, total[-1] / 2)))]])
