"""Two packages on the same images, told apart by the images on which they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from inspector_app.boards import Defect
from inspector_app.domain.catalogue import defect_name
from inspector_app.domain.recipe import Recipe
from inspector_app.domain.verdict import Outcome
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard, counted, verdict_of_part
from inspector_app.learning.evaluating.matching import match
from inspector_app.quality.paired import Pairs
from inspector_app.validation.content import PairedRow

ALL = "Defects found, all classes"
STOPPED = "Bad parts not passed"
NOT_FAILED = "Good parts not failed"


def paired_rows(
    first: Sequence[ExaminedBoard],
    first_recipe: Recipe,
    second: Sequence[ExaminedBoard],
    second_recipe: Recipe,
) -> tuple[PairedRow, ...]:
    """Defects at or above tolerance that each found, by class, and parts that each judged well.

    Both lists are of the same images in the same order. Each model at its own thresholds; classes that one of them
    lacks are left out of the defects.
    """
    shared = [code for code in first_recipe.classes if code in second_recipe.classes]
    found: dict[str, list[tuple[bool, bool]]] = {code: [] for code in shared}
    for one, other in zip(first, second, strict=True):
        hits, other_hits = _found(one, first_recipe), _found(other, second_recipe)
        for defect in _wanted(one, first_recipe, shared):
            found[defect.code].append((id(defect) in hits, id(defect) in other_hits))
    rows = [PairedRow(what=defect_name(code), pairs=pairs_of(found[code])) for code in shared]
    everything = PairedRow(what=ALL, pairs=pairs_of([pair for code in shared for pair in found[code]]))
    return (everything, *rows, *_part_rows(first, first_recipe, second, second_recipe))


def pairs_of(items: Sequence[tuple[bool, bool]]) -> Pairs:
    """How often both, only one, or neither had an item right."""
    return Pairs(
        *(items.count(kind) for kind in ((True, True), (True, False), (False, True), (False, False)))
    )


def _found(board: ExaminedBoard, recipe: Recipe) -> set[int]:
    """The defects that a finding pairs with, by identity: two may be equal in all else."""
    matches = match(counted(board.findings, recipe), board.defects, board.iou)
    return {id(one.defect) for one in matches if one.finding is not None and one.defect is not None}


def _wanted(board: ExaminedBoard, recipe: Recipe, shared: Sequence[str]) -> list[Defect]:
    return [
        defect
        for defect in board.defects
        if defect.code in shared and defect.size_mm >= recipe.classes[defect.code].tolerance_mm
    ]


def _part_rows(
    first: Sequence[ExaminedBoard],
    first_recipe: Recipe,
    second: Sequence[ExaminedBoard],
    second_recipe: Recipe,
) -> tuple[PairedRow, ...]:
    stopped, not_failed = [], []
    for one, other in zip(parts_of(first), parts_of(second), strict=True):
        outcomes = (verdict_of_part(one, first_recipe).outcome, verdict_of_part(other, second_recipe).outcome)
        if all(board.good for board in one):
            not_failed.append((outcomes[0] is not Outcome.FAIL, outcomes[1] is not Outcome.FAIL))
        else:
            stopped.append((outcomes[0] is not Outcome.PASS, outcomes[1] is not Outcome.PASS))
    return (
        PairedRow(what=STOPPED, pairs=pairs_of(stopped)),
        PairedRow(what=NOT_FAILED, pairs=pairs_of(not_failed)),
    )


def parts_of(boards: Sequence[ExaminedBoard]) -> list[list[ExaminedBoard]]:
    """Images by the part that they show, in the order in which parts first come; one without a part is its own."""
    parts: dict[str, list[ExaminedBoard]] = defaultdict(list)
    for number, board in enumerate(boards):
        parts[board.part or f"\0{number}"].append(board)
    return list(parts.values())
