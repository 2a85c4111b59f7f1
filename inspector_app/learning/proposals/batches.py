"""Crops and targets for a step of training, each seen a little differently every time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from inspector_app.imaging.preprocessing import NEUTRAL
from inspector_app.imaging.proposal_crops import CROP_SIDE, fill_crop, in_windows, point_out, windows_round
from inspector_app.learning.proposals.samples import Board, Samples

_MOVED_PX = 6  # a window lies this far off its proposal at most
_RESCALED = 0.15  # share of windows that are larger or smaller than the station would cut them
_GOLDEN_OFF = 0.25  # share of goldens that lie one pixel off


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """N crops, and for each its label and the edges of its true box in crops (0 to 1, may lie beyond)."""

    crops: npt.NDArray[np.uint8]  # (N, CROP_SIDE, CROP_SIDE, 3)
    edges: npt.NDArray[np.float32]  # (N, 4)
    label: npt.NDArray[np.int64]  # (N,)


def batches(
    boards: Sequence[Board], samples: Samples, size: int, chance: np.random.Generator
) -> Iterator[Batch]:
    """All samples once, in random order; a last batch that is not full is left out."""
    order = chance.permutation(len(samples))
    for start in range(0, len(order) - size + 1, size):
        yield _batch(boards, samples, order[start : start + size], chance)


def _batch(
    boards: Sequence[Board], samples: Samples, chosen: npt.NDArray[np.int64], chance: np.random.Generator
) -> Batch:
    box, truth = samples.box[chosen], samples.truth[chosen]
    windows = _moved(windows_round(box), chance)
    inner, edges = in_windows(box, windows), in_windows(truth, windows) / np.float32(CROP_SIDE)
    crops = np.empty((len(chosen), CROP_SIDE, CROP_SIDE, 3), np.uint8)
    for row, board in enumerate(samples.board[chosen].tolist()):
        left, top, side = windows[row].tolist()
        fill_crop(crops[row], boards[board].planes, left, top, side)
        if chance.random() < _GOLDEN_OFF:
            _shift_golden(crops[row], chance)
        point_out(crops[row], inner[row])
        crops[row], edges[row] = _turned(crops[row], edges[row], int(chance.integers(8)))
    return Batch(crops, edges, samples.label[chosen])


def _moved(windows: npt.NDArray[np.int32], chance: np.random.Generator) -> npt.NDArray[np.int32]:
    moved = windows.copy()
    moved[:, :2] += chance.integers(-_MOVED_PX, _MOVED_PX + 1, (len(windows), 2), dtype=np.int32)
    change = np.where(chance.random(len(windows)) < _RESCALED, chance.uniform(0.85, 1.25, len(windows)), 1)
    side = np.rint(moved[:, 2] * change).astype(np.int32)
    moved[:, :2] += ((moved[:, 2] - side) // 2)[:, None]
    moved[:, 2] = side
    return moved


def _shift_golden(crop: npt.NDArray[np.uint8], chance: np.random.Generator) -> None:
    across, down = chance.integers(-1, 2, 2).tolist()
    crop[:, :, 1] = np.roll(crop[:, :, 1], (down, across), (0, 1))
    image, golden = np.ascontiguousarray(crop[:, :, 0]), np.ascontiguousarray(crop[:, :, 1])
    crop[:, :, 2] = cv2.addWeighted(image, 1, golden, -1, NEUTRAL)


def _turned(
    crop: npt.NDArray[np.uint8], edges: npt.NDArray[np.float32], way: int
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]:
    """One of the eight ways to lay a square: a board has no up."""
    left, top, right, bottom = edges.tolist()
    if way & 1:
        crop, left, right = crop[:, ::-1], 1 - right, 1 - left
    if way & 2:
        crop, top, bottom = crop[::-1], 1 - bottom, 1 - top
    if way & 4:
        crop, left, top, right, bottom = crop.transpose(1, 0, 2), top, left, bottom, right
    return crop, np.array([left, top, right, bottom], np.float32)
