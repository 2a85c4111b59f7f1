"""Pareto: which few kinds make up most of the trouble."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParetoRow:
    """One kind: its count, its share and the cumulative share down to it (0 to 1)."""

    kind: str
    count: int
    share: float
    cumulative: float


def pareto(counts: Mapping[str, int]) -> tuple[ParetoRow, ...]:
    """The kinds by falling count (equal counts by name, so that the order is always the same).

    J. M. Juran, "Quality Control Handbook": rank, then accumulate. Kinds that never came are left out; no
    counts give no rows. Raises ValueError for a negative count.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("a count can't be negative")
    ranked = sorted(
        ((kind, count) for kind, count in counts.items() if count), key=lambda row: (-row[1], row[0])
    )
    total = sum(count for _, count in ranked)
    rows, so_far = [], 0
    for kind, count in ranked:
        so_far += count
        rows.append(ParetoRow(kind, count, count / total, so_far / total))
    return tuple(rows)
