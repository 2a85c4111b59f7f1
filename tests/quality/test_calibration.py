import pytest

from inspector_app.quality.calibration import expected_calibration_error, reliability


def test_a_hand_worked_diagram():
    # two findings near 0.9, one right (gap 0.4); two near 0.25, none right (gap 0.25)
    bins = reliability([0.9, 0.9, 0.2, 0.3], [True, False, False, False], bins=2)
    assert [(one.n, one.right, one.mean_score) for one in bins] == [(2, 0, 0.25), (2, 1, 0.9)]
    assert expected_calibration_error(bins) == pytest.approx((2 * 0.25 + 2 * 0.4) / 4)


def test_scores_that_mean_what_they_say_have_no_error():
    scores = [0.75] * 4 + [0.25] * 4
    right = [True, True, True, False, True, False, False, False]
    assert expected_calibration_error(reliability(scores, right)) == pytest.approx(0)


def test_the_ends_belong_to_the_first_and_last_step():
    bins = reliability([0.0, 1.0, 0.1], [False, True, False])
    assert [one.n for one in bins] == [1, 1, 0, 0, 0, 0, 0, 0, 0, 1]


def test_no_findings_have_no_error_and_a_score_beyond_one_is_refused():
    assert expected_calibration_error(reliability([], [])) is None
    with pytest.raises(ValueError, match=r"1\.2"):
        reliability([1.2], [True])
