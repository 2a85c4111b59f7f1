"""Teaching a surface that has no golden, and holding images against what was learnt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging import to_gray
from inspector_app.imaging.arrays import FloatPlane, Image
from inspector_app.novelty.files import TaughtError
from inspector_app.novelty.limits import set_limits
from inspector_app.novelty.mixture import GoodCells, Mixture
from inspector_app.novelty.regions import Unlikeness
from inspector_app.novelty.teaching import FEWEST_IMAGES, WANTED_FALSE_CALLS
from inspector_app.novelty.texture import (
    TEXTURE_CELL,
    TEXTURE_SQUARES,
    Features,
    square_features,
    texture_features,
)
from inspector_app.quality.rates import Rate

_NOT_MOVED = np.eye(2, 3)


@dataclass(frozen=True, slots=True, eq=False)
class TaughtSurface:
    """What a surface's good parts look like, and the limits learnt from them; one of each a size of square."""

    size: tuple[int, int]
    mixtures: tuple[Mixture, ...]
    limits: NDArray[np.float64]
    false_calls: Rate

    def look(self, image: Image) -> Unlikeness:
        """How unlike the good parts an image (H, W) or (H, W, 3) is. ValueError for another size."""
        if image.shape[:2] != self.size:
            raise ValueError(
                f"image: {image.shape[1]}x{image.shape[0]} px, but it was taught {self.size[::-1]}"
            )
        features = texture_features(to_gray(image))
        maps = _distances(features, self.mixtures)
        worst = np.zeros(features.shape[:2], np.float32)
        worst[1:-1, 1:-1] = np.max(
            [one / limit for one, limit in zip(maps, self.limits, strict=True)], axis=0
        )
        return Unlikeness(float(worst.max()), worst, _NOT_MOVED, TEXTURE_CELL)


class SurfaceLesson:
    """Takes in good parts of one surface, one after another."""

    def __init__(self) -> None:
        self._size: tuple[int, int] | None = None
        self._parts: list[Features] = []

    @property
    def count(self) -> int:
        """How many parts were taken in."""
        return len(self._parts)

    def add(self, image: Image) -> None:
        """One good part; TaughtError for one of another size than the first."""
        size = (int(image.shape[0]), int(image.shape[1]))
        if self._size is not None and size != self._size:
            raise TaughtError(f"is {size[1]} x {size[0]} px, the others {self._size[1]} x {self._size[0]}")
        self._size = size
        self._parts.append(texture_features(to_gray(image)))

    def finish(
        self,
        *,
        wanted_false_calls: float = WANTED_FALSE_CALLS,
        progress: Callable[[int, int], None] | None = None,
    ) -> TaughtSurface:
        """What was learnt; TaughtError for too few parts. progress: sizes of square done, of how many."""
        if self._size is None or len(self._parts) < FEWEST_IMAGES:
            raise TaughtError(
                f"{len(self._parts)} good parts are too few: {FEWEST_IMAGES} at least, 30 to 50 are better"
            )
        mixtures, scores = [], []
        for index in range(len(TEXTURE_SQUARES)):
            rows = [_rows(square_features(part)[index]) for part in self._parts]
            cells = GoodCells(rows)
            scores.append(
                [float(cells.mixture(without=one).distances(rows[one]).max()) for one in range(len(rows))]
            )
            mixtures.append(cells.mixture())
            if progress is not None:
                progress(index + 1, len(TEXTURE_SQUARES))
        limits = set_limits(np.array(scores, np.float64).T, wanted_false_calls)
        return TaughtSurface(self._size, tuple(mixtures), limits.per_scale, limits.false_calls)


def _rows(features: Features) -> NDArray[np.float32]:
    return np.ascontiguousarray(features.reshape(-1, features.shape[2]))


def _distances(features: Features, mixtures: tuple[Mixture, ...]) -> list[FloatPlane]:
    squares = square_features(features)
    return [
        mixture.distances(_rows(square)).reshape(square.shape[:2])
        for mixture, square in zip(mixtures, squares, strict=True)
    ]
