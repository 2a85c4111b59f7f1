"""What a surface that has no golden looks like where it is good, ready to be held against an image."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging import to_gray
from inspector_app.imaging.arrays import FloatPlane, Image
from inspector_app.novelty.mixture import Mixture
from inspector_app.novelty.regions import Unlikeness
from inspector_app.novelty.texture import (
    TEXTURE_CELL,
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
    limits: NDArray[np.float32]
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


def rows_of(features: Features) -> NDArray[np.float32]:
    """One row a cell, (cells, features)."""
    return np.ascontiguousarray(features.reshape(-1, features.shape[2]))


def _distances(features: Features, mixtures: tuple[Mixture, ...]) -> list[FloatPlane]:
    squares = square_features(features)
    return [
        mixture.distances(rows_of(square)).reshape(square.shape[:2])
        for mixture, square in zip(mixtures, squares, strict=True)
    ]
