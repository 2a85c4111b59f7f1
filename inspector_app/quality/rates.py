"""Rates with their n and interval: yield, fail rate, PPM, DPMO, OEE."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, sqrt

Z_95 = 1.959963984540054
"""The two-sided 95 % point of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Rate:
    """count out of n. A rate of nothing (n = 0) has no share and no interval: both are None."""

    count: int
    n: int

    def __post_init__(self) -> None:
        if not 0 <= self.count <= self.n:
            raise ValueError(f"a rate needs 0 <= count <= n, not {self.count} of {self.n}")

    @property
    def share(self) -> float | None:
        """Share, count / n, 0 to 1; None where n is 0."""
        return self.count / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The Wilson 95 % interval, 0 to 1; None where n is 0."""
        return wilson_interval(self.count, self.n) if self.n else None

    @property
    def ppm(self) -> float | None:
        """Parts per million; None where n is 0."""
        return per_million(self.count, self.n)


def wilson_interval(count: int, n: int, z: float = Z_95) -> tuple[float, float]:
    """The Wilson score interval of a share, low and high, both within 0 to 1.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927)
    209-212. It behaves for small n and for shares near 0 and 1, where the usual p +- z s does not.
    Raises ValueError for n < 1 or a count outside 0 to n.
    """
    if n < 1 or not 0 <= count <= n:
        raise ValueError(f"a Wilson interval needs n >= 1 and 0 <= count <= n, not {count} of {n}")
    share = count / n
    spread = z * z / n
    centre = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    low = 0.0 if count == 0 else max(0.0, centre - half)
    high = 1.0 if count == n else min(1.0, centre + half)
    return low, high


def per_million(defectives: int, n: int) -> float | None:
    """Defective parts per million inspected (PPM); None where nothing was inspected."""
    return defectives / n * 1e6 if n else None


def dpmo(defects: int, units: int, opportunities: int | None) -> float | None:
    """Defects per million opportunities: defects / (units x opportunities a unit) x 10^6.

    Montgomery, "Introduction to Statistical Quality Control", 7th ed., 1.2. None where the opportunities
    of a unit are not set, or there were no units.
    """
    if opportunities is None or opportunities < 1 or units < 1:
        return None
    return defects / (units * opportunities) * 1e6


@dataclass(frozen=True, slots=True)
class Oee:
    """Overall equipment effectiveness and its three factors, each 0 to 1 (performance may exceed 1)."""

    availability: float
    performance: float
    quality: float

    @property
    def oee(self) -> float:
        """Availability x performance x quality (S. Nakajima, "Introduction to TPM", 1988)."""
        return self.availability * self.performance * self.quality


def overall_effectiveness(
    *, planned_s: float, stopped_s: float, parts: int, good: int, ideal_per_hour: float | None
) -> Oee | None:
    """OEE of a shift; None where an input is missing or leaves nothing to divide by.

    availability = run time / planned time, performance = parts / (ideal rate x run time),
    quality = good / parts.
    """
    run_s = planned_s - stopped_s
    if ideal_per_hour is None or not isfinite(ideal_per_hour) or ideal_per_hour <= 0:
        return None
    if planned_s <= 0 or run_s <= 0 or parts < 1:
        return None
    return Oee(run_s / planned_s, parts / (ideal_per_hour * run_s / 3600), good / parts)
