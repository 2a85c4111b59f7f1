"""Patches of the golden that tell small shifts, and what an almost aligned image says at each of them.

In a patch the image is modelled as gain * golden + offset + shift . gradient(golden): linear in four numbers,
so one product with a basis made at golden time gives the sub-pixel shift whatever the light does there, and the
plain correlation beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.gray import Gray

Floats: TypeAlias = NDArray[np.float64]

_NOISE = 3.0  # gray levels; a direction with less gradient than this tells nothing


@dataclass(frozen=True, slots=True)
class PatchSet:
    """N patches of one level of the golden; `side` px each, at (top, left)."""

    factor: int
    side: int
    tops: NDArray[np.intp]
    lefts: NDArray[np.intp]
    centres: Floats  # (N, 2) x, y in px of the level
    basis: NDArray[np.float32]  # (N, 4, side * side): constant, golden, gradients; orthonormal
    unmix: NDArray[np.float32]  # (N, 4, 4) basis coefficients -> constant, gain, shift x gain (x, y)
    information: Floats  # (N, 2, 2) how well each direction is told, 0 to 1


@dataclass(frozen=True, slots=True)
class PatchShifts:
    """What the image says at each patch: its content lies at golden position + shift."""

    shifts: Floats  # (N, 2) px of the level
    correlation: Floats  # (N,) -1 to 1, before the shift
    explained: Floats  # (N,) 0 to 1, after it; low where a defect lies


def choose_patches(golden: Gray, factor: int, side: int, count: int) -> PatchSet:
    """The `count` patches that tell shifts best, spread over the picture, from a golden at a level."""
    height, width = golden.shape
    plane = cv2.GaussianBlur(golden, (3, 3), 0).astype(np.float32)
    across, down = np.gradient(plane, axis=1), np.gradient(plane, axis=0)
    margin = min(side // 4, (height - side) // 2, (width - side) // 2)
    tops = _places(height, side, margin)
    lefts = _places(width, side, margin)
    grid = [(top, left) for top in tops for left in lefts]
    worth = [_weakest_direction(across, down, top, left, side) for top, left in grid]
    kept = sorted(sorted(range(len(grid)), key=lambda index: -worth[index])[:count])
    return _patch_set([grid[index] for index in kept], golden, (across, down), factor, side)


def _places(length: int, side: int, margin: int) -> list[int]:
    """Starts of patches, evenly spread, hardly overlapping."""
    room = length - 2 * margin - side
    steps = max(1, (length - 2 * margin) // side)
    return [margin + (room * step) // max(1, steps - 1) for step in range(steps)]


def _weakest_direction(across: NDArray[np.float32], down: NDArray[np.float32], top: int, left: int, side: int) -> float:
    cut = np.s_[top : top + side, left : left + side]
    gx, gy = across[cut].ravel(), down[cut].ravel()
    xx, xy, yy = float(gx @ gx), float(gx @ gy), float(gy @ gy)
    return (xx + yy) / 2 - float(np.hypot((xx - yy) / 2, xy))


def _patch_set(
    grid: list[tuple[int, int]], golden: Gray, gradients: tuple[NDArray[np.float32], NDArray[np.float32]],
    factor: int, side: int,
) -> PatchSet:
    bases, unmixes, informations = [], [], []
    for top, left in grid:
        cut = np.s_[top : top + side, left : left + side]
        columns = [np.ones(side * side), golden[cut].ravel(), gradients[0][cut].ravel(), gradients[1][cut].ravel()]
        basis, mix = np.linalg.qr(np.stack(columns, axis=1).astype(np.float64))
        signs = np.where(np.diag(mix) < 0, -1.0, 1.0)  # so that a positive coefficient means "like the golden"
        basis, mix = basis * signs, mix * signs[:, None]
        bases.append(basis.T)
        unmixes.append(np.linalg.inv(mix + np.eye(4) * 1e-6))
        gradient = mix[2:, 2:]
        informations.append(gradient.T @ gradient / (side * side))
    positions = np.array(grid, np.intp).reshape(-1, 2)
    information = np.array(informations)
    return PatchSet(
        factor, side, positions[:, 0], positions[:, 1], positions[:, ::-1] + (side - 1) / 2,
        np.array(bases, np.float32), np.array(unmixes, np.float32),
        information @ np.linalg.inv(information + np.eye(2) * _NOISE**2),
    )


def measure_patches(aligned: Gray, patches: PatchSet) -> PatchShifts:
    """Shifts and correlations of an image already brought into the golden's frame, at the patches' level."""
    side = patches.side
    windows = np.lib.stride_tricks.sliding_window_view(aligned, (side, side))
    pixels = windows[patches.tops, patches.lefts].reshape(-1, side * side, 1).astype(np.float32)
    found = (patches.basis @ pixels)[:, :, 0]
    energy = np.einsum("npk,npk->n", pixels, pixels, dtype=np.float64)
    spread = np.maximum(energy - found[:, 0].astype(np.float64) ** 2, side * side * 0.5)
    constants = np.einsum("nij,nj->ni", patches.unmix, found).astype(np.float64)
    gain = np.where(constants[:, 1] > 0.1, constants[:, 1], np.inf)
    return PatchShifts(
        shifts=np.clip(constants[:, 2:] / gain[:, None], -2, 2),
        correlation=found[:, 1] / np.sqrt(spread),
        explained=(found[:, 1:].astype(np.float64) ** 2).sum(axis=1) / spread,
    )
