"""Which of two packages is better, from the items on which they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inspector_app.quality.paired import Pairs

SURE = 0.05
"""A difference that chance makes more seldom than this counts (McNemar)."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What a package costs to run on this machine."""

    name: str
    network_ms: float
    findings_ms: float
    network_mb: float


def verdict(first: Weight, second: Weight, pairs: Mapping[str, Pairs]) -> str:
    """One sentence. pairs: what was counted, in words, to the items that each had right."""
    ahead = {
        what: (first if pair.only_first > pair.only_second else second)
        for what, pair in pairs.items()
        if pair.n and pair.p_value < SURE
    }
    winners = {one.name for one in ahead.values()}
    cost = _cost(first, second)
    if not ahead:
        n = "; ".join(f"{what.lower()}: n {pair.n}" for what, pair in pairs.items())
        return f"No difference that these boards can show ({n}). {cost}"
    why = "; ".join(f"{what.lower()}: {one.name} {_said(pairs[what])}" for what, one in ahead.items())
    if len(winners) > 1:
        return f"Neither is better in everything: {why}. {cost}"
    return f"{winners.pop()} is better: {why}. {cost}"


def _said(pair: Pairs) -> str:
    difference, interval = abs(pair.difference or 0.0), pair.interval or (0.0, 0.0)
    low, high = sorted(abs(edge) for edge in interval)
    return f"by {difference:.1%} ({low:.1%} to {high:.1%}, p {pair.p_value:.2g}, n {pair.n})"


def _cost(first: Weight, second: Weight) -> str:
    return "; ".join(
        f"{one.name}: {one.network_ms:.1f} ms a network run, {one.findings_ms:.1f} ms a board to findings, "
        f"{one.network_mb:.1f} MB"
        for one in (first, second)
    )
