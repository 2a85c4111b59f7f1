"""What of an exported network's answers can be held against the answers of another one of the same training.

The first output is (1, 4 + classes + more, candidates), as `families.Detector` says; what comes after the scores (mask
coefficients, prototypes) decides over no score and is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_COORDINATES = 4

_Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Rows:
    """scores: (classes, N); boxes: (4, N) where candidate n is the same place in every run, else (0, N)."""

    scores: _Array
    boxes: _Array


ComparedRows = Callable[[Sequence[_Array]], Rows]


def of_fixed_places(answers: Sequence[_Array], classes: int) -> Rows:
    """Where each candidate is a place of the image: boxes and scores as they are."""
    found = answers[0][0]
    return Rows(found[_COORDINATES : _COORDINATES + classes], found[:_COORDINATES])


def of_chosen_candidates(answers: Sequence[_Array], classes: int) -> Rows:
    """Where the network picks its candidates itself, so that a tiny error gives them another order.

    The scores of each class from high to low; boxes of the same column would be of different places.
    """
    scores = answers[0][0, _COORDINATES : _COORDINATES + classes]
    return Rows(-np.sort(-scores, axis=1), np.empty((0, scores.shape[1]), np.float32))
