"""Percentiles with their n."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, slots=True)
class Percentile:
    """A percentile (0 to 100) of n values; value is None where there are none."""

    percent: float
    value: float | None
    n: int


def percentile(values: Sequence[float], percent: float) -> Percentile:
    """The nearest-rank percentile: the smallest value that at least percent of the values do not exceed.

    Definition 1 of Hyndman & Fan, "Sample quantiles in statistical packages", The American Statistician 50
    (1996) 361-365: always a value that was measured. Raises ValueError outside 0 to 100.
    """
    if not 0 <= percent <= 100:
        raise ValueError(f"a percentile is from 0 to 100, not {percent}")
    if not values:
        return Percentile(percent, None, 0)
    # Rounding keeps 99 % of 100 at rank 99 although 0.99 is not exact in binary.
    rank = max(1, ceil(round(percent / 100 * len(values), 9)))
    return Percentile(percent, sorted(values)[rank - 1], len(values))
