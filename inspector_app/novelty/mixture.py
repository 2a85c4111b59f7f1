"""Good cells as a few kinds (a tile, a joint, a crossing), each with a mean and a covariance of its own.

Kinds are found once, by k-means; every good part's share of each kind's sums is kept, so that leaving a part out is a
subtraction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]  # (cells, features)

KINDS = 8
_RIDGE = 0.05  # added to variances of features scaled to 1: no direction is surer than this
_LEAST_CELLS = 5  # times the number of features, for a kind to have a covariance
_SAMPLE = 20_000
_SEED = 1


@dataclass(frozen=True, slots=True, eq=False)
class Mixture:
    """Kinds of cells. centre, scale: (features,); means: (kinds, features); whitening: (kinds, features, features)."""

    centre: NDArray[np.float32]
    scale: NDArray[np.float32]
    means: NDArray[np.float32]
    whitening: NDArray[np.float32]

    def distances(self, cells: Rows) -> NDArray[np.float32]:
        """Mahalanobis distance of each cell to the nearest kind, (cells,)."""
        scaled = (cells - self.centre) / self.scale
        nearest = np.full(len(cells), np.inf, np.float32)
        for mean, whitening in zip(self.means, self.whitening, strict=True):
            white = (scaled - mean) @ whitening
            np.minimum(nearest, np.einsum("ij,ij->i", white, white), out=nearest)
        return np.asarray(np.sqrt(nearest), np.float32)


class GoodCells:
    """Adds up the cells of good parts, all of one size of square."""

    def __init__(self, parts: Sequence[Rows]) -> None:
        everything = np.concatenate(parts)
        self._centre = everything.mean(axis=0)
        self._scale = everything.std(axis=0) + np.float32(1e-6)
        scaled = [np.asarray((part - self._centre) / self._scale, np.float32) for part in parts]
        kinds = _kinds(np.concatenate(scaled))
        shares = [_sums(part, kinds) for part in scaled]
        self._counts = np.array([count for count, _, _ in shares], np.float64)  # (parts, kinds)
        self._totals = np.array([total for _, total, _ in shares])
        self._squares = np.array([squares for _, _, squares in shares])

    def mixture(self, *, without: int | None = None) -> Mixture:
        """Of all good parts, or of all but one."""
        kept = np.ones(len(self._counts), bool)
        if without is not None:
            kept[without] = False
        counts, totals, squares = (
            sums[kept].sum(axis=0) for sums in (self._counts, self._totals, self._squares)
        )
        features = totals.shape[1]
        enough = counts >= min(_LEAST_CELLS * features, counts.max())
        means = totals[enough] / counts[enough, None]
        spread = squares[enough] / counts[enough, None, None] - means[:, :, None] * means[:, None, :]
        whitening = np.linalg.cholesky(np.linalg.inv(spread + np.eye(features) * _RIDGE))
        return Mixture(self._centre, self._scale, means.astype(np.float32), whitening.astype(np.float32))


def _kinds(cells: Rows) -> Rows:
    sample = np.ascontiguousarray(cells[:: max(1, len(cells) // _SAMPLE)])
    cv2.setRNGSeed(_SEED)
    end = (cv2.TERM_CRITERIA_COUNT + cv2.TERM_CRITERIA_EPS, 20, 1e-3)
    labels = np.zeros((len(sample), 1), np.int32)
    _, _, centres = cv2.kmeans(sample, KINDS, labels, end, 1, cv2.KMEANS_PP_CENTERS)
    return np.asarray(centres, np.float32)


def _sums(cells: Rows, kinds: Rows) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Count, sum and sum of products of the cells of each kind."""
    nearest = (np.square(kinds).sum(axis=1) - 2 * cells @ kinds.T).argmin(axis=1)
    of_kind = [cells[nearest == kind].astype(np.float64) for kind in range(len(kinds))]
    return (
        np.array([float(len(one)) for one in of_kind]),
        np.array([one.sum(axis=0) for one in of_kind]),
        np.array([one.T @ one for one in of_kind]),
    )
