"""Where the golden lies in the image, roughly: whitened correlation of four windows against the golden's.

Four corner windows instead of the whole picture: their sum tells the shift, and how they differ from each
other tells the rotation, at the price of one transform of the whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.arrays import FloatPlane, Floats, Gray, Matrix

_MAX_SHIFT = 12  # px of the coarse level searched either way: 48 px of a 640-px image
_PLAY = 3  # px that a window's own peak may lie from the common one: 2 degrees and some
_BAND = (0.03, 0.3)  # cycles a pixel; below is light, above is noise
_MAX_TURN = 0.06  # radians


@dataclass(frozen=True, slots=True, eq=False)
class CoarseReference:
    """What the coarse search needs of a golden: four windows, their taper and their whitened spectra."""

    corners: tuple[tuple[int, int], ...]  # left, top of each window
    taper: FloatPlane
    spectra: tuple[FloatPlane, ...]
    centres: Floats  # (4, 2) x, y


@dataclass(frozen=True, slots=True, eq=False)
class Correlations:
    """Correlation of each window by shift; no shift lies in the middle."""

    windows: NDArray[np.float32]  # (4, rows, columns)
    centres: Floats

    @property
    def middle(self) -> Floats:
        """The place (x, y) of no shift."""
        return np.array(self.windows.shape[:0:-1]) // 2 * 1.0


def prepare_coarse(golden: Gray) -> CoarseReference:
    """Windows and spectra of a golden at the coarse level."""
    height, width = golden.shape
    size = (_fast_size(width // 2), _fast_size(height // 2))
    corners = tuple((x, y) for y in (0, height - size[1]) for x in (0, width - size[0]))
    taper = np.outer(np.hanning(size[1]), np.hanning(size[0])).astype(np.float32)
    spectra = tuple(_whitened(_window(golden, corner, taper)) for corner in corners)
    return CoarseReference(corners, taper, spectra, np.array(corners) + (np.array(size) - 1) / 2)


def _fast_size(size: int) -> int:
    while cv2.getOptimalDFTSize(size) != size or size % 2:
        size -= 1
    return size


def _window(image: Gray, corner: tuple[int, int], taper: FloatPlane) -> FloatPlane:
    cut = image[corner[1] : corner[1] + taper.shape[0], corner[0] : corner[0] + taper.shape[1]]
    return np.asarray((cut - np.float32(cv2.mean(cut)[0])) * taper, np.float32)


def _whitened(window: FloatPlane) -> FloatPlane:
    """Spectrum of the golden over its own power: the product with an image's is then a phase correlation."""
    spectrum = np.fft.rfft2(window)
    height, width = window.shape
    frequency = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None, :])
    band = np.exp(-((frequency / _BAND[1]) ** 4)) * (1 - np.exp(-((frequency / _BAND[0]) ** 2)))
    power = np.abs(spectrum) ** 2
    kernel = np.fft.irfft2(spectrum * band / (power + 0.05 * power.mean() + 1e-9), s=window.shape)
    # rolled by half, so that no shift comes out in the middle of the correlation
    centred = np.roll(kernel / band.mean(), (height // 2, width // 2), (0, 1))
    return np.asarray(cv2.dft(centred.astype(np.float32)), np.float32)


def correlate(image: Gray, reference: CoarseReference) -> Correlations:
    """Correlate an image at the coarse level with the golden's windows."""
    rows, columns = (min(_MAX_SHIFT, side // 2 - 1) for side in reference.taper.shape)
    middle_row, middle_column = (side // 2 for side in reference.taper.shape)
    surfaces = []
    for corner, golden in zip(reference.corners, reference.spectra, strict=True):
        product = cv2.mulSpectrums(cv2.dft(_window(image, corner, reference.taper)), golden, 0, conjB=True)
        surface = cv2.dft(product, flags=cv2.DFT_INVERSE | cv2.DFT_SCALE | cv2.DFT_REAL_OUTPUT)
        surfaces.append(surface[
            middle_row - rows : middle_row + rows + 1, middle_column - columns : middle_column + columns + 1
        ])
    return Correlations(np.array(surfaces, np.float32), reference.centres)


def likeliest(found: Correlations) -> Matrix:
    """The transform golden -> image at the coarse level: shift and rotation of the highest common peak."""
    _, _, _, (column, row) = cv2.minMaxLoc(_common(found))
    return _from_windows(found, row, column)


def other_guesses(found: Correlations, count: int) -> list[Matrix]:
    """Transforms to try where the likeliest was wrong: plain shifts and rotations at the highest peaks."""
    common = _common(found)
    guesses: list[Matrix] = []
    for _ in range(count):
        _, _, _, (column, row) = cv2.minMaxLoc(common)
        across, down = np.array([column, row]) - found.middle
        guesses.append(np.array([[1.0, 0.0, across], [0.0, 1.0, down]]))
        if len(guesses) > 1:
            guesses.append(_from_windows(found, row, column))
        common[max(0, row - 2) : row + 3, max(0, column - 2) : column + 3] = -np.inf
    return guesses


def _common(found: Correlations) -> FloatPlane:
    """Sum over the windows; blurred, since rotation pulls their peaks apart."""
    return np.asarray(cv2.GaussianBlur(found.windows.sum(axis=0), (3, 3), 0.8), np.float32)


def _from_windows(found: Correlations, row: int, column: int) -> Matrix:
    """Rotation and shift from each window's own peak near the common one."""
    shifts, weights = [], []
    top, left = max(0, row - _PLAY), max(0, column - _PLAY)
    for window in found.windows:
        near = np.ascontiguousarray(window[top : row + _PLAY + 1, left : column + _PLAY + 1])
        _, height, _, (x, y) = cv2.minMaxLoc(near)
        shifts.append(_refine(window, y + top, x + left))
        weights.append(max(height, 1e-6) ** 2)
    return _rigid(found.centres, np.array(shifts) - found.middle, np.array(weights) / sum(weights))


def _refine(window: FloatPlane, row: int, column: int) -> tuple[float, float]:
    """The peak's (x, y) by a parabola through its neighbours."""
    height, width = window.shape
    if not (0 < row < height - 1 and 0 < column < width - 1):
        return float(column), float(row)
    left, at, right = window[row, column - 1 : column + 2].tolist()
    above, below = float(window[row - 1, column]), float(window[row + 1, column])
    return column + _vertex(left, at, right), row + _vertex(above, at, below)


def _vertex(before: float, at: float, after: float) -> float:
    bend = before - 2 * at + after
    return 0.0 if bend >= 0 else max(-0.5, min(0.5, 0.5 * (before - after) / bend))


def _rigid(points: Floats, shifts: Floats, weights: Floats) -> Matrix:
    """Least-squares rotation (small) and shift that move points by shifts."""
    middle, mean = weights @ points, weights @ shifts
    arm, turn = points - middle, shifts - mean
    twist = weights @ (arm[:, 0] * turn[:, 1] - arm[:, 1] * turn[:, 0])
    angle = float(np.clip(twist / (weights @ (arm * arm).sum(axis=1)), -_MAX_TURN, _MAX_TURN))
    rotation = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.column_stack((rotation, middle + mean - rotation @ middle))
