"""Teaching measured on fresh boards and surfaces, and what is said of it."""

from datetime import UTC, datetime

import numpy as np
import pytest

from inspector_app.boards import DEFECT_CODES
from inspector_app.cli.evaluate_taught_answer import boards_answer, surfaces_answer, text_of
from inspector_app.domain.verdict import Outcome
from inspector_app.learning.taught.boards import GOOD, BoardTrial, BoardTrials, try_boards
from inspector_app.learning.taught.surfaces import try_surfaces
from inspector_app.model_packages.card import Card, CardInput, Thresholds
from inspector_app.quality.rates import Rate

CARD = Card(
    name="m",
    family="yolov8n",
    created=datetime.now(UTC),
    input=CardInput(width=640, height=640, channels=("image", "golden", "difference")),
    classes=DEFECT_CODES,
    thresholds={code: Thresholds(threshold=0.7, review_from=0.4) for code in DEFECT_CODES},
    smallest_found_px=dict.fromkeys(DEFECT_CODES, 8.0),
    files={},
)


class BlindNetwork:
    """Finds nothing, ever."""

    input_size = (640, 640)
    compares = True
    classes = DEFECT_CODES

    def run(self, network_input):
        return np.zeros((1, 4 + len(DEFECT_CODES), 8400), np.float32)


@pytest.fixture(scope="module")
def boards():
    return try_boards(1, 20, 3, network=BlindNetwork(), card=CARD)


def test_every_kind_is_tried_and_a_blind_detector_gets_help(boards):
    kinds = {one.kind for one in boards.trials}
    assert {GOOD, *DEFECT_CODES, "foreign stain"} <= kinds
    bad = [one for one in boards.trials if one.kind in DEFECT_CODES]
    assert all(one.alone is not Outcome.FAIL for one in bad)
    asked = [one for one in bad if one.alone is Outcome.PASS and one.beside is Outcome.REVIEW]
    assert asked
    assert all(one.score >= 1 for one in asked)
    assert not any(one.placed for one in boards.trials if one.kind == GOOD)


def test_teaching_never_turns_another_verdict_into_a_pass(boards):
    assert not [one for one in boards.trials if one.beside is Outcome.PASS and one.alone is not Outcome.PASS]


def test_the_answer_counts_each_board_once(boards):
    answer = boards_answer(boards)
    good = sum(one.kind == GOOD for one in boards.trials)
    assert answer["limits"]["1.0"]["false_calls"]["n"] == good == 20
    assert sum(row["caught"]["n"] for row in answer["classes"].values()) == answer["auroc"]["bad"]
    beside = answer["beside_the_detector"]
    assert beside["of_these_asked"]["n"] == beside["bad_passed_by_detector"]["count"]


def test_surfaces_are_answered_by_material_and_all_of_it_is_said(boards):
    tried = try_surfaces(1, 20, 3)
    result = {"boards": boards_answer(boards), "surfaces": surfaces_answer(tried)}
    text = text_of(result)
    for word in (
        "boards: taught from 20",
        "metal:",
        "misweave",
        "tiles:",
        "foreign stain",
        "false calls expected",
    ):
        assert word in text


def test_where_nothing_was_missed_it_says_n_a():
    trials = [
        BoardTrial(0, GOOD, 0.2, False, Outcome.PASS, Outcome.PASS),
        BoardTrial(0, "open", 2.0, True, Outcome.FAIL, Outcome.FAIL),
    ]
    answer = boards_answer(BoardTrials(tuple(trials), Rate(0, 20), 20))
    assert answer["beside_the_detector"]["of_these_asked"]["share"] is None
    assert "n/a (0 of 0)" in text_of({"boards": answer})


def test_each_class_says_what_got_through_the_detector_and_through_both():
    trials = [
        BoardTrial(0, GOOD, 0.2, False, Outcome.PASS, Outcome.PASS),
        BoardTrial(0, "open", 2.0, True, Outcome.PASS, Outcome.REVIEW),
        BoardTrial(0, "open", 0.5, False, Outcome.PASS, Outcome.PASS),
        BoardTrial(0, "spur", 2.0, True, Outcome.FAIL, Outcome.FAIL),
    ]
    classes = boards_answer(BoardTrials(tuple(trials), Rate(0, 20), 20))["classes"]
    counts = {
        kind: [row[name]["count"] for name in ("caught", "passed_by_detector", "passed_by_both")]
        for kind, row in classes.items()
    }
    assert counts == {"open": [1, 2, 1], "spur": [1, 0, 0]}
