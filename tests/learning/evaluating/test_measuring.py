from dataclasses import replace

import pytest

from inspector_app.learning.evaluating.measuring import calibration_of, latency_of, parity_of, part_figures
from tests.learning.examined import board, recipe


def test_images_of_one_part_are_judged_together():
    parts = part_figures(
        [
            board((("open", 0.4), None), part="a"),  # missed in this view
            board((("open", 0.4), ("open", 0.9)), part="a"),  # found in the other: the part fails
            board((("open", 0.4), None), part="b"),
            board(good=True, part="c"),
            board((None, ("open", 0.9)), good=True, part="d"),
            board((None, ("open", 0.4)), good=True, part="e"),
        ],
        recipe(),
    )
    assert parts.parts == 5
    assert (parts.bad_passed.count, parts.bad_passed.n) == (1, 2)
    assert (parts.good_failed.count, parts.good_failed.n) == (1, 3)
    assert (parts.review.count, parts.review.n) == (1, 5)


def test_a_part_with_one_bad_view_is_bad():
    views = [board(good=True, part="a"), board((("open", 0.4), None), part="a")]
    parts = part_figures(views, recipe())
    assert (parts.bad_passed.count, parts.bad_passed.n, parts.good_failed.n) == (1, 1, 0)


def test_calibration_counts_findings_of_every_score():
    found = calibration_of([board((("open", 0.4), ("open", 0.95)), (None, ("open", 0.05)))])
    assert sum(one.n for one in found.bins) == 2
    assert found.error == pytest.approx(0.05)


def test_stages_stand_slowest_first_and_share_the_whole():
    boards = [
        replace(board(good=True), ms={"align": 2.0, "network": 6.0}, whole_ms=10.0),
        replace(board(good=True), ms={"align": 4.0, "network": 6.0}, whole_ms=14.0),
    ]
    latency = latency_of(boards, "a machine")
    assert [(row.stage, row.mean_ms) for row in latency.stages] == [("network", 6.0), ("align", 3.0)]
    assert latency.stages[0].share == pytest.approx(0.5)
    assert (latency.n, latency.p50_ms, latency.p99_ms) == (2, 10.0, 14.0)
    assert latency_of([board(good=True)], "a machine").n == 0


def test_the_first_images_warm_up_and_are_not_timed():
    boards = [replace(board(good=True), ms={"network": 99.0}, whole_ms=99.0) for _ in range(5)]
    boards += [replace(board(good=True), ms={"network": 1.0}, whole_ms=1.0) for _ in range(20)]
    latency = latency_of(boards, "a machine")
    assert (latency.n, latency.p99_ms) == (20, 1.0)


def test_parity_counts_verdicts_that_differ():
    int8 = [board((("open", 0.4), ("open", 0.9))), board((("open", 0.4), None))]
    fp32 = [board((("open", 0.4), ("open", 0.9))), board((("open", 0.4), ("open", 0.9)))]
    parity = parity_of(int8, fp32, recipe())
    row = next(one for one in parity.rows if one.code == "open")
    assert (row.recall_int8.share, row.recall_fp32.share) == (0.5, 1.0)
    assert (parity.same_verdict.count, parity.same_verdict.n) == (1, 2)
    assert parity.map50_fp32 > parity.map50_int8
