"""Teaching from good parts, measured on boards of products that nothing was chosen on, beside the detector."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from inspector_app.boards import DEFECT_CODES, Product, held_out_product, render_golden, render_view
from inspector_app.domain.catalogue import UNFAMILIAR
from inspector_app.domain.frame import Image
from inspector_app.domain.geometry import Box
from inspector_app.domain.recipe import Recipe
from inspector_app.domain.verdict import Outcome
from inspector_app.imaging import Reference, align, compare
from inspector_app.inspection.board_recipe import BOARD_TOLERANCES_MM
from inspector_app.inspection.examine import ViewExaminer, rules_of
from inspector_app.inspection.judge import judge_views
from inspector_app.inspection.ports import Network
from inspector_app.inspection.stages import StageTimes
from inspector_app.learning.evaluating.evaluation import evaluation_recipe
from inspector_app.model_packages.card import Card
from inspector_app.novelty import Lesson, Taught, TaughtError, Unlikeness, same_place
from inspector_app.quality.rates import Rate
from inspector_app.surfaces.flaws import box_of, draw_flaw

GOOD = "good"
FOREIGN = ("scratch", "stain", "hole")
"""Marks that no board detector was trained on, of the generator of surfaces."""

_FRESH_GOOD, _EACH_CLASS, _EACH_FOREIGN, _TRIES = 20, 3, 2, 20

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class BoardTrial:
    """One fresh board: what is on it, how unlike the good ones it was, and what the station said.

    placed: the worst place is that of the defect. alone, beside: the verdict of the detector by itself, and with what
    was taught beside it.
    """

    product: int
    kind: str
    score: float
    placed: bool
    alone: Outcome
    beside: Outcome


@dataclass(frozen=True, slots=True)
class BoardTrials:
    """All boards, and the false calls that teaching itself expected."""

    trials: tuple[BoardTrial, ...]
    expected: Rate
    parts: int


def try_boards(
    products: int,
    parts: int,
    seed: int,
    *,
    network: Network,
    card: Card,
    progress: Progress | None = None,
) -> BoardTrials:
    """Teaches each held-out product from `parts` good boards, then tries fresh good and bad ones."""
    trials: list[BoardTrial] = []
    expected = [0, 0]
    for number in range(products):
        bench = _Bench(number, held_out_product(seed * 100_000 + 50_000 + number), parts, network, card)
        expected[0] += bench.taught.false_calls.count
        expected[1] += bench.taught.false_calls.n
        trials += bench.run()
        if progress is not None:
            progress(number + 1, products)
    return BoardTrials(tuple(trials), Rate(*expected), parts)


class _Bench:
    """One product, taught."""

    def __init__(self, number: int, product: Product, parts: int, network: Network, card: Card) -> None:
        self._number, self._product = number, product
        self._recipe: Recipe = evaluation_recipe(card)
        golden = render_golden(product, 0)
        self.taught = _teach(product, golden, parts)
        self._reference = Reference.from_image(golden)
        rules = rules_of(self._recipe.views[0], self._recipe, golden, network, card.smallest_found_px)
        self._examiner = ViewExaminer(golden, rules, network, self.taught)

    def run(self) -> Iterator[BoardTrial]:
        """Good boards, then boards with one defect beyond tolerance, then with marks that no detector knows."""
        for seed in range(_FRESH_GOOD):
            yield self._try(GOOD, render_view(self._product, 0, seed=10_000 + seed).image, None)
        for position, code in enumerate(DEFECT_CODES):
            for image, box in _bad_boards(self._product, code, 20_000 + 1000 * position):
                yield self._try(code, image, box)
        for position, kind in enumerate(FOREIGN):
            for seed in range(_EACH_FOREIGN):
                image, box = _marked(self._product, kind, 30_000 + 100 * position + seed)
                yield self._try(f"foreign {kind}", image, box)

    def _try(self, kind: str, image: Image, box: Box | None) -> BoardTrial:
        examined = self._examiner.examine(image, StageTimes())
        problems = [] if examined.problem is None else [examined.problem]
        detected = [one for one in examined.findings if one.defect_class != UNFAMILIAR]
        seen = self._look(image)
        places = seen.regions(0.5)
        return BoardTrial(
            self._number,
            kind,
            seen.score,
            box is not None and bool(places) and same_place(places[0].box, box),
            judge_views(detected, problems, self._recipe).outcome,
            judge_views(examined.findings, problems, self._recipe).outcome,
        )

    def _look(self, image: Image) -> Unlikeness:
        frame = self._reference.frame_of(image)
        alignment = align(frame, self._reference)
        return self.taught.look(compare(frame, self._reference, alignment), alignment)


def _teach(product: Product, golden: Image, parts: int) -> Taught:
    """From good boards only; one that can't be aligned is left out, as a person would."""
    lesson, seed = Lesson(golden), 0
    while lesson.count < parts and seed < 2 * parts:
        with suppress(TaughtError):  # the next one
            lesson.add(render_view(product, 0, seed=seed).image)
        seed += 1
    return lesson.finish()[0]


def _bad_boards(product: Product, code: str, first: int) -> Iterator[tuple[Image, Box]]:
    found = 0
    for seed in range(first, first + _TRIES):
        board = render_view(product, 0, seed=seed, defects=[code])
        if found < _EACH_CLASS and board.defects and board.defects[0].size_mm >= BOARD_TOLERANCES_MM[code]:
            found += 1
            yield board.image, board.defects[0].box


def _marked(product: Product, kind: str, seed: int) -> tuple[Image, Box]:
    """A good board with a mark laid on."""
    board = render_view(product, 0, seed=seed).image
    change = draw_flaw(kind, product.size_px, np.random.default_rng([seed, product.seed]))
    marked = np.clip(board + 255 * change[:, :, None], 0, 255).astype(np.uint8)
    return marked, box_of(change)
