from inspector_app.boards import Defect
from inspector_app.domain.geometry import Box
from inspector_app.learning.evaluating.against import (
    ALL,
    NOT_FAILED,
    STOPPED,
    paired_rows,
    pairs_of,
    parts_of,
)
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard
from inspector_app.quality.paired import Pairs
from tests.learning.examined import board, recipe


def seen_twice(*kinds):
    """The same boards by two models; a kind says which of both finds its only defect; "good" and who calls it."""
    first, second = [], []
    for kind in kinds:
        good = kind.startswith("good")
        there = None if good else ("open", 0.4)
        for number, boards in ((1, first), (2, second)):
            said = ("open", 0.9) if str(number) in kind else None
            boards.append(board((there, said), good=good))
    shared = [
        ExaminedBoard(other.findings, None, one.defects, one.good)
        for one, other in zip(first, second, strict=True)
    ]
    return first, shared


def test_pairs_are_counted_by_item():
    first, second = seen_twice("12", "12", "1", "2", "", "1")
    rows = {row.what: row.pairs for row in paired_rows(first, recipe(), second, recipe())}
    assert rows[ALL] == rows["Open"] == Pairs(both=2, only_first=2, only_second=1, neither=1)
    assert rows["Short"].n == 0
    assert rows[STOPPED] == Pairs(2, 2, 1, 1)


def test_false_calls_are_compared_on_good_parts():
    first, second = seen_twice("good", "good1", "good12")
    rows = {row.what: row.pairs for row in paired_rows(first, recipe(), second, recipe())}
    assert rows[NOT_FAILED] == Pairs(both=1, only_first=0, only_second=1, neither=1)


def test_each_model_counts_at_its_own_thresholds():
    first, second = seen_twice("12")
    rows = {row.what: row.pairs for row in paired_rows(first, recipe(), second, recipe(threshold=0.95))}
    assert rows[ALL] == Pairs(0, 1, 0, 0)


def test_two_equal_defects_are_two_items():
    box = Box(0, 0, 20, 20)
    twins = (Defect("open", box, 0.4), Defect("open", box, 0.4))
    one = ExaminedBoard(board((("open", 0.4), ("open", 0.9))).findings, None, twins, good=False)
    rows = {row.what: row.pairs for row in paired_rows([one], recipe(), [one], recipe())}
    assert rows[ALL] == Pairs(1, 0, 0, 1)


def test_images_of_one_part_stand_together_and_those_without_one_alone():
    boards = [board(part="a"), board(part="b"), board(part="a"), board(), board()]
    assert [len(part) for part in parts_of(boards)] == [2, 1, 1, 1]


def test_nothing_is_nothing():
    assert pairs_of([]) == Pairs(0, 0, 0, 0)
