"""Evaluates a model on fresh generated boards of products that no training saw."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from inspector_app.boards import Product, held_out_product
from inspector_app.domain.recipe import Recipe
from inspector_app.inspection.board_recipe import BOARD_TOLERANCES_MM, board_recipe
from inspector_app.inspection.ports import Network
from inspector_app.learning.board_samples import draw_boards
from inspector_app.learning.examined_boards import BoardExaminer, ExaminedBoard, examine_board
from inspector_app.learning.figures import Figures, figures_of
from inspector_app.model_packages.card import Card

Progress = Callable[[int, int], None]


class EvaluationError(Exception):
    """An evaluation that can't be made; the message names the file and what is off."""


def run_boards(
    count: int,
    seed: int,
    networks: Sequence[Network],
    *,
    family: Callable[[int], Product] = held_out_product,
    progress: Progress | None = None,
) -> list[list[ExaminedBoard]]:
    """Examines `count` fresh boards of the family, half of them good, with each network: a list a network."""
    examiners = [BoardExaminer(network) for network in networks]
    examined: list[list[ExaminedBoard]] = [[] for _ in networks]
    for done, sample in enumerate(draw_boards(count, seed, family, BOARD_TOLERANCES_MM), start=1):
        for boards, examiner in zip(examined, examiners, strict=True):
            boards.append(examine_board(sample, examiner))
        if progress is not None:
            progress(done, count)
    return examined


def evaluate_boards(
    count: int, seed: int, network: Network, card: Card, *, progress: Progress | None = None
) -> Figures:
    """Figures on products that training never saw, at the card's thresholds."""
    if count < 2:
        raise EvaluationError("at least 2 boards are needed, one good and one bad")
    (boards,) = run_boards(count, seed, [network], progress=progress)
    return figures_of(boards, evaluation_recipe(card))


def evaluation_recipe(card: Card) -> Recipe:
    """The recipe that evaluations judge by: the demo's tolerances and the card's thresholds."""
    return board_recipe(held_out_product(0), card, name="evaluation", views=1)
