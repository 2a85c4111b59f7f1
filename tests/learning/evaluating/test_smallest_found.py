import pytest

from inspector_app.boards import Defect
from inspector_app.domain.finding import Finding
from inspector_app.domain.geometry import Box
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard
from inspector_app.learning.evaluating.smallest_found import (
    FLOOR_PX,
    LARGEST_PX,
    rising_fit,
    smallest_found_px,
)
from inspector_app.model_packages.card import Thresholds

THRESHOLDS = {code: Thresholds(threshold=0.5, review_from=0.3) for code in ("open", "short")}


def board(px, *, found=True, code="open", score=0.9):
    box = Box(0, 0, px, px)
    findings = (Finding("v", code, score, box, px * 0.02),) if found else ()
    return ExaminedBoard(findings, None, (Defect("open", box, px * 0.02),), good=False)


def test_the_size_is_where_nine_of_ten_begin_to_be_found():
    boards = [board(px) for px in (12.0, 13.0, 16.0, 20.0, 25.0) for _ in range(20)]
    boards += [board(8.0, found=False) for _ in range(20)]
    smallest = smallest_found_px(boards, THRESHOLDS, 0.02)["open"]
    assert smallest == pytest.approx(12.0)


def test_large_ones_that_are_missed_count_against_smaller_ones():
    boards = [board(10.0) for _ in range(20)] + [board(20.0, found=False) for _ in range(20)]
    assert smallest_found_px(boards, THRESHOLDS, 0.02)["open"] == LARGEST_PX


def test_a_rising_fit_pools_what_falls():
    assert rising_fit([0.0, 1.0, 0.0, 1.0, 1.0]) == [0.0, 0.5, 0.5, 1.0, 1.0]
    assert rising_fit([]) == []


def test_another_class_at_the_place_is_found_and_a_low_score_is_not():
    def other(score):
        defect = board(10.0).defects
        return ExaminedBoard(board(10.0, code="short", score=score).findings, None, defect, good=False)

    assert smallest_found_px([other(0.9)] * 20, THRESHOLDS, 0.02)["open"] == FLOOR_PX
    assert smallest_found_px([other(0.2)] * 20, THRESHOLDS, 0.02)["open"] == LARGEST_PX


def test_a_class_that_was_never_drawn_gets_the_largest_size():
    assert smallest_found_px([], THRESHOLDS, 0.02) == {"open": LARGEST_PX, "short": LARGEST_PX}
