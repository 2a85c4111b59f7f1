"""Runs networks over images whose truth is known: fresh generated boards, or a plant's own labelled images."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from inspector_app.boards import Product, held_out_product
from inspector_app.domain.recipe import Recipe
from inspector_app.inspection.board_recipe import BOARD_TOLERANCES_MM, board_recipe
from inspector_app.inspection.examine import Examination
from inspector_app.inspection.ports import Network
from inspector_app.learning.evaluating.examined_boards import BoardExaminer, ExaminedBoard
from inspector_app.learning.evaluating.figures import Figures, figures_of
from inspector_app.learning.evaluating.known_images import KnownImage, board_images
from inspector_app.model_packages.card import Card

Progress = Callable[[int, int], None]
Watch = Callable[[KnownImage, Examination, ExaminedBoard], None]
"""Sees each image while it is in memory, with what the first network said of it."""


class EvaluationError(Exception):
    """An evaluation that can't be made; the message names the file and what is off."""


def run_boards(
    count: int,
    seed: int,
    networks: Sequence[Network],
    *,
    family: Callable[[int], Product] = held_out_product,
    tolerances_mm: Mapping[str, float] = BOARD_TOLERANCES_MM,
    progress: Progress | None = None,
) -> list[list[ExaminedBoard]]:
    """Examines `count` fresh boards of the family, half of them good, with each network: a list a network."""
    return run_images(board_images(count, seed, family, tolerances_mm), count, networks, progress=progress)


def run_images(
    images: Iterable[KnownImage],
    count: int,
    networks: Sequence[Network],
    *,
    progress: Progress | None = None,
    watch: Watch | None = None,
) -> list[list[ExaminedBoard]]:
    """Examines images (count of them) with each network by the station's code: a list a network."""
    examiners = [BoardExaminer(network) for network in networks]
    examined: list[list[ExaminedBoard]] = [[] for _ in networks]
    for done, known in enumerate(images, start=1):
        for number, (boards, examiner) in enumerate(zip(examined, examiners, strict=True)):
            examination, board = examiner.examine_known(known)
            boards.append(board)
            if watch is not None and number == 0:
                watch(known, examination, board)
        if progress is not None:
            progress(done, count)
    return examined


def evaluate_boards(
    count: int, seed: int, network: Network, card: Card, *, progress: Progress | None = None
) -> Figures:
    """Figures on products that training never saw, at the card's thresholds."""
    check_count(count)
    (boards,) = run_boards(count, seed, [network], progress=progress)
    return figures_of(boards, evaluation_recipe(card))


def check_count(count: int) -> None:
    """Raises EvaluationError for fewer boards than can hold a good and a bad one."""
    if count < 2:
        raise EvaluationError("at least 2 boards are needed, one good and one bad")


def evaluation_recipe(card: Card) -> Recipe:
    """The recipe that evaluations judge by: the demo's tolerances and the card's thresholds."""
    return board_recipe(held_out_product(0), card, name="evaluation", views=1)
