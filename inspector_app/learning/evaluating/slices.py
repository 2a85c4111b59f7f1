"""Figures by condition: size, view, light, blur, lot; where a model is weak although the whole looks well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import inf

from inspector_app.domain.recipe import Recipe
from inspector_app.domain.verdict import Outcome
from inspector_app.learning.evaluating.confusion import matters
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard, counted, verdict_of
from inspector_app.learning.evaluating.figures import SIZE_STEPS_MM
from inspector_app.learning.evaluating.known_images import in_order
from inspector_app.learning.evaluating.matching import Match, match
from inspector_app.quality.rates import Rate
from inspector_app.validation.content import SIZE_OF_ALL, SIZE_WANTED, SliceRow

_NOTHING = Rate(0, 0)


def slices_of(boards: Sequence[ExaminedBoard], recipe: Recipe, unit: str) -> tuple[SliceRow, ...]:
    """A row for each value of each trait, then for each step of size."""
    matched = [match(counted(board.findings, recipe), board.defects, board.iou) for board in boards]
    outcomes = [verdict_of(board, recipe).outcome for board in boards]
    traits = sorted({trait for board in boards for trait in board.traits})
    rows = [row for trait in traits for row in _by_trait(trait, boards, matched, outcomes, recipe)]
    together = [one for matches in matched for one in matches if one.defect is not None]
    tolerances = recipe.tolerances_mm
    wanted = [one for one in together if _is_asked_for(one, tolerances)]
    steps = _steps([one.defect.size_mm for one in together if one.defect is not None], unit)
    return (*rows, *_by_size(SIZE_WANTED, wanted, steps, unit), *_by_size(SIZE_OF_ALL, together, steps, unit))


def _by_trait(
    trait: str,
    boards: Sequence[ExaminedBoard],
    matched: Sequence[Sequence[Match]],
    outcomes: Sequence[Outcome],
    recipe: Recipe,
) -> Iterator[SliceRow]:
    values = sorted({board.traits[trait] for board in boards if trait in board.traits}, key=in_order)
    for value in values:
        inside = [index for index, board in enumerate(boards) if board.traits.get(trait) == value]
        together = [one for index in inside for one in matched[index]]
        bad = [outcomes[index] for index in inside if not boards[index].good]
        good = [outcomes[index] for index in inside if boards[index].good]
        yield SliceRow(
            trait=trait,
            value=value,
            images=len(inside),
            recall=recall_of(together, recipe),
            precision=precision_of(together),
            bad_passed=Rate(bad.count(Outcome.PASS), len(bad)),
            good_failed=Rate(good.count(Outcome.FAIL), len(good)),
        )


def recall_of(matches: Sequence[Match], recipe: Recipe) -> Rate:
    """Recall over all classes of defects at or above tolerance."""
    tolerances = recipe.tolerances_mm
    wanted = [one for one in matches if _is_asked_for(one, tolerances)]
    return Rate(sum(one.finding is not None for one in wanted), len(wanted))


def _is_asked_for(one: Match, tolerances: Mapping[str, float]) -> bool:
    """A true defect of a class that the model knows, at or above tolerance."""
    return one.defect is not None and one.defect.code in tolerances and matters(one.defect, tolerances)


def precision_of(matches: Sequence[Match]) -> Rate:
    """Share of findings that pair with a defect."""
    found = [one for one in matches if one.finding is not None]
    return Rate(sum(one.defect is not None for one in found), len(found))


def _by_size(trait: str, matches: Sequence[Match], steps: Sequence[float], unit: str) -> Iterator[SliceRow]:
    """Recall by the defects' size, steps without a defect left out."""
    for low, high in pairwise(steps):
        within = [one for one in matches if one.defect is not None and low <= one.defect.size_mm < high]
        if not within:
            continue
        yield SliceRow(
            trait=trait,
            value=f"{low:g} to {high:g} {unit}" if high < inf else f"{low:g} {unit} and more",
            images=len(within),
            recall=Rate(sum(one.finding is not None for one in within), len(within)),
            precision=_NOTHING,
            bad_passed=_NOTHING,
            good_failed=_NOTHING,
        )


def _steps(sizes: Sequence[float], unit: str) -> list[float]:
    """The evaluation's own steps in mm; five steps with equally many defects where there is no scale."""
    if unit == "mm":
        return [*SIZE_STEPS_MM[:-1], inf]
    ordered = sorted(sizes)
    marks = [ordered[len(ordered) * fifth // 5] for fifth in range(1, 5)] if ordered else []
    return [0.0, *sorted({float(round(mark)) for mark in marks} - {0.0}), inf]
