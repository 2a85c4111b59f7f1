import pytest

from inspector_app.boards import DEFECT_CODES, Defect, demo_products
from inspector_app.domain.finding import Finding
from inspector_app.domain.geometry import Box
from inspector_app.domain.verdict import Outcome, Rule, Verdict
from inspector_app.inspection.board_recipe import BOARD_TOLERANCES_MM, board_recipe
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard
from inspector_app.learning.evaluating.figures import figures_of
from inspector_app.learning.evaluating.thresholds import choose_thresholds
from inspector_app.model_packages.card import Card, CardInput, Thresholds


def card(thresholds=None):
    return Card(
        name="m",
        family="yolov8n",
        created="2026-01-01T00:00:00Z",
        input=CardInput(width=640, height=640, channels=("image", "golden", "difference")),
        classes=DEFECT_CODES,
        thresholds=thresholds or {code: Thresholds(threshold=0.5, review_from=0.3) for code in DEFECT_CODES},
        smallest_found_px=dict.fromkeys(DEFECT_CODES, 8.0),
        files={},
    )


def board(*pairs, good=False, problem=None):
    """Pairs of (score or None for an escape, size in mm or None for a false call), each in a place of its own."""
    findings, defects = [], []
    for place, (score, size) in enumerate(pairs):
        box = Box(place * 50, 0, place * 50 + 20, 20)
        if score is not None:
            findings.append(Finding("v", "open", score, box, size or 0.4))
        if size is not None:
            defects.append(Defect("open", box, size))
    return ExaminedBoard(tuple(findings), problem, tuple(defects), good)


def figures(*boards):
    return figures_of(boards, board_recipe(demo_products()[0], card(), name="r"))


def test_recall_counts_defects_from_the_tolerance_on():
    result = figures(board((0.9, 0.4)), board((None, 0.4)), board((None, 0.1), good=True)).classes["open"]
    assert (result["n"], result["recall"]) == (2, 0.5)
    assert result["recall_interval"][0] < 0.5 < result["recall_interval"][1]


def test_precision_counts_findings_at_the_threshold_and_a_small_defect_is_right():
    result = figures(
        board((0.9, 0.1), good=True), board((0.9, None), good=True), board((0.4, None), good=True)
    )
    assert result.classes["open"]["findings"] == 2
    assert result.classes["open"]["precision"] == 0.5
    assert result.classes["short"]["precision"] is None


def test_boards_are_counted_by_verdict():
    result = figures(
        board(good=True),
        board((0.9, None), good=True),
        board((None, 0.4)),
        board((0.4, 0.4)),
        board((0.9, 0.4)),
        board((None, 0.4), problem=Verdict(Outcome.REVIEW, Rule.BLURRED, "blurred")),
    ).as_json()
    assert result["good_boards_failed"] == 0.5
    assert result["bad_boards_passed"] == 0.25
    assert result["review_rate"] == pytest.approx(2 / 6)
    assert result["rules"]["blurred"] == 1


def test_thresholds_keep_precision_and_send_few_good_boards_to_review():
    boards = [board((0.9, 0.4)) for _ in range(100)]
    boards += [board((0.35, None), good=True) for _ in range(50)]
    boards += [board((0.2, None), good=True) for _ in range(1)] + [board(good=True) for _ in range(60)]
    chosen = choose_thresholds(boards, BOARD_TOLERANCES_MM)["open"]
    assert 0.35 < chosen.threshold <= 0.9
    assert 0.35 < chosen.review_from <= chosen.threshold


def test_thresholds_of_a_class_that_was_never_found_are_the_highest():
    assert choose_thresholds([board(good=True)], BOARD_TOLERANCES_MM)["short"].threshold == 0.85
