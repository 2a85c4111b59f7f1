"""The Laney p' chart: the share of defectives over time, with limits that hold for large subgroups too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

D2_OF_TWO = 1.128
"""Mean range of two standard normal values: turns a mean moving range into a standard deviation."""

SIGMAS = 3.0


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One subgroup: defectives of n, its share, and its limits (None where they can't be known)."""

    label: str
    defectives: int
    n: int
    share: float
    low: float | None
    high: float | None

    @property
    def is_out(self) -> bool:
        """Outside its limits; a point without limits is not."""
        return self.low is not None and self.high is not None and not self.low <= self.share <= self.high


@dataclass(frozen=True, slots=True)
class ControlChart:
    """Points, the centre line (None without points), sigma_z, and a sentence where limits need explaining."""

    points: tuple[ChartPoint, ...]
    centre: float | None
    sigma_z: float | None
    note: str = ""

    @property
    def out_of_limits(self) -> tuple[ChartPoint, ...]:
        """The points outside their limits."""
        return tuple(point for point in self.points if point.is_out)


def laney_p_chart(subgroups: Sequence[tuple[str, int, int]]) -> ControlChart:
    """The Laney p' chart of subgroups (label, defectives, n), in their order in time.

    D. B. Laney, "Improved control charts for attributes", Quality Engineering 14 (2002) 531-537:
    z_i = (p_i - p) / sqrt(p (1 - p) / n_i), sigma_z = mean moving range of z / 1.128, limits
    p +- 3 sqrt(p (1 - p) / n_i) sigma_z, here clipped to 0..1. sigma_z = 1 gives the classic p chart.
    Subgroups of no parts are left out. With fewer than two subgroups there is no moving range, so no limits;
    with none (or nothing but) defectives, or no variation between subgroups, the limits fall on the centre.
    Raises ValueError for defectives outside 0 to n.
    """
    if any(not 0 <= defectives <= n for _, defectives, n in subgroups):
        raise ValueError("a subgroup needs 0 <= defectives <= n")
    groups = [group for group in subgroups if group[2] > 0]
    if not groups:
        return ControlChart((), None, None, "no parts, so no points")
    centre = sum(defectives for _, defectives, _ in groups) / sum(n for _, _, n in groups)
    sigma_z = _sigma_z(groups, centre)
    points = tuple(_point(group, centre, sigma_z) for group in groups)
    return ControlChart(points, centre, sigma_z, _note(len(groups), centre, sigma_z))


def _sigma(centre: float, n: int) -> float:
    return sqrt(centre * (1 - centre) / n)


def _sigma_z(groups: Sequence[tuple[str, int, int]], centre: float) -> float | None:
    if len(groups) < 2:
        return None
    if centre in (0.0, 1.0):
        return 0.0
    scores = [(defectives / n - centre) / _sigma(centre, n) for _, defectives, n in groups]
    moves = [abs(after - before) for before, after in pairwise(scores)]
    return sum(moves) / len(moves) / D2_OF_TWO


def _point(group: tuple[str, int, int], centre: float, sigma_z: float | None) -> ChartPoint:
    label, defectives, n = group
    share = defectives / n
    if sigma_z is None:
        return ChartPoint(label, defectives, n, share, None, None)
    reach = SIGMAS * _sigma(centre, n) * sigma_z
    # Equal shares must not fall out of their own limits by the last bit of a sum.
    slack = 1e-12
    return ChartPoint(
        label, defectives, n, share, max(0.0, centre - reach - slack), min(1.0, centre + reach + slack)
    )


def _note(groups: int, centre: float, sigma_z: float | None) -> str:
    if sigma_z is None:
        return "one subgroup only: no limits"
    if centre in (0.0, 1.0):
        return "every subgroup is alike: limits fall on the centre line"
    if sigma_z == 0:
        return "no variation between subgroups: limits fall on the centre line"
    if groups < 20:
        return f"{groups} subgroups: limits are provisional below 20"
    return ""
