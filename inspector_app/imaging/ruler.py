"""The scale of a view from a ruler: the ticks along a line that a person draws across them.

Evenly spaced marks are a straight line of place over number; its slope is the px of one tick, and what the ticks are
off it is the residual (ordinary least squares).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.arrays import Gray
from inspector_app.imaging.target import TargetError

FEWEST_TICKS = 8
_SMALLEST_PERIOD = 4.0  # px; ticks that are closer can't be told apart
_BAND = 5  # px across the line that are averaged
_STEPS = 4  # samples a px
_WORST_RESIDUAL = 0.15  # of a period

_Profile = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RulerMeasure:
    """What a ruler says of its view, along one direction: it can't tell a tilt."""

    mm_per_px: float
    residual_px: float
    ticks: int


def measure_ruler(
    image: Gray, start: tuple[float, float], end: tuple[float, float], tick_mm: float
) -> RulerMeasure:
    """Measure the ticks between two places (x, y in px) of a gray picture; raises TargetError."""
    length = math.dist(start, end)
    if not tick_mm > 0 or length < FEWEST_TICKS * _SMALLEST_PERIOD:
        raise TargetError(f"draw the line across at least {FEWEST_TICKS} ticks of more than 0 mm")
    profile = _profile(image, start, end, length)
    period = _period(profile)
    marks = _marks(profile, period)
    if len(marks) < FEWEST_TICKS:
        raise TargetError(f"only {len(marks)} ticks along the line, at least {FEWEST_TICKS} are needed")
    # step by step: the period is a whole number of samples only, which adds up over many ticks
    numbers = np.concatenate(([0.0], np.cumsum(np.round(np.diff(marks) / period))))
    slope, begin = np.polyfit(numbers, marks, 1)
    residual = float(np.sqrt(np.mean((begin + slope * numbers - marks) ** 2))) / _STEPS
    spacing = float(slope) / _STEPS
    if residual > _WORST_RESIDUAL * spacing:
        raise TargetError(f"the marks along the line are not even (off by {residual:.1f} px)")
    return RulerMeasure(tick_mm / spacing, residual, len(marks))


def _profile(image: Gray, start: tuple[float, float], end: tuple[float, float], length: float) -> _Profile:
    """Darkness along the line, about its slow changes."""
    count = int(length * _STEPS) + 1
    along = np.linspace(0.0, 1.0, count)
    across = (np.arange(_BAND) - _BAND // 2)[:, None]
    side = ((start[1] - end[1]) / length, (end[0] - start[0]) / length)
    xs = start[0] + along * (end[0] - start[0]) + across * side[0]
    ys = start[1] + along * (end[1] - start[1]) + across * side[1]
    band = cv2.remap(image, xs.astype(np.float32), ys.astype(np.float32), cv2.INTER_LINEAR)
    dark = 255.0 - band.mean(axis=0, dtype=np.float64)
    slow = cv2.GaussianBlur(dark.reshape(1, -1), (0, 0), count / 6, borderType=cv2.BORDER_REPLICATE).ravel()
    return np.asarray(dark - slow, np.float64)


def _period(profile: _Profile) -> float:
    """The distance after which the profile looks like itself: the first peak of its autocorrelation, in samples."""
    spectrum = np.abs(np.fft.rfft(profile, 2 * len(profile))) ** 2
    alike = np.fft.irfft(spectrum)[: len(profile) // 2]
    least = int(_SMALLEST_PERIOD * _STEPS)
    inner = alike[least:-1]
    peaks = [
        at + least
        for at in range(1, len(inner) - 1)
        if inner[at] >= inner[at - 1] and inner[at] > inner[at + 1]
    ]
    strong = [at for at in peaks if alike[at] > 0.5 * max(alike[peak] for peak in peaks)]
    if not strong or alike[strong[0]] < 0.2 * alike[0]:
        raise TargetError("no even ticks along the line: draw it at right angles to them, on the ruler")
    return float(strong[0])


def _marks(profile: _Profile, period: float) -> _Profile:
    """Centre of each dark mark, in samples: the weight's centre about each peak that stands out."""
    reach = max(2, int(period * 0.35))
    level = 0.4 * float(np.quantile(profile, 0.98))
    marks: list[float] = []
    for at in range(reach, len(profile) - reach):
        near = profile[at - reach : at + reach + 1]
        if profile[at] < level or profile[at] < near.max() or (marks and at - marks[-1] < period / 2):
            continue
        weights = np.maximum(near - level / 2, 0)
        marks.append(at - reach + float(weights @ np.arange(len(near)) / weights.sum()))
    return np.array(marks)
