"""A straight line through measured points, and how sure its slope is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from inspector_app.quality.rates import Z_95


@dataclass(frozen=True, slots=True)
class Trend:
    """The slope of n points by least squares, with its 95 % interval; None where there are too few points."""

    slope: float | None
    low: float | None
    high: float | None
    n: int


def linear_trend(x: Sequence[float], y: Sequence[float]) -> Trend:
    """Slope of y over x, in units of y a unit of x.

    The interval takes the points for independent; what swings slowly makes it too narrow. Below 4 points, or with all x
    equal, there is no slope. Raises ValueError where x and y differ in length.
    """
    if len(x) != len(y):
        raise ValueError(f"a trend needs as many x as y, not {len(x)} and {len(y)}")
    n = len(x)
    mean_x, mean_y = (sum(values) / n for values in (x, y)) if n else (0.0, 0.0)
    spread = sum((value - mean_x) ** 2 for value in x)
    if n < 4 or spread == 0:
        return Trend(None, None, None, n)
    slope = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / spread
    left = sum((b - mean_y - slope * (a - mean_x)) ** 2 for a, b in zip(x, y, strict=True))
    half = student_t_95(n - 2) * sqrt(left / (n - 2) / spread)
    return Trend(slope, slope - half, slope + half, n)


def student_t_95(freedom: int) -> float:
    """The two-sided 95 % point of Student's t, within 0.5 % from 3 degrees of freedom on.

    Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.7.5: its expansion
    from the normal distribution. Below 3 it is the exact value.
    """
    if freedom < 1:
        raise ValueError(f"Student's t has at least 1 degree of freedom, not {freedom}")
    if freedom < 3:
        return (12.7062047, 4.3026527)[freedom - 1]
    z, v = Z_95, float(freedom)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / v**power for power, term in enumerate(terms, start=1))
