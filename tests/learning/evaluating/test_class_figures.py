import pytest

from inspector_app.domain.catalogue import Severity
from inspector_app.learning.evaluating.class_figures import class_figures, f1_of, thinned
from inspector_app.validation.content import CurvePoint
from tests.learning.examined import board, recipe


def figures(*boards):
    return next(one for one in class_figures(boards, recipe()) if one.code == "open")


def test_recall_precision_and_f1_by_hand():
    # wanted 4, recalled 3; found 4 (one of them false): recall 3/4, precision 3/4
    one = figures(
        board((("open", 0.4), ("open", 0.9)), (("open", 0.4), ("open", 0.8))),
        board((("open", 0.4), ("open", 0.6)), (("open", 0.4), None), (None, ("open", 0.7))),
    )
    assert (one.recall.count, one.recall.n) == (3, 4)
    assert (one.precision.count, one.precision.n) == (3, 4)
    assert one.f1 == pytest.approx(0.75)
    assert one.f1_interval[0] < 0.75 < one.f1_interval[1]
    assert one.severity is Severity.CRITICAL


def test_no_error_is_not_certainty():
    one = figures(board((("open", 0.4), ("open", 0.9))))
    assert one.f1 == 1.0
    assert one.f1_interval == (pytest.approx(0.2065, abs=1e-3), 1.0)


def test_the_curve_by_hand():
    one = figures(
        board(
            (("open", 0.4), ("open", 0.9)),
            (None, ("open", 0.8)),
            (("open", 0.4), ("open", 0.3)),
            (("open", 0.4), None),
        )
    )
    assert [(p.score, p.recall, p.precision) for p in one.curve] == [
        (0.9, pytest.approx(1 / 3), 1.0),
        (0.8, pytest.approx(1 / 3), 0.5),
        (0.3, pytest.approx(2 / 3), pytest.approx(2 / 3)),
    ]


def test_equal_scores_are_one_point():
    one = figures(board((("open", 0.4), ("open", 0.9)), (None, ("open", 0.9))))
    assert [(p.score, p.precision) for p in one.curve] == [(0.9, 0.5)]


def test_the_threshold_lies_on_the_curve():
    one = figures(
        board(
            (("open", 0.4), ("open", 0.9)),
            (None, ("open", 0.5)),
            (("open", 0.4), ("open", 0.4)),
            (None, ("open", 0.1)),
        )
    )
    at = next(p for p in one.curve if p.score == 0.5)
    assert (at.recall, at.precision) == (one.recall.share, one.precision.share)


def test_a_class_without_defects_or_findings_has_no_figures():
    one = figures(board(good=True))
    assert (one.recall.share, one.precision.share, one.f1, one.f1_interval, one.ap50, one.curve) == (
        None,
        None,
        None,
        None,
        None,
        (),
    )


def test_f1_of_nothing_right_is_0():
    assert f1_of(0.0, 0.0) == 0.0
    assert f1_of(None, 1.0) is None


def test_a_thinned_curve_keeps_its_ends():
    points = [CurvePoint(score=1 - n / 1000, recall=n / 1000, precision=1 - n / 2000) for n in range(1000)]
    few = thinned(points, 50)
    assert len(few) <= 52
    assert (few[0], few[-1]) == (points[0], points[-1])
