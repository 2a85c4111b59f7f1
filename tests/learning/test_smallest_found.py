from inspector_app.boards import Defect
from inspector_app.domain.finding import Finding
from inspector_app.domain.geometry import Box
from inspector_app.learning.examined_boards import ExaminedBoard
from inspector_app.learning.smallest_found import smallest_found_px
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
    assert 8.0 < smallest <= 12.0


def test_a_gap_further_up_counts():
    boards = [board(10.0) for _ in range(20)] + [board(20.0, found=False) for _ in range(20)]
    assert smallest_found_px(boards, THRESHOLDS, 0.02)["open"] > 20.0


def test_another_class_at_the_place_is_found_and_a_low_score_is_not():
    assert smallest_found_px([board(10.0, code="short")] * 20, THRESHOLDS, 0.02)["open"] <= 10.0
    assert smallest_found_px([board(10.0, score=0.4)] * 20, THRESHOLDS, 0.02)["open"] > 10.0


def test_a_class_that_was_never_drawn_gets_the_largest_size():
    assert smallest_found_px([], THRESHOLDS, 0.02) == {"open": 30.0, "short": 30.0}
