"""Figures of what good parts alone have taught: area under the ROC curve and shares, each with an interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Auroc:
    """Area under the ROC curve, with a bootstrap 95 % interval over products and then images of each."""

    value: float
    low: float
    high: float
    good: int
    bad: int


def auroc(good: Sequence[Sequence[float]], bad: Sequence[Sequence[float]], *, seed: int = 0) -> Auroc:
    """Of scores by product: each product's images are compared with its own, and products count alike.

    ValueError where a product has no good or no bad image. Images of one product are alike, so products are drawn
    first (B. Efron, R. Tibshirani, "An Introduction to the Bootstrap", 1993, ch. 8).
    """
    if not good or len(good) != len(bad) or not all(map(len, [*good, *bad])):
        raise ValueError("AUROC: every product needs a good and a bad image")
    rng = np.random.default_rng(seed)
    pairs = [(np.asarray(a, float), np.asarray(b, float)) for a, b in zip(good, bad, strict=True)]
    drawn = np.array([_resampled(pairs, rng) for _ in range(_RESAMPLES)])
    low, high = np.quantile(drawn, [0.025, 0.975])
    value = float(np.mean([_area(a, b) for a, b in pairs]))
    return Auroc(value, float(low), float(high), sum(map(len, good)), sum(map(len, bad)))


def _resampled(
    pairs: Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]], rng: np.random.Generator
) -> float:
    chosen = (pairs[index] for index in rng.integers(0, len(pairs), len(pairs)))
    return float(
        np.mean([_area(rng.choice(good, len(good)), rng.choice(bad, len(bad))) for good, bad in chosen])
    )


def _area(good: NDArray[np.float64], bad: NDArray[np.float64]) -> float:
    """The chance that a bad image scores above a good one; ties count half (Mann and Whitney 1947)."""
    ordered = np.sort(good)
    below, up_to = np.searchsorted(ordered, bad, "left"), np.searchsorted(ordered, bad, "right")
    return float((below + up_to).sum() / (2 * len(good) * len(bad)))
