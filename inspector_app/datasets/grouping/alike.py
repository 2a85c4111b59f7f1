"""Which looks are one capture: turned and mirrored copies as well, and fast for ten thousand images."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inspector_app.datasets.grouping.looks import SIDE

_BLOCK = 1024  # rows compared at once: 4 MB of likenesses
_COARSE_SLACK = 0.01  # at 32 px pairs were never less alike than that below what they are at 64 px
_STRICT = 0.9992  # for looks of which very many are alike
_CROWD_SHARE, _CROWD = 0.05, 20

Labels = NDArray[np.intp]
Pictures = NDArray[Any]
"""(n, side, side), whole numbers or not."""
Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """For each look the number of its group (n,), and the places of those that are too many to tell copies by look."""

    groups: Labels
    crowded: Labels


def find_alike(looks: NDArray[np.int8], threshold: float) -> Alike:
    """Groups of looks (n, 4096) that are alike from `threshold` on, through any chain.

    Where a product's pictures all look the same, likeness says nothing: a group of more than 5 % of all (and of 20)
    is told apart again by 0.9992, and dissolved where it stays as large.
    """
    groups = _connected(looks, threshold)
    crowded = []
    for crowd in _crowds(groups):
        groups[crowd] = crowd[_connected(looks[crowd], _STRICT)]
        for rest in _crowds(groups, only=crowd):
            groups[rest] = rest
            crowded.append(rest)
    return Alike(groups, np.concatenate(crowded) if crowded else np.empty(0, np.intp))


def _crowds(groups: Labels, only: Labels | None = None) -> list[Labels]:
    within = groups if only is None else groups[only]
    numbers, counts = np.unique(within, return_counts=True)
    most = max(_CROWD, int(_CROWD_SHARE * len(groups)))
    return [np.flatnonzero(groups == number) for number in numbers[counts > most]]


def _connected(looks: NDArray[np.int8], threshold: float) -> Labels:
    """The lowest place of each look's group."""
    groups = np.arange(len(looks))
    fine = looks.reshape(-1, SIDE, SIDE)
    coarse = _unit(_halved(fine))
    for lay_down in _LAYINGS:
        turned = lay_down(fine)
        turned_coarse = _rows(lay_down(coarse.reshape(-1, SIDE // 2, SIDE // 2)))
        for rows, columns in _blocks(len(looks)):
            candidates = coarse[rows] @ turned_coarse[columns].T > threshold - _COARSE_SLACK
            if rows == columns:
                np.fill_diagonal(
                    candidates, val=False
                )  # each is like itself, and a symmetric one like itself turned
            for row, others in _confirmed(candidates, fine[rows], turned[columns], threshold):
                _join(groups, rows.start + row, columns.start + others)
    return groups


def _turned(pictures: Pictures, mirrored: bool, quarters: int) -> Pictures:
    return np.rot90(pictures[:, :, ::-1] if mirrored else pictures, quarters, axes=(1, 2))


_LAYINGS = tuple(
    partial(_turned, mirrored=mirrored, quarters=quarters)
    for mirrored in (False, True)
    for quarters in range(4)
)
"""All eight ways to lay a picture down."""


def _blocks(count: int) -> Iterator[tuple[slice, slice]]:
    for top in range(0, count, _BLOCK):
        for left in range(top, count, _BLOCK):
            yield slice(top, top + _BLOCK), slice(left, left + _BLOCK)


def _confirmed(
    candidates: NDArray[np.bool_], fine: Pictures, turned: Pictures, threshold: float
) -> Iterator[tuple[int, Labels]]:
    """(row, the columns that are alike) of a block: a quarter of the pixels proposed them, all decide."""
    down, across = np.flatnonzero(candidates.any(axis=1)), np.flatnonzero(candidates.any(axis=0))
    if not len(down):
        return
    alike = _unit(fine[down]) @ _unit(turned[across]).T >= threshold
    for place, row in zip(down, alike & candidates[np.ix_(down, across)], strict=True):
        if row.any():
            yield int(place), across[row]


def _join(groups: Labels, row: int, others: Labels) -> None:
    numbers = np.unique(np.append(groups[others], groups[row]))
    if len(numbers) > 1:
        groups[np.isin(groups, numbers)] = numbers[0]


def _halved(fine: Pictures) -> Pictures:
    """(n, 32, 32), each pixel the sum of four."""
    rows = fine[:, ::2].astype(np.float32) + fine[:, 1::2]
    return np.asarray(rows[:, :, ::2] + rows[:, :, 1::2])


def _rows(pictures: Pictures) -> Vectors:
    return np.ascontiguousarray(pictures, np.float32).reshape(len(pictures), -1)


def _unit(pictures: Pictures) -> Vectors:
    flat = _rows(pictures)
    length = np.linalg.norm(flat, axis=1, keepdims=True)
    return np.asarray(flat / np.maximum(length, 1e-6))
