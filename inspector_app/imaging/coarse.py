"""Where the golden lies in the image, roughly: whitened correlation of four windows against the golden's.

Four corner windows instead of the whole picture: their sum tells the shift, and how they differ from each other
tells the rotation, at the price of one transform of the whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.gray import Gray
from inspector_app.imaging.pyramid import Matrix

Plane: TypeAlias = NDArray[np.float32]

_MAX_SHIFT = 12  # px of the coarse level searched either way; 48 px of a 640-px image
_WINDOW_PLAY = 3  # a window may move this much against the whole: 2 degrees and some
_HIGHEST = 0.3  # cycles a pixel; above this the coarse level holds noise and aliases


@dataclass(frozen=True, slots=True)
class CoarseReference:
    """What the coarse search needs of a golden: four windows, their taper and their whitened spectra."""

    corners: tuple[tuple[int, int], ...]  # left, top of each window
    size: tuple[int, int]  # width, height of a window
    taper: Plane
    spectra: tuple[Plane, ...]
    centres: NDArray[np.float64]  # (4, 2) x, y


def prepare_coarse(golden: Gray) -> CoarseReference:
    """Windows and spectra of a golden at the coarse level."""
    height, width = golden.shape
    size = (_fast_size(width // 2), _fast_size(height // 2))
    corners = tuple((x, y) for y in (0, height - size[1]) for x in (0, width - size[0]))
    taper = np.outer(np.hanning(size[1]), np.hanning(size[0])).astype(np.float32)
    spectra = tuple(_whitened(_window(golden, corner, size, taper)) for corner in corners)
    centres = np.array(corners, float) + (np.array(size) - 1) / 2
    return CoarseReference(corners, size, taper, spectra, centres)


def locate(image: Gray, reference: CoarseReference, guesses: int = 1) -> list[Matrix]:
    """Transforms golden -> image at the coarse level, the likeliest first, then pure shifts by falling peak."""
    windows = np.stack([_correlate(image, reference, index) for index in range(4)])
    whole = cv2.GaussianBlur(windows.sum(axis=0), (3, 3), 0.8)
    found: list[Matrix] = []
    for _ in range(guesses):
        _, _, _, (column, row) = cv2.minMaxLoc(whole)
        found.append(_from_windows(windows, row, column, reference.centres))
        if guesses > 1:
            found.append(np.array([[1.0, 0, column - _radius(windows)[1]], [0, 1.0, row - _radius(windows)[0]]]))
            whole[max(0, row - 2) : row + 3, max(0, column - 2) : column + 3] = -np.inf
    return found


def _fast_size(size: int) -> int:
    while cv2.getOptimalDFTSize(size) != size or size % 2:
        size -= 1
    return size


def _window(image: Gray, corner: tuple[int, int], size: tuple[int, int], taper: Plane) -> Plane:
    left, top = corner
    cut = image[top : top + size[1], left : left + size[0]]
    mean = cv2.mean(cut)[0]
    return np.asarray((cut - np.float32(mean)) * taper, np.float32)


def _whitened(window: Plane) -> Plane:
    """Spectrum of the golden divided by its own power: the product with an image's is then a phase correlation."""
    spectrum = np.fft.rfft2(window.astype(np.float64))
    height, width = window.shape
    frequency = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None, :])
    power = np.abs(spectrum) ** 2
    band = np.exp(-((frequency / _HIGHEST) ** 4)) * (1 - np.exp(-((frequency / 0.03) ** 2)))
    kernel = np.fft.irfft2(spectrum * band / (power + 0.05 * power.mean()), s=window.shape)
    return np.asarray(cv2.dft((kernel / max(float(band.mean()), 1e-9)).astype(np.float32)), np.float32)


def _correlate(image: Gray, reference: CoarseReference, index: int) -> Plane:
    """Correlation of one window, zero shift in the middle."""
    window = _window(image, reference.corners[index], reference.size, reference.taper)
    product = cv2.mulSpectrums(cv2.dft(window), reference.spectra[index], 0, conjB=True)
    surface = cv2.dft(product, flags=cv2.DFT_INVERSE | cv2.DFT_SCALE | cv2.DFT_REAL_OUTPUT)
    rows, columns = (min(_MAX_SHIFT, side // 2 - 1) for side in surface.shape)
    tall = np.concatenate((surface[-rows:], surface[: rows + 1]))
    return np.concatenate((tall[:, -columns:], tall[:, : columns + 1]), axis=1)


def _radius(windows: NDArray[np.float32]) -> tuple[int, int]:
    return windows.shape[1] // 2, windows.shape[2] // 2


def _from_windows(windows: NDArray[np.float32], row: int, column: int, centres: NDArray[np.float64]) -> Matrix:
    """Rotation and shift from each window's own peak near the common one."""
    top, left = max(0, row - _WINDOW_PLAY), max(0, column - _WINDOW_PLAY)
    near = windows[:, top : row + _WINDOW_PLAY + 1, left : column + _WINDOW_PLAY + 1]
    peaks = near.reshape(4, -1).argmax(axis=1)
    rows, columns = np.divmod(peaks, near.shape[2])
    rows, columns = rows + top, columns + left
    weights = np.maximum(near.reshape(4, -1).max(axis=1), 1e-6) ** 2
    shifts = np.stack([_refine(w, r, c) for w, r, c in zip(windows, rows, columns, strict=True)])
    return _rigid(centres, shifts - np.array(_radius(windows))[::-1], weights / weights.sum())


def _refine(window: Plane, row: int, column: int) -> NDArray[np.float64]:
    """The peak's (x, y) by a parabola through its neighbours."""
    height, width = window.shape
    if not (0 < row < height - 1 and 0 < column < width - 1):
        return np.array([column, row], float)
    return np.array([
        column + _vertex(*window[row, column - 1 : column + 2]),
        row + _vertex(*window[row - 1 : row + 2, column]),
    ])


def _vertex(before: float, at: float, after: float) -> float:
    bend = before - 2 * at + after
    return 0.0 if bend >= 0 else float(np.clip(0.5 * (before - after) / bend, -0.5, 0.5))


def _rigid(points: NDArray[np.float64], shifts: NDArray[np.float64], weights: NDArray[np.float64]) -> Matrix:
    """Least-squares rotation (small) and shift that move points by shifts."""
    middle, mean = weights @ points, weights @ shifts
    arm, turn = points - middle, shifts - mean
    spread = float(weights @ (arm**2).sum(axis=1))
    angle = float(weights @ (arm[:, 0] * turn[:, 1] - arm[:, 1] * turn[:, 0])) / spread
    angle = float(np.clip(angle, -0.06, 0.06))
    rotation = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.hstack([rotation, (middle + mean - rotation @ middle)[:, None]])
