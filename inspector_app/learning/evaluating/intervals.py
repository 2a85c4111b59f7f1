"""Bootstrap intervals of mAP and F: the images of a set are drawn again and again, as whole images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inspector_app.learning.evaluating.matching import Match

RESAMPLES = 1000
_SEED = 1
_LEVELS = (2.5, 97.5)


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Findings by falling score: the image of each, and whether it is right; and true defects an image."""

    image: npt.NDArray[np.intp]
    right: npt.NDArray[np.bool_]
    wanted: npt.NDArray[np.int64]  # (images,)


def intervals(matches: Sequence[Sequence[Match]], classes: Sequence[str]) -> dict[str, list[float]]:
    """95 % intervals of `map` and `f`, percentile method, `matches` by image; always the same for the same matches."""
    by_class = [_found(matches, code) for code in classes]
    every = _found(matches, None)
    chance = np.random.default_rng(_SEED)
    maps, scores = [], []
    for _ in range(RESAMPLES):
        drawn = np.bincount(chance.integers(0, len(matches), len(matches)), minlength=len(matches))
        known = [value for one in by_class if (value := _average_precision(one, drawn)) is not None]
        maps.append(float(np.mean(known)) if known else 0.0)
        scores.append(_best_f(every, drawn))
    return {name: np.percentile(values, _LEVELS).tolist() for name, values in (("map", maps), ("f", scores))}


def _found(matches: Sequence[Sequence[Match]], code: str | None) -> _Found:
    of_class = [(image, one) for image, board in enumerate(matches) for one in board if _is(one, code)]
    found = [
        (one.finding.score, image, one.defect is not None)
        for image, one in of_class
        if one.finding is not None
    ]
    found.sort(key=lambda entry: -entry[0])
    images = np.array([image for _, image, _ in found], np.intp)
    right = np.array([hit for _, _, hit in found], bool)
    wanted = np.array([image for image, one in of_class if one.defect is not None], np.intp)
    return _Found(images, right, np.bincount(wanted, minlength=len(matches)).astype(np.int64))


def _is(one: Match, code: str | None) -> bool:
    """Whether a match is of the class; a finding is right only where both are of one."""
    known = one.finding.defect_class if one.finding is not None else one.defect and one.defect.code
    return code is None or known == code


def _average_precision(found: _Found, drawn: npt.NDArray[np.intp]) -> float | None:
    """As `matching.average_precision`, each image counted as often as it was drawn."""
    wanted = int(found.wanted @ drawn)
    if not wanted:
        return None
    hits, count = _counts(found, drawn)
    precision = hits / np.maximum(count, 1)
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    return float(np.sum(np.diff(hits, prepend=0) / wanted * envelope))


def _best_f(found: _Found, drawn: npt.NDArray[np.intp]) -> float:
    hits, count = _counts(found, drawn)
    return float(np.max(2 * hits / np.maximum(count + found.wanted @ drawn, 1), initial=0.0))


def _counts(
    found: _Found, drawn: npt.NDArray[np.intp]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Right findings, and findings, down to each one."""
    weight = drawn[found.image].astype(np.int64)
    return np.cumsum(weight * found.right), np.cumsum(weight)
