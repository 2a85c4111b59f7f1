"""Teaching one view from good parts: each is aligned, compared with the golden and added up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging import Pyramid, Reference, align, compare, shrink
from inspector_app.imaging.arrays import FloatPlane, Image
from inspector_app.imaging.gray import check_image
from inspector_app.novelty.cells import CELL, difference_cells
from inspector_app.novelty.files import TaughtError, golden_digest
from inspector_app.novelty.limits import set_limits
from inspector_app.novelty.statistics import GoodParts
from inspector_app.novelty.taught import Taught

FEWEST_IMAGES, MOST_IMAGES = 20, 200
WANTED_FALSE_CALLS = 0.05
_SMALLEST_PX = 128  # the rim of which nothing is said takes up to 32 px a side
_MARGIN = 0.75
"""Chosen on boards of validation products, whose scores have heavy tails (dust): without, twice the false calls."""

_ODD = 3.0
"""So many times the largest score of all others. On simulated boards of validation products none of 24 good sets of 30
had such a part, and of 26 sets with one defective board among them 17; one such part hardly moves the limits."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Odd:
    """A part that is unlike all other good ones: by how much, and where (px of the golden)."""

    number: int
    times: float
    x: float
    y: float


class Lesson:
    """Takes in good parts of one view, one after another, then says what they have in common."""

    def __init__(self, golden: Image, scale: float = 1.0) -> None:
        """scale: by how much images and golden are made smaller first, as the station does.

        Raises ValueError for a golden that nothing can be aligned to, TaughtError for one that is all edge.
        """
        check_image(golden, "golden")
        self._scale = scale
        self._golden = golden_digest(golden)
        self._size = golden.shape[:2]
        self._reference = Reference.from_image(shrink(golden, scale))
        if min(self._reference.size) < _SMALLEST_PX:
            width, height = self._reference.size
            raise TaughtError(
                f"the golden is examined at {width} x {height} px, too small to be taught: {_SMALLEST_PX} px are needed"
            )
        self._parts: list[FloatPlane] = []

    @property
    def count(self) -> int:
        """How many parts were taken in."""
        return len(self._parts)

    def add(self, image: Image) -> None:
        """One good part; raises TaughtError saying why an image can't be used."""
        if image.shape[:2] != self._size:
            (height, width), (wanted_height, wanted_width) = image.shape[:2], self._size
            raise TaughtError(f"is {width} x {height} px, the golden {wanted_width} x {wanted_height}")
        frame = Pyramid(shrink(self._reference.plane_of(image), self._scale))
        alignment = align(frame, self._reference)
        if alignment.failure is not None:
            raise TaughtError(f"can't be aligned to the golden: {alignment.failure}")
        self._parts.append(difference_cells(compare(frame, self._reference, alignment), alignment))

    def finish(
        self, *, wanted_false_calls: float = WANTED_FALSE_CALLS, progress: Progress | None = None
    ) -> tuple[Taught, tuple[Odd, ...]]:
        """What was learnt, and parts that look odd among the others; TaughtError for too few parts.

        Leaves every part out once, so the time grows with the number of parts.
        """
        if len(self._parts) < FEWEST_IMAGES:
            raise TaughtError(
                f"{len(self._parts)} good parts are too few: {FEWEST_IMAGES} at least, 30 to 50 are better"
            )
        parts = GoodParts(self._parts)
        scores, places = [], []
        for number, part in enumerate(self._parts):
            off = parts.statistics(without=number).standardised(part)
            scores.append(off.max(axis=(1, 2)))
            places.append([np.unravel_index(int(scale.argmax()), scale.shape) for scale in off])
            if progress is not None:
                progress(number + 1, len(self._parts))
        table = np.array(scores, np.float64)
        limits = set_limits(table, wanted_false_calls, _MARGIN)
        known = limits.per_scale.astype(np.float32)
        taught = Taught(self._golden, self._scale, parts.statistics(), known, limits.false_calls)
        worst = (table / limits.per_scale).argmax(axis=1)
        middles = [_middle(place[scale]) for place, scale in zip(places, worst, strict=True)]
        return taught, odd_parts(limits.unlikeness, middles)


def odd_parts(unlikeness: NDArray[np.float64], middles: Sequence[tuple[float, float]]) -> tuple[Odd, ...]:
    """The parts that stand out, worst first; middles: where each is most unlike the others."""
    return tuple(
        Odd(int(number), float(unlikeness[number]), *middles[number])
        for number in np.argsort(-unlikeness)
        if unlikeness[number] >= _ODD
    )


def _middle(place: tuple[np.intp, ...]) -> tuple[float, float]:
    row, column = place
    return (float(column) + 0.5) * CELL, (float(row) + 0.5) * CELL
