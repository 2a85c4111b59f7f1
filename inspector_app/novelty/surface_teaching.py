"""Teaching a surface that has no golden: every part's texture is added up."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from inspector_app.imaging import to_gray
from inspector_app.imaging.arrays import Image
from inspector_app.novelty.files import TaughtError
from inspector_app.novelty.limits import set_limits
from inspector_app.novelty.mixture import GoodCells
from inspector_app.novelty.surface import TaughtSurface, rows_of
from inspector_app.novelty.teaching import FEWEST_IMAGES, WANTED_FALSE_CALLS, Odd, odd_parts
from inspector_app.novelty.texture import (
    TEXTURE_CELL,
    TEXTURE_SQUARES,
    Features,
    square_features,
    texture_features,
)

_MARGIN = 0.25
"""Chosen on validation surfaces, whose scores have short tails: it keeps false calls at the 5 % that are wanted."""


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
    ) -> tuple[TaughtSurface, tuple[Odd, ...]]:
        """What was learnt, and parts that look odd among the others; TaughtError for too few parts.

        progress: sizes of square done, of how many.
        """
        if self._size is None or len(self._parts) < FEWEST_IMAGES:
            raise TaughtError(
                f"{len(self._parts)} good parts are too few: {FEWEST_IMAGES} at least, 30 to 50 are better"
            )
        mixtures, scores, places = [], [], []
        for index in range(len(TEXTURE_SQUARES)):
            rows = [rows_of(square_features(part)[index]) for part in self._parts]
            cells = GoodCells(rows)
            left_out = [cells.mixture(without=one).distances(rows[one]) for one in range(len(rows))]
            scores.append([float(distances.max()) for distances in left_out])
            places.append([int(distances.argmax()) for distances in left_out])
            mixtures.append(cells.mixture())
            if progress is not None:
                progress(index + 1, len(TEXTURE_SQUARES))
        table = np.array(scores, np.float64).T
        limits = set_limits(table, wanted_false_calls, _MARGIN)
        width = self._parts[0].shape[1] - 2  # the outermost cells are left out
        worst = np.array(places).T[np.arange(len(table)), (table / limits.per_scale).argmax(axis=1)]
        middles = [
            ((place % width + 1.5) * TEXTURE_CELL, (place // width + 1.5) * TEXTURE_CELL) for place in worst
        ]
        taught = TaughtSurface(
            self._size, tuple(mixtures), limits.per_scale.astype(np.float32), limits.false_calls
        )
        return taught, odd_parts(limits.unlikeness, middles)
