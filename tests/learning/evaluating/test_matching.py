import pytest

from inspector_app.boards import Defect
from inspector_app.domain.finding import Finding
from inspector_app.domain.geometry import Box
from inspector_app.learning.evaluating.matching import average_precision, best_f, match


def found(code, score, *box):
    return Finding("v", code, score, Box(*box), 0.5)


def true(code, *box):
    return Defect(code, Box(*box), 0.5)


def test_a_right_finding_pairs_and_the_rest_stay_alone():
    matches = match(
        [found("open", 0.9, 0, 0, 10, 10), found("open", 0.8, 50, 50, 60, 60)],
        [true("open", 0, 0, 10, 9), true("short", 50, 50, 60, 60)],
    )
    assert [(one.finding is not None, one.defect is not None) for one in matches] == [
        (True, True),
        (True, False),
        (False, True),
    ]


def test_a_defect_is_found_once_by_the_better_score():
    matches = match(
        [found("open", 0.5, 0, 0, 10, 10), found("open", 0.9, 0, 0, 10, 10)], [true("open", 0, 0, 10, 10)]
    )
    assert [(one.finding.score, one.defect is not None) for one in matches] == [(0.9, True), (0.5, False)]


def test_overlap_below_the_limit_is_not_enough():
    assert match([found("open", 0.9, 0, 0, 10, 10)], [true("open", 5, 0, 15, 10)])[0].defect is None
    assert match([found("open", 0.9, 0, 0, 10, 10)], [true("open", 5, 0, 15, 10)], 0.33)[0].defect is not None


def test_average_precision_of_a_hand_made_curve():
    # found in order: right, wrong, right; two of three true defects found:
    # precision 1 up to recall 1/3, then 2/3 up to recall 2/3, then nothing: 1/3 + 2/9
    findings = [
        found("open", 0.9, 0, 0, 10, 10),
        found("open", 0.8, 90, 90, 99, 99),
        found("open", 0.7, 20, 20, 30, 30),
    ]
    defects = [true("open", 0, 0, 10, 10), true("open", 20, 20, 30, 30), true("open", 60, 60, 70, 70)]
    assert average_precision(match(findings, defects)) == pytest.approx(1 / 3 + 2 / 9)


def test_average_precision_at_its_ends():
    assert average_precision([]) is None
    assert average_precision(match([], [true("open", 0, 0, 9, 9)])) == 0
    assert average_precision(match([found("open", 0.1, 0, 0, 9, 9)], [true("open", 0, 0, 9, 9)])) == 1


def test_best_f_is_taken_over_thresholds():
    findings = [found("open", 0.9, 0, 0, 10, 10), found("open", 0.2, 90, 90, 99, 99)]
    assert best_f(match(findings, [true("open", 0, 0, 10, 10)])) == (1.0, 0.9)
    assert best_f([]) == (0.0, 1.0)
