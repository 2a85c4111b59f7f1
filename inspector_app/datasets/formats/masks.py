"""Masks as outlines along the edges of their pixels, exact to the pixel."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.datasets.formats.shapes import joined
from inspector_app.datasets.labelled import DatasetError
from inspector_app.domain.geometry import Outline

Mask = NDArray[np.bool_]
_LARGEST = 100_000_000  # px, as of images
_Corner = tuple[int, int]


def outlines_of_mask(mask: Mask, left: float = 0, top: float = 0) -> tuple[Outline, ...]:
    """One outline a connected piece of a mask (H, W), in px; holes hang on seams without width.

    left, top: where the mask's first pixel is in the image.
    """
    count, pieces = cv2.connectedComponents(mask.astype(np.uint8), connectivity=4)
    outlines = []
    for piece in range(1, count):
        rows, columns = np.nonzero(pieces == piece)
        x, y = int(columns.min()), int(rows.min())
        part = pieces[y : int(rows.max()) + 1, x : int(columns.max()) + 1] == piece
        loops = sorted(_loops(part), key=lambda loop: -abs(_area(loop)))  # the largest goes round the rest
        outlines.append(joined([_moved(loop, x + left, y + top) for loop in loops]))
    return tuple(outlines)


def mask_of_counts(counts: Sequence[int], width: int, height: int, *, by_column: bool, where: str) -> Mask:
    """A mask out of run lengths that begin with background; DatasetError where they don't fill it."""
    if width * height > _LARGEST or width < 0 or height < 0:
        raise DatasetError(f"{where}: the mask is too large, {width} x {height} px.")
    if min(counts, default=0) < 0 or sum(counts) != width * height:
        raise DatasetError(f"{where}: the runs of the mask don't fill its {width} x {height} px.")
    values = np.arange(len(counts)) % 2 == 1
    flat = np.repeat(values, counts)
    return flat.reshape((width, height)).T if by_column else flat.reshape((height, width))


def counts_of_text(text: str, where: str) -> list[int]:
    """Run lengths out of COCO's compressed text: five bits a letter from "0" on, from the third as differences."""
    counts: list[int] = []
    value = shift = 0
    for letter in text.encode("utf-8"):
        bits = letter - 48
        if not 0 <= bits < 64 or shift > 50:
            raise DatasetError(f"{where}: the mask's compressed runs are broken.")
        value |= (bits & 31) << shift
        shift += 5
        if bits & 32:
            continue
        if bits & 16:
            value -= 1 << shift
        counts.append(value + counts[-2] if len(counts) > 2 else value)
        value = shift = 0
    return counts


def _loops(mask: Mask) -> list[list[_Corner]]:
    """Closed paths along pixel edges, with the mask on their right."""
    following = _edges(np.pad(mask, 1))
    loops = []
    while following:
        start = here = next(iter(following))
        loop: list[_Corner] = []
        while not loop or here != start:
            loop.append(here)
            here = _next_corner(following, here)
        loops.append(_corners_only(loop))
    return loops


def _edges(padded: Mask) -> dict[_Corner, list[_Corner]]:
    """For each corner (x, y) of the unpadded mask, the steps that lead on from it."""
    inside = padded.astype(np.int8)
    across, down = np.diff(inside, axis=0), np.diff(inside, axis=1)
    steps: dict[_Corner, list[_Corner]] = {}
    for change, axis, sign in ((across, 0, 1), (across, 0, -1), (down, 1, 1), (down, 1, -1)):
        for row, column in zip(*np.nonzero(change == sign), strict=True):
            x, y = int(column) - (1 - axis), int(row) - axis
            if axis == 0:  # the edge above or below a pixel, from left to right above
                start, step = ((x, y), (1, 0)) if sign > 0 else ((x + 1, y), (-1, 0))
            else:
                start, step = ((x, y + 1), (0, -1)) if sign > 0 else ((x, y), (0, 1))
            steps.setdefault(start, []).append(step)
    return steps


def _next_corner(following: dict[_Corner, list[_Corner]], here: _Corner) -> _Corner:
    """One edge on, which is used up. Where two pixels touch at a corner only, either of its two edges will do."""
    steps = following[here]
    across, down = steps.pop()
    if not steps:
        del following[here]
    return here[0] + across, here[1] + down


def _corners_only(loop: list[_Corner]) -> list[_Corner]:
    around = zip(loop[-1:] + loop[:-1], loop, loop[1:] + loop[:1], strict=True)
    return [here for before, here, after in around if (before[0] == here[0]) != (here[0] == after[0])]


def _area(loop: list[_Corner]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(loop, loop[1:] + loop[:1], strict=True)) / 2


def _moved(loop: Sequence[_Corner], dx: float, dy: float) -> Outline:
    return tuple((x + dx, y + dy) for x, y in loop)
