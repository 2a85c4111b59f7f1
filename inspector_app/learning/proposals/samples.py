"""What the network learns from: proposals of labelled pairs, each with the defect that it should lead to, or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from inspector_app.datasets.formats.deeppcb import TYPES
from inspector_app.imaging.proposals import overlaps, propose, shared_areas
from inspector_app.learning.deeppcb.pairs import planes_of, read_pair

NOTHING = 0
"""The label of a proposal that shows no defect; types count from 1."""

_NOTHING_KEPT = 0.5  # share of an epoch's proposals that show nothing
_FOUND_IOU = 0.25  # a proposal that overlaps a defect by this much leads to it
_PIECE_IOU = 0.1  # so does a smaller piece whose middle lies in the defect
_BESIDE_IOU = 0.08  # below it, a proposal shows no defect; between the two it teaches nothing
_INSIDE = 0.5  # nor does a piece of which this share lies in a defect


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """One pair as it is learnt from."""

    name: str
    planes: npt.NDArray[np.uint8]  # (H, W, 3)
    boxes: npt.NDArray[np.float32]  # (D, 4) true boxes, px
    types: npt.NDArray[np.int64]  # (D,) from 1


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """N proposals; `truth` is the true box in px of the board, zeros where there is none."""

    board: npt.NDArray[np.int64]  # (N,)
    box: npt.NDArray[np.float32]  # (N, 4)
    truth: npt.NDArray[np.float32]  # (N, 4)
    label: npt.NDArray[np.int64]  # (N,)

    def __len__(self) -> int:
        return len(self.label)


def read_boards(
    folder: Path, names: Sequence[str], progress: Callable[[int, int], None] | None = None
) -> list[Board]:
    """Pairs of a part of the set, aligned and compared; raises LabelError or ImageError."""
    boards = []
    for done, name in enumerate(names, start=1):
        pair = read_pair(folder, name)
        boxes = np.array([defect.box.as_tuple() for defect in pair.defects], np.float32).reshape(-1, 4)
        types = np.array([TYPES.index(defect.code) + 1 for defect in pair.defects], np.int64)
        boards.append(Board(name, planes_of(pair), boxes, types))
        if progress is not None:
            progress(done, len(names))
    return boards


def proposal_samples(boards: Sequence[Board]) -> Samples:
    """Every proposal of the boards that is clearly a defect or clearly none."""
    return _joined([_of_board(index, board) for index, board in enumerate(boards)])


def _of_board(index: int, board: Board) -> Samples:
    boxes = propose(board.planes)
    if not len(board.boxes):
        return _samples(index, boxes, np.zeros_like(boxes), np.zeros(len(boxes), np.int64))
    shared = overlaps(boxes, board.boxes)
    nearest, best = shared.argmax(axis=1), shared.max(axis=1)
    truth = board.boxes[nearest]
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    within = ((middle > truth[:, :2]) & (middle < truth[:, 2:])).all(axis=1)
    found = (best >= _FOUND_IOU) | (within & (best >= _PIECE_IOU))
    inside = shared_areas(boxes, board.boxes).max(axis=1) / np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
    clear = found | ((best < _BESIDE_IOU) & (inside < _INSIDE))
    label = np.where(found, board.types[nearest], NOTHING)
    return _samples(index, boxes[clear], np.where(found[:, None], truth, 0)[clear], label[clear])


def thinned(samples: Samples, chance: np.random.Generator) -> Samples:
    """The samples without a random half of those that show nothing: there are more of them than defects."""
    return _chosen(samples, (samples.label != NOTHING) | (chance.random(len(samples)) < _NOTHING_KEPT))


def some(samples: Samples, share: float, chance: np.random.Generator) -> Samples:
    """A random share of the samples, all where it is 1."""
    return _chosen(samples, chance.random(len(samples)) < share)


def _chosen(samples: Samples, kept: npt.NDArray[np.bool_]) -> Samples:
    return Samples(*(getattr(samples, name)[kept] for name in Samples.__slots__))


def drawn_samples(boards: Sequence[Board], chance: np.random.Generator) -> Samples:
    """One sample a defect, as if its proposal had come out a little off: a true box moved and stretched."""
    return _joined([_around(index, board, chance) for index, board in enumerate(boards)])


def _around(index: int, board: Board, chance: np.random.Generator) -> Samples:
    size = board.boxes[:, 2:] - board.boxes[:, :2]
    middle = (board.boxes[:, :2] + board.boxes[:, 2:]) / 2 + chance.uniform(-0.2, 0.2, size.shape) * size
    half = size * np.exp(chance.uniform(-0.35, 0.3, size.shape)) / 2
    boxes = np.concatenate([middle - half, middle + half], axis=1).astype(np.float32)
    return _samples(index, boxes, board.boxes, board.types)


def _samples(
    index: int, box: npt.NDArray[np.float32], truth: npt.NDArray[np.float32], label: npt.NDArray[np.int64]
) -> Samples:
    return Samples(np.full(len(label), index, np.int64), box, truth.astype(np.float32), label)


def _joined(parts: Sequence[Samples]) -> Samples:
    return Samples(*(np.concatenate([getattr(one, name) for one in parts]) for name in Samples.__slots__))


def both(one: Samples, other: Samples) -> Samples:
    """The samples of both."""
    return _joined([one, other])
