"""From when on a part is unlike the good ones, learnt from good parts that were left out one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import NDArray

from inspector_app.quality.rates import Rate

_NOTHING = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """per_scale: what each scale's score is divided by, so that 1.0 is the limit.

    false_calls: good parts that would have been flagged by limits learnt from the other parts alone.
    unlikeness: of each good part, in units of the largest score of all others; odd ones stand out here.
    """

    per_scale: NDArray[np.float64]
    false_calls: Rate
    unlikeness: NDArray[np.float64]


def set_limits(scores: NDArray[np.float64], wanted_rate: float, margin: float) -> Limits:
    """Limits from the scores of n good parts, (n, scales), each against the statistics of the others.

    They lie above the largest scores of all parts but the wanted share, on every scale, by `margin` of the way from the
    median to the largest: where scores have heavy tails, a fresh part may well beat all others. That share is of parts
    that the limits were chosen on, so it says little of fresh ones; the false calls are counted by leaving each part
    out of the choice as well. Still they come from n parts only, and no more is known than their interval says.
    """
    count = len(scores)
    if count < 4:
        raise ValueError(f"limits need at least 4 good parts, not {count}")
    called = 0
    for number in range(count):
        others = np.delete(scores, number, axis=0)
        called += bool((scores[number] > _per_scale(others, wanted_rate, margin)).any())
    return Limits(_per_scale(scores, wanted_rate, margin), Rate(called, count), _unlikeness(scores))


def _per_scale(scores: NDArray[np.float64], wanted_rate: float, margin: float) -> NDArray[np.float64]:
    unlikeness = _unlikeness(scores)
    allowed = floor(wanted_rate * len(scores) + 1e-9)
    factor = max(1.0, float(np.sort(unlikeness)[len(scores) - 1 - allowed]))
    kept = scores[unlikeness <= factor]  # a part that is flagged anyway does not raise them
    largest = kept.max(axis=0)
    above = margin * (largest - np.median(kept, axis=0))
    return np.asarray(np.maximum(largest * factor + above, _NOTHING), np.float64)


def _unlikeness(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    second, first = np.sort(scores, axis=0)[-2:]
    of_others = np.maximum(np.where(scores == first, second, first), _NOTHING)
    return np.asarray((scores / of_others).max(axis=1), np.float64)
