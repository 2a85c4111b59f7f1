"""What a surface looks like cell by cell, where nothing lies at the same place on two parts."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.arrays import FloatPlane, Gray

TEXTURE_CELL = 8
"""px; the features of one cell speak of about twice as much."""

TEXTURE_SQUARES = (1, 2, 4)
"""Sides in cells over which features are averaged, each with limits of its own."""

_LIGHT_CELLS = 16  # px of the grid on which the light is smoothed
_LIGHT_SIGMA = 4.0  # of that grid; what is larger is light and not a stain
_LEAST_ENERGY = 0.1  # per cent squared: below it there is noise only

Features = NDArray[np.float32]  # (h, w, features)


def texture_features(image: Gray) -> Features:
    """Mean, contrast in three bands, brightest, darkest and gradients of each cell, in per cent of the light.

    Averages over cells, so that where a thread or a grain lies does not matter.
    """
    levels = _relit(image)
    smooth = [
        levels,
        *(np.asarray(cv2.GaussianBlur(levels, (0, 0), sigma), np.float32) for sigma in (1, 2, 4)),
    ]
    planes = [_cells(levels)]
    for finer, coarser in pairwise(smooth):
        planes.append(_root(_cells((finer - coarser) ** 2)))
    planes += _extremes(smooth[1])
    planes += [plane for level in smooth[1:3] for plane in _gradients(level)]
    return np.ascontiguousarray(np.stack(planes, axis=2), np.float32)


def square_features(features: Features) -> tuple[Features, ...]:
    """The features averaged over squares of each size; the outermost cells are left out."""
    return tuple(
        np.asarray(_averaged(features, side)[1:-1, 1:-1], np.float32) if side > 1 else features[1:-1, 1:-1]
        for side in TEXTURE_SQUARES
    )


def _averaged(features: Features, side: int) -> Features:
    """Box average, plane by plane: OpenCV's own takes four planes at most."""
    return np.stack([cv2.blur(plane, (side, side)) for plane in np.moveaxis(features, 2, 0)], axis=2)


def _relit(image: Gray) -> FloatPlane:
    """Per cent above or below the light around."""
    height, width = image.shape
    grid = (max(1, width // _LIGHT_CELLS), max(1, height // _LIGHT_CELLS))
    coarse = cv2.resize(image, grid, interpolation=cv2.INTER_AREA).astype(np.float32)
    light = cv2.resize(
        cv2.GaussianBlur(coarse, (0, 0), _LIGHT_SIGMA), (width, height), interpolation=cv2.INTER_LINEAR
    )
    return np.asarray(image / np.maximum(light, 1.0) * np.float32(100) - np.float32(100), np.float32)


def _cells(plane: FloatPlane) -> FloatPlane:
    height, width = plane.shape
    size = (width // TEXTURE_CELL, height // TEXTURE_CELL)
    even = plane[: size[1] * TEXTURE_CELL, : size[0] * TEXTURE_CELL]
    return np.asarray(cv2.resize(even, size, interpolation=cv2.INTER_AREA), np.float32)


def _root(energy: FloatPlane) -> FloatPlane:
    return np.asarray(np.sqrt(energy + np.float32(_LEAST_ENERGY)), np.float32)


def _extremes(plane: FloatPlane) -> list[FloatPlane]:
    """Brightest and darkest of each cell."""
    rows, columns = (side // TEXTURE_CELL for side in plane.shape)
    blocks = plane[: rows * TEXTURE_CELL, : columns * TEXTURE_CELL].reshape(
        rows, TEXTURE_CELL, columns, TEXTURE_CELL
    )
    return [np.asarray(blocks.max(axis=(1, 3))), np.asarray(blocks.min(axis=(1, 3)))]


def _gradients(plane: FloatPlane) -> list[FloatPlane]:
    """Strength across and down, and how far they go together: the structure tensor."""
    across, down = cv2.Sobel(plane, cv2.CV_32F, 1, 0), cv2.Sobel(plane, cv2.CV_32F, 0, 1)
    xx, yy, xy = _cells(across * across), _cells(down * down), _cells(across * down)
    return [_root(xx), _root(yy), np.asarray(xy / np.sqrt(xx + yy + 1), np.float32)]
