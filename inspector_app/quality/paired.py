"""Two appraisers of the same items, told apart by the items on which they differ."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, erfc, sqrt

from inspector_app.quality.rates import Z_95

_EXACT_UP_TO = 1000
"""Discordant pairs up to which the binomial is added up; beyond it the normal form differs by nothing."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Items that both had right, only the first, only the second, neither."""

    both: int
    only_first: int
    only_second: int
    neither: int

    def __post_init__(self) -> None:
        if min(self.both, self.only_first, self.only_second, self.neither) < 0:
            raise ValueError("a count can't be negative")

    @property
    def n(self) -> int:
        """All items."""
        return self.both + self.only_first + self.only_second + self.neither

    @property
    def difference(self) -> float | None:
        """Share right of the first, less that of the second; None for no items."""
        return (self.only_first - self.only_second) / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """A 95 % interval of the difference, within -1 to 1; None for no items.

        Wald's with half an item added to each of the four counts: A. Agresti and Y. Min, "Simple improved
        confidence intervals for comparing matched proportions", Statistics in Medicine 24 (2005) 729-740.
        """
        if not self.n:
            return None
        n, first, second = self.n + 2.0, self.only_first + 0.5, self.only_second + 0.5
        centre = (first - second) / n
        half = Z_95 * sqrt((first + second) / n - centre * centre) / sqrt(n)
        return max(-1.0, centre - half), min(1.0, centre + half)

    @property
    def p_value(self) -> float:
        """How likely so uneven a split is where both are equally good (`mcnemar`)."""
        return mcnemar(self.only_first, self.only_second)


def mcnemar(only_first: int, only_second: int) -> float:
    """The two-sided p of McNemar's test on the discordant pairs, exact: binomial with one half; 1 for none.

    Q. McNemar, "Note on the sampling error of the difference between correlated proportions or percentages",
    Psychometrika 12 (1947) 153-157. Above 1,000 discordant pairs the normal form with continuity correction.
    Raises ValueError for a count below 0.
    """
    if min(only_first, only_second) < 0:
        raise ValueError("a count can't be negative")
    n, fewer = only_first + only_second, min(only_first, only_second)
    if n == 0:
        return 1.0
    if n <= _EXACT_UP_TO:
        return min(1.0, 2 * sum(comb(n, k) for k in range(fewer + 1)) / int(2**n))
    return erfc(max(0.0, abs(only_first - only_second) - 1) / sqrt(n) / sqrt(2))
