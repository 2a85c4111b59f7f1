"""The figures of an evaluation: recall and precision a class, boards passed and failed wrongly, recall by size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from inspector_app.domain.recipe import Recipe
from inspector_app.domain.verdict import Outcome
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard, counted, verdict_of
from inspector_app.learning.evaluating.matching import Match, average_precision, match
from inspector_app.quality.rates import wilson_interval

SIZE_STEPS_MM = (0.0, 0.16, 0.20, 0.25, 0.30, 0.40, 0.60, 2.0)


@dataclass(frozen=True, slots=True)
class Share:
    """count of n, with its Wilson 95 % interval; all None where n is 0."""

    count: int
    n: int
    value: float | None
    low: float | None
    high: float | None


def share(count: int, n: int) -> Share:
    """A share with its interval."""
    if not n:
        return Share(count, n, None, None, None)
    low, high = wilson_interval(count, n)
    return Share(count, n, count / n, low, high)


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that an evaluation says; `as_json` is what scripts read."""

    boards: int
    classes: dict[str, dict[str, Any]]
    good_boards_failed: Share
    bad_boards_passed: Share
    review: Share
    map50: float
    recall_by_size: dict[str, dict[str, Any]]
    rules: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """Plain numbers; rates from 0 to 1."""
        return {
            "boards": self.boards,
            "classes": self.classes,
            "good_boards_failed": self.good_boards_failed.value,
            "good_boards_failed_counts": asdict(self.good_boards_failed),
            "bad_boards_passed": self.bad_boards_passed.value,
            "bad_boards_passed_counts": asdict(self.bad_boards_passed),
            "review_rate": self.review.value,
            "review_counts": asdict(self.review),
            "map50": self.map50,
            "recall_by_size": self.recall_by_size,
            "rules": self.rules,
        }


def figures_of(boards: Sequence[ExaminedBoard], recipe: Recipe) -> Figures:
    """All figures at the thresholds of the recipe; IoU 0.5.

    Recall counts true defects at or above tolerance. A finding is right when it pairs with a true defect of any
    size, so precision counts findings that pair with nothing.
    """
    at_threshold = [match(counted(board.findings, recipe), board.defects, board.iou) for board in boards]
    every = [match(board.findings, board.defects, board.iou) for board in boards]
    verdicts = [verdict_of(board, recipe) for board in boards]
    good = [verdict for verdict, board in zip(verdicts, boards, strict=True) if board.good]
    bad = [verdict for verdict, board in zip(verdicts, boards, strict=True) if not board.good]
    rules = [verdict.rule.value for verdict in verdicts]
    return Figures(
        boards=len(boards),
        classes={code: _class_figures(code, at_threshold, every, recipe) for code in recipe.classes},
        good_boards_failed=share(sum(v.outcome is Outcome.FAIL for v in good), len(good)),
        bad_boards_passed=share(sum(v.outcome is Outcome.PASS for v in bad), len(bad)),
        review=share(sum(v.outcome is Outcome.REVIEW for v in verdicts), len(verdicts)),
        map50=mean_average_precision(every, tuple(recipe.classes)),
        recall_by_size=_recall_by_size(at_threshold),
        rules={rule: rules.count(rule) for rule in sorted(set(rules))},
    )


def mean_average_precision(boards: Sequence[Sequence[Match]], classes: Sequence[str]) -> float:
    """Mean over the classes that have true defects; 0 where none has."""
    values = [average_precision(_of_class(boards, code)) for code in classes]
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else 0.0


def _of_class(boards: Sequence[Sequence[Match]], code: str) -> list[Match]:
    return [one for board in boards for one in board if _code(one) == code]


def _code(one: Match) -> str:
    if one.finding is not None:
        return one.finding.defect_class
    assert one.defect is not None
    return one.defect.code


def _class_figures(
    code: str, at_threshold: Sequence[Sequence[Match]], every: Sequence[Sequence[Match]], recipe: Recipe
) -> dict[str, Any]:
    matches = _of_class(at_threshold, code)
    tolerance = recipe.classes[code].tolerance_mm
    wanted = [one for one in matches if one.defect is not None and one.defect.size_mm >= tolerance]
    found = [one for one in matches if one.finding is not None]
    recall = share(sum(one.finding is not None for one in wanted), len(wanted))
    precision = share(sum(one.defect is not None for one in found), len(found))
    return {
        "n": recall.n,
        "recall": recall.value,
        "recall_interval": [recall.low, recall.high],
        "precision": precision.value,
        "precision_interval": [precision.low, precision.high],
        "findings": precision.n,
        "ap50": average_precision(_of_class(every, code)),
        "threshold": recipe.classes[code].threshold,
    }


def _recall_by_size(at_threshold: Sequence[Sequence[Match]]) -> dict[str, dict[str, Any]]:
    defects = [one for board in at_threshold for one in board if one.defect is not None]
    table = {}
    for low, high in pairwise(SIZE_STEPS_MM):
        within = [one for one in defects if one.defect is not None and low <= one.defect.size_mm < high]
        table[f"{low:.2f}-{high:.2f} mm"] = asdict(
            share(sum(one.finding is not None for one in within), len(within))
        )
    return table
