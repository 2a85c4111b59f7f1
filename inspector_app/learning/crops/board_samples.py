"""Boards to measure on: half of them good, the other half with defects, some of each near the tolerance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from inspector_app.boards import BoardView, Product, render_view

BOARDS_A_PRODUCT = 10
_SMALL_DEFECTS_SHARE = 0.2  # of the good boards
_MOST_DEFECTS = 5
_TRIES = 60


@dataclass(frozen=True, slots=True, eq=False)
class BoardSample:
    """One view of a board with its truth; good where no defect reaches its tolerance. view: its number, from 0."""

    product: Product
    board: BoardView
    good: bool
    view: int = 0


def draw_boards(
    count: int, seed: int, family: Callable[[int], Product], tolerances_mm: Mapping[str, float]
) -> Iterator[BoardSample]:
    """`count` boards, every second one good, ten of each product; the same arguments give the same boards.

    tolerances_mm: of the classes that are drawn, and of no other.
    """
    first = seed * 100_000
    for number in range(count):
        product = family(first + number // BOARDS_A_PRODUCT)
        rng = np.random.default_rng([seed, number])
        view = int(rng.integers(product.views))
        good = number % 2 == 0
        yield BoardSample(product, _draw(product, view, rng, good, tolerances_mm), good, view)


def _draw(
    product: Product, view: int, rng: np.random.Generator, good: bool, tolerances_mm: Mapping[str, float]
) -> BoardView:
    """Draws boards until one is as good or bad as wanted; a good one mostly has no defect at all."""
    if good and rng.random() >= _SMALL_DEFECTS_SHARE:
        return render_view(product, view, seed=_seed(rng))
    for _ in range(_TRIES):
        wanted = 1 if good else int(rng.integers(1, _MOST_DEFECTS + 1))
        codes = [str(code) for code in rng.choice(tuple(tolerances_mm), wanted)]
        board = render_view(product, view, seed=_seed(rng), defects=codes)
        if board.defects and is_good(board, tolerances_mm) == good:
            return board
    raise ValueError(f"{product.name}: no board could be drawn that is {'good' if good else 'bad'}")


def is_good(board: BoardView, tolerances_mm: Mapping[str, float]) -> bool:
    """Whether no defect reaches the tolerance of its class."""
    return all(defect.size_mm < tolerances_mm[defect.code] for defect in board.defects)


def _seed(rng: np.random.Generator) -> int:
    return int(rng.integers(1 << 31))
