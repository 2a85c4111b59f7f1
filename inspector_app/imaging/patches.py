"""Patches of the golden that tell small shifts, chosen and prepared once.

In a patch the image is modelled as gain * golden + offset + shift . gradient(golden): linear in four numbers,
so one product with a basis made at golden time gives the sub-pixel shift whatever the light does there.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.arrays import FloatPlane, Floats, Gray

Corner: TypeAlias = tuple[int, int]  # left, top
Gradients: TypeAlias = tuple[FloatPlane, FloatPlane]  # across, down

_STROKE = 10  # px of the full image; print is drawn in strokes below this
_FAINT = 20  # gray levels; a fainter stroke can't pull
_FLAT = 6.0  # mean squared gradient; a patch below this shows noise and no edge
_MOST_INK = 0.08  # share of a patch
_NOISE = 3.0  # gray levels; a direction with less gradient than this tells nothing


@dataclass(frozen=True, slots=True, eq=False)
class PatchSet:
    """N patches of one level of the golden, `side` px each, left and top in `corners`."""

    factor: int
    side: int
    corners: NDArray[np.intp]  # (N, 2) x, y
    centres: Floats  # (N, 2) x, y in px of the level
    pixels: NDArray[np.float32]  # (N * side, side, 2): x, y of every pixel, patch after patch
    middle: tuple[float, float]  # x, y: mean of the centres
    radius: float  # px from the middle of the patches to the outermost
    basis: NDArray[np.float32]  # (N, 4, side * side): constant, golden, gradients; orthonormal
    unmix: NDArray[np.float32]  # (N, 4, 4): coefficients of the basis -> offset, gain, gain * shift
    whiten: Floats  # (N, 2, 2): weighs a shift's error by what the patch can tell of it, at most 1
    weights: Floats  # (N,) sum 1: how much each tells
    design: Floats  # (2 N, 4): whitened shifts that a shift (2), a scale and a turn of the picture cause


def choose_patches(golden: Gray, factor: int, side: int, count: int) -> PatchSet:
    """The `count` patches that tell shifts best, from each quarter of a golden's level."""
    height, width = golden.shape
    plane = cv2.GaussianBlur(golden, (3, 3), 0).astype(np.float32)
    gradients = np.gradient(plane, axis=1), np.gradient(plane, axis=0)
    margin = max(0, min(side // 4, (height - side) // 2, (width - side) // 2))
    grid = [(x, y) for y in _places(height, side, margin) for x in _places(width, side, margin)]
    solid = 1 - _thin_strokes(golden, factor)
    solid_gradients = gradients[0] * solid, gradients[1] * solid
    worth = np.array([_weakest_direction(solid_gradients, corner, side) for corner in grid])
    inked = np.array([_cut(solid, corner, side).mean() < 1 - _MOST_INK for corner in grid])
    best = _spread(grid, np.where(inked, worth * 0.01, worth), (width, height), count)
    steepness = gradients[0] ** 2 + gradients[1] ** 2
    telling = [index for index in best if _cut(steepness, grid[index], side).mean() > _FLAT] or best
    return _prepare([grid[index] for index in telling], golden, gradients, factor, side)


def _places(length: int, side: int, margin: int) -> list[int]:
    """Starts of patches, evenly spread, side by side or a little apart."""
    room = length - 2 * margin - side
    steps = max(1, (length - 2 * margin) // side)
    return [margin + (room * step) // max(1, steps - 1) for step in range(steps)]


def _thin_strokes(golden: Gray, factor: int) -> FloatPlane:
    """1 near strokes of a few px: mostly print, which is placed apart from the copper and would pull."""
    across = max(3, round(_STROKE / factor) | 1)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (across, across))
    bright = cv2.morphologyEx(golden, cv2.MORPH_TOPHAT, kernel)
    dark = cv2.morphologyEx(golden, cv2.MORPH_BLACKHAT, kernel)
    strokes = (np.maximum(bright, dark) > _FAINT).astype(np.uint8)
    thin = cv2.dilate(strokes, np.ones((3, 3), np.uint8))
    return np.asarray(thin, np.float32)


def _weakest_direction(gradients: Gradients, corner: Corner, side: int) -> float:
    """Gradient energy along the direction that has least of it: a lone straight edge is worth nothing."""
    gx, gy = (_cut(plane, corner, side) for plane in gradients)
    xx, xy, yy = float(gx @ gx), float(gx @ gy), float(gy @ gy)
    return (xx + yy) / 2 - float(np.hypot((xx - yy) / 2, xy))


def _spread(grid: list[Corner], worth: Floats, size: tuple[int, int], count: int) -> list[int]:
    """Indices of the best patches, taken from the quarters in turn: rotation needs a long base."""
    quarters: list[list[int]] = [[], [], [], []]
    for index in np.argsort(-worth, kind="stable").tolist():
        x, y = grid[index]
        quarters[2 * (2 * y >= size[1]) + (2 * x >= size[0])].append(index)
    turns = (quarter[place] for place in range(len(grid)) for quarter in quarters if place < len(quarter))
    return sorted(itertools.islice(turns, count))


def _cut(plane: NDArray[np.generic], corner: Corner, side: int) -> Floats:
    return plane[corner[1] : corner[1] + side, corner[0] : corner[0] + side].ravel().astype(np.float64)


def _prepare(grid: list[Corner], golden: Gray, gradients: Gradients, factor: int, side: int) -> PatchSet:
    parts = np.ones(golden.shape), golden, *gradients
    models = np.stack([np.stack([_cut(part, corner, side) for part in parts], axis=1) for corner in grid])
    basis, mix = np.linalg.qr(models)
    # so that a positive coefficient means "like the golden"
    signs = np.where(np.diagonal(mix, axis1=1, axis2=2) < 0, -1.0, 1.0)
    basis, mix = basis * signs[:, None, :], mix * signs[:, :, None]
    gradient = mix[:, 2:, 2:] / side
    corners = np.array(grid, np.intp)
    centres = np.asarray(corners + (side - 1) / 2, np.float64)
    whiten = _root(np.swapaxes(gradient, 1, 2) @ gradient)
    told = (whiten * whiten).sum(axis=(1, 2))
    return PatchSet(
        factor,
        side,
        corners,
        centres,
        _pixels(corners, side),
        (float(centres[:, 0].mean()), float(centres[:, 1].mean())),
        _radius(centres),
        np.ascontiguousarray(basis.transpose(0, 2, 1), np.float32),
        np.linalg.inv(mix + np.eye(4) * 1e-6).astype(np.float32),
        whiten,
        told / max(told.sum(), 1e-9),
        (whiten @ _design(centres)).reshape(-1, 4),
    )


def _pixels(corners: NDArray[np.intp], side: int) -> NDArray[np.float32]:
    down, across = np.mgrid[:side, :side]
    within = np.stack((across, down), axis=2)
    return np.asarray(corners[:, None, None, :] + within, np.float32).reshape(-1, side, 2)


def _root(information: Floats) -> Floats:
    """Square root of S / (S + noise), direction by direction."""
    values, vectors = np.linalg.eigh(information)
    values = np.maximum(values, 0)
    roots = np.sqrt(values / (values + _NOISE**2))
    return np.asarray(roots[:, :, None] * np.swapaxes(vectors, 1, 2), np.float64)


def _design(centres: Floats) -> Floats:
    """(N, 2, 4): offset = shift + scale * p + turn * (p turned by a right angle)."""
    rows = np.zeros((len(centres), 2, 4))
    rows[:, 0, 0] = rows[:, 1, 1] = 1
    rows[:, :, 2] = centres
    rows[:, 0, 3], rows[:, 1, 3] = -centres[:, 1], centres[:, 0]
    return rows


def _radius(centres: Floats) -> float:
    return float(np.hypot(*(centres - centres.mean(axis=0)).T).max())
