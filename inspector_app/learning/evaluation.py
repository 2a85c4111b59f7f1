"""Evaluates a model on fresh generated boards, and on the public DeepPCB set by that set's own protocol."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from inspector_app.boards import Defect, Product, held_out_product
from inspector_app.domain.geometry import Box
from inspector_app.domain.recipe import Recipe
from inspector_app.imaging import read_image
from inspector_app.inspection.board_recipe import BOARD_TOLERANCES_MM, board_recipe
from inspector_app.inspection.ports import Network
from inspector_app.learning.board_samples import draw_boards
from inspector_app.learning.examined_boards import BoardExaminer, ExaminedBoard, examine_boards
from inspector_app.learning.figures import Figures, figures_of, mean_average_precision
from inspector_app.learning.matching import best_f, match
from inspector_app.model_packages.card import Card

Progress = Callable[[int, int], None]

DEEPPCB_TYPES = ("open", "short", "mousebite", "spur", "spurious_copper", "pinhole")
DEEPPCB_IOU = 0.33
DEEPPCB_MM_PER_PX = 1 / 48


class EvaluationError(Exception):
    """An evaluation that can't be made; the message names the file and what is off."""


def run_boards(
    count: int,
    seed: int,
    network: Network,
    *,
    family: Callable[[int], Product] = held_out_product,
    progress: Progress | None = None,
) -> list[ExaminedBoard]:
    """Examines `count` fresh boards of the family, half of them good."""
    boards: list[ExaminedBoard] = []
    for board in examine_boards(draw_boards(count, seed, family, BOARD_TOLERANCES_MM), network):
        boards.append(board)
        if progress is not None:
            progress(len(boards), count)
    return boards


def evaluate_boards(
    count: int, seed: int, network: Network, card: Card, *, progress: Progress | None = None
) -> Figures:
    """Figures on products that training never saw, at the card's thresholds."""
    if count < 2:
        raise EvaluationError("at least 2 boards are needed, one good and one bad")
    return figures_of(run_boards(count, seed, network, progress=progress), evaluation_recipe(card))


def evaluation_recipe(card: Card) -> Recipe:
    """The recipe that evaluations judge by: the demo's tolerances and the card's thresholds."""
    return board_recipe(held_out_product(0), card, name="evaluation", views=1)


def evaluate_deeppcb(
    folder: Path, network: Network, *, part: str = "test", progress: Progress | None = None
) -> dict[str, Any]:
    """MAP and best F at IoU 0.33 on a part of the set (images/, goldens/, labels/); nothing is chosen on it."""
    names = sorted(path.stem for path in (folder / part / "images").glob("*.png"))
    if not names:
        raise EvaluationError(f"{folder / part / 'images'}: no images")
    boards = []
    examiner = BoardExaminer(network)
    for done, name in enumerate(names, start=1):
        boards.append(_examine_pair(folder / part, name, examiner))
        if progress is not None:
            progress(done, len(names))
    return _deeppcb_figures(boards, network.classes)


def _examine_pair(folder: Path, name: str, examiner: BoardExaminer) -> ExaminedBoard:
    image = read_image(folder / "images" / f"{name}.png")
    golden = read_image(folder / "goldens" / f"{name}.png")
    defects = read_deeppcb_labels(folder / "labels" / f"{name}.txt")
    examined = examiner.examine(image, golden, DEEPPCB_MM_PER_PX)
    return ExaminedBoard(examined.findings, examined.problem, defects, good=not defects)


def read_deeppcb_labels(path: Path) -> tuple[Defect, ...]:
    """Lines `x1 y1 x2 y2 type`; raises EvaluationError naming file and line."""
    defects = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            x1, y1, x2, y2, kind = (int(value) for value in line.split())
            code = DEEPPCB_TYPES[kind - 1] if kind > 0 else ""
        except (ValueError, IndexError):
            code = ""
        if not code:
            raise EvaluationError(f"{path}, line {number}: expected 'x1 y1 x2 y2 type', type 1 to 6")
        box = Box(x1, y1, x2, y2)
        defects.append(Defect(code, box, box.long_side * DEEPPCB_MM_PER_PX))
    return tuple(defects)


def _deeppcb_figures(boards: Sequence[ExaminedBoard], classes: tuple[str, ...]) -> dict[str, Any]:
    matches = [match(board.findings, board.defects, DEEPPCB_IOU) for board in boards]
    f_score, threshold = best_f([one for board in matches for one in board])
    each = {code: mean_average_precision(matches, (code,)) for code in classes}
    return {
        "protocol": "deeppcb",
        "images": len(boards),
        "map": mean_average_precision(matches, classes),
        "f": f_score,
        "f_threshold": threshold,
        "ap": each,
        "not_examined": sum(board.problem is not None for board in boards),
    }
