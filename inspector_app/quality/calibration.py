"""Whether scores mean what they say: of findings with a score near 0.8, about 80 % should be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class ScoreBin:
    """Findings with scores from low to high: how many, how many are right, their mean score (None for none)."""

    low: float
    high: float
    n: int
    right: int
    mean_score: float | None

    @property
    def gap(self) -> float:
        """How far the share of right findings is from the mean score, 0 to 1; 0 for an empty bin."""
        return 0.0 if self.mean_score is None else abs(self.right / self.n - self.mean_score)


def reliability(scores: Sequence[float], right: Sequence[bool], bins: int = BINS) -> tuple[ScoreBin, ...]:
    """Findings in equal steps of score, as a reliability diagram draws them; a score of 1 is in the last.

    Raises ValueError for a score outside 0 to 1, or lists of different lengths.
    """
    placed: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for score, hit in zip(scores, right, strict=True):
        if not 0 <= score <= 1:
            raise ValueError(f"a score is from 0 to 1, not {score}")
        placed[min(int(score * bins), bins - 1)].append((score, hit))
    return tuple(
        ScoreBin(
            low=index / bins,
            high=(index + 1) / bins,
            n=len(inside),
            right=sum(hit for _, hit in inside),
            mean_score=sum(score for score, _ in inside) / len(inside) if inside else None,
        )
        for index, inside in enumerate(placed)
    )


def expected_calibration_error(bins: Sequence[ScoreBin]) -> float | None:
    """Mean gap between score and share of right findings, each bin by its n; None where there are none.

    M. P. Naeini, G. F. Cooper, M. Hauskrecht, "Obtaining well calibrated probabilities using Bayesian
    binning", AAAI (2015) 2901-2907.
    """
    n = sum(one.n for one in bins)
    return sum(one.n * one.gap for one in bins) / n if n else None
