"""Which group goes into which part, so that each part has its share of images, of clean ones and of every class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_ROUNDS = 20  # of moving single groups; three or four mostly leave nothing to gain
Counts = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Deal:
    """Groups to be dealt out: what each holds (groups, kinds), and the share of each part (parts,), in all 1.

    A kind is anything that the parts should hold in proportion: images, clean images, images with a class. fixed: the
    part of each group that has one already, -1 where it is free.
    """

    held: Counts
    shares: Counts
    fixed: NDArray[np.intp]


def deal_out(deal: Deal, seed: int) -> NDArray[np.intp]:
    """The part of each group (groups,). The same deal and seed give the same answer.

    The largest groups are dealt first, each to where it helps most; then single groups are moved as long as that
    brings the parts nearer to their shares (chi-square over parts and kinds).
    """
    wanted = _wanted(deal)
    given = deal.fixed.copy()
    has = np.zeros_like(wanted)
    for group, part in enumerate(given):
        if part >= 0:
            has[part] += deal.held[group]
    free = _order(deal, seed)
    for group in free:
        part = int(np.argmin(_costs(has, wanted, deal.held[group])))
        given[group] = part
        has[part] += deal.held[group]
    _improve(given, has, wanted, deal.held, free)
    return given


def _wanted(deal: Deal) -> Counts:
    """(parts, kinds), never 0: it divides."""
    return np.asarray(np.maximum(np.outer(deal.shares, deal.held.sum(axis=0)), 1e-9))


def _order(deal: Deal, seed: int) -> NDArray[np.intp]:
    free = np.flatnonzero(deal.fixed < 0)
    shuffled = np.random.default_rng(seed).permutation(free)
    return np.asarray(shuffled[np.argsort(-deal.held[shuffled].max(axis=1), kind="stable")])


def _costs(has: Counts, wanted: Counts, more: Counts) -> Counts:
    """(parts,): how much farther from its shares each part would be with `more` in it."""
    return np.asarray(((2 * (has - wanted) + more) * more / wanted).sum(axis=1))


def _improve(
    given: NDArray[np.intp], has: Counts, wanted: Counts, held: Counts, free: NDArray[np.intp]
) -> None:
    for _ in range(_ROUNDS):
        moved = False
        for group in free:
            here = given[group]
            has[here] -= held[group]
            costs = _costs(has, wanted, held[group])
            best = int(np.argmin(costs))
            if costs[best] < costs[here] - 1e-9:
                given[group], moved = best, True
            has[given[group]] += held[group]
        if not moved:
            return


def held_by(groups: Sequence[Sequence[str]], kinds: Mapping[str, Sequence[int]], count: int) -> Counts:
    """(groups, kinds): how many images of each kind a group holds; `kinds` gives the kinds of each name."""
    held = np.zeros((len(groups), count))
    for place, names in enumerate(groups):
        for name in names:
            held[place, list(kinds[name])] += 1
    return held
