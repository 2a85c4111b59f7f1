"""Where the golden lies in the image, roughly: whitened correlation of four windows against the golden's.

Four corner windows instead of the whole picture: their sum tells the shift, and how they differ from each
other tells the rotation, at the price of one transform of the whole.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.arrays import FloatPlane, Gray, Matrix

Point: TypeAlias = tuple[float, float]  # x, y

_MAX_SHIFT = 12  # px of the coarse level searched either way: 48 px of a 640-px image
_PLAY = 3  # px that a window's own peak may lie from the common one: 2 degrees and some
_WINDOW = 0.4  # of a side; half a side is hardly better, and takes a third longer
_BAND = (0.03, 0.3)  # cycles a pixel; below is light, above is noise
_MAX_TURN = 0.06  # radians


@dataclass(frozen=True, slots=True, eq=False)
class CoarseReference:
    """What the coarse search needs of a golden: four windows, their taper and their whitened spectra."""

    corners: tuple[tuple[int, int], ...]  # left, top of each window
    taper: FloatPlane
    spectra: tuple[FloatPlane, ...]
    centres: tuple[Point, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Correlations:
    """Correlation of each window by shift; no shift lies in the middle."""

    windows: NDArray[np.float32]  # (4, rows, columns)
    centres: tuple[Point, ...]

    @property
    def middle(self) -> tuple[int, int]:
        """The row and column of no shift."""
        return self.windows.shape[1] // 2, self.windows.shape[2] // 2


def prepare_coarse(golden: Gray) -> CoarseReference:
    """Windows and spectra of a golden at the coarse level."""
    height, width = golden.shape
    size = (_fast_size(int(width * _WINDOW)), _fast_size(int(height * _WINDOW)))
    corners = tuple((x, y) for y in (0, height - size[1]) for x in (0, width - size[0]))
    taper = np.outer(np.hanning(size[1]), np.hanning(size[0])).astype(np.float32)
    levels = _levels(golden)
    spectra = tuple(_whitened(_window(levels, corner, taper)) for corner in corners)
    centres = tuple((x + (size[0] - 1) / 2, y + (size[1] - 1) / 2) for x, y in corners)
    return CoarseReference(corners, taper, spectra, centres)


def _fast_size(size: int) -> int:
    while cv2.getOptimalDFTSize(size) != size or size % 2:
        size -= 1
    return size


def _levels(image: Gray) -> FloatPlane:
    """Gray levels about zero, so that the tapers' shape does not show."""
    return np.asarray(image - np.float32(cv2.mean(image)[0]), np.float32)


def _window(levels: FloatPlane, corner: tuple[int, int], taper: FloatPlane) -> FloatPlane:
    left, top = corner
    return levels[top : top + taper.shape[0], left : left + taper.shape[1]] * taper


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
    levels = _levels(image)
    for corner, golden in zip(reference.corners, reference.spectra, strict=True):
        product = cv2.mulSpectrums(cv2.dft(_window(levels, corner, reference.taper)), golden, 0, conjB=True)
        surface = cv2.dft(product, flags=cv2.DFT_INVERSE | cv2.DFT_SCALE | cv2.DFT_REAL_OUTPUT)
        surfaces.append(
            surface[
                middle_row - rows : middle_row + rows + 1,
                middle_column - columns : middle_column + columns + 1,
            ]
        )
    return Correlations(np.array(surfaces, np.float32), reference.centres)


def likeliest(found: Correlations) -> Matrix:
    """The transform golden -> image at the coarse level: shift and rotation of the highest common peak."""
    _, _, _, (column, row) = cv2.minMaxLoc(_common(found))
    return _from_windows(found, row, column)


def other_guesses(found: Correlations, count: int) -> Iterator[Matrix]:
    """Transforms to try where the likeliest was wrong: plain shifts and rotations at the highest peaks."""
    common = _common(found)
    middle_row, middle_column = found.middle
    for rank in range(count):
        _, _, _, (column, row) = cv2.minMaxLoc(common)
        yield np.array([[1.0, 0.0, column - middle_column], [0.0, 1.0, row - middle_row]])
        if rank:
            yield _from_windows(found, row, column)
        common[max(0, row - 2) : row + 3, max(0, column - 2) : column + 3] = -np.inf


def _common(found: Correlations) -> FloatPlane:
    """Sum over the windows; blurred, since rotation pulls their peaks apart."""
    return np.asarray(cv2.GaussianBlur(found.windows.sum(axis=0), (3, 3), 0.8), np.float32)


def _from_windows(found: Correlations, row: int, column: int) -> Matrix:
    """Rotation and shift from each window's own peak near the common one."""
    shifts, weights = [], []
    top, left = max(0, row - _PLAY), max(0, column - _PLAY)
    middle_row, middle_column = found.middle
    for window in found.windows:
        near = window[top : row + _PLAY + 1, left : column + _PLAY + 1]
        _, height, _, (x, y) = cv2.minMaxLoc(near)
        at_x, at_y = _refine(window, y + top, x + left)
        shifts.append((at_x - middle_column, at_y - middle_row))
        weights.append(max(height, 1e-6) ** 2)
    return _rigid(found.centres, shifts, weights)


def _refine(window: FloatPlane, row: int, column: int) -> Point:
    """The peak's (x, y) by a parabola through its neighbours."""
    height, width = window.shape
    if not (0 < row < height - 1 and 0 < column < width - 1):
        return float(column), float(row)
    left, at, right = window[row, column - 1 : column + 2].tolist()
    above, _, below = window[row - 1 : row + 2, column].tolist()
    return column + _vertex(left, at, right), row + _vertex(above, at, below)


def _vertex(before: float, at: float, after: float) -> float:
    bend = before - 2 * at + after
    return 0.0 if bend >= 0 else max(-0.5, min(0.5, 0.5 * (before - after) / bend))


def _rigid(points: Sequence[Point], shifts: Sequence[Point], weights: Sequence[float]) -> Matrix:
    """Least-squares rotation (small) and shift that move points by shifts; plain floats, since there are four."""
    middle, mean = _mean(points, weights), _mean(shifts, weights)
    twist = spread = 0.0
    for (x, y), (across, down), weight in zip(points, shifts, weights, strict=True):
        arm_x, arm_y = x - middle[0], y - middle[1]
        twist += weight * (arm_x * (down - mean[1]) - arm_y * (across - mean[0]))
        spread += weight * (arm_x * arm_x + arm_y * arm_y)
    angle = max(-_MAX_TURN, min(_MAX_TURN, twist / spread))
    cos, sin = math.cos(angle), math.sin(angle)
    return np.array(
        [
            [cos, -sin, middle[0] + mean[0] - cos * middle[0] + sin * middle[1]],
            [sin, cos, middle[1] + mean[1] - sin * middle[0] - cos * middle[1]],
        ]
    )


def _mean(points: Sequence[Point], weights: Sequence[float]) -> Point:
    total = sum(weights)
    return (
        sum(weight * x for (x, _), weight in zip(points, weights, strict=True)) / total,
        sum(weight * y for (_, y), weight in zip(points, weights, strict=True)) / total,
    )
