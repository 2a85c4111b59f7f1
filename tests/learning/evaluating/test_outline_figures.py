import pytest

from inspector_app.boards import Defect
from inspector_app.domain.catalogue import Severity
from inspector_app.domain.finding import Finding
from inspector_app.domain.geometry import Box
from inspector_app.domain.recipe import ClassRule, Recipe, ViewSetup
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard
from inspector_app.learning.evaluating.outline_figures import outline_figures

RECIPE = Recipe(
    name="r",
    version=1,
    product="p",
    model="m",
    views=(ViewSetup(name="v", golden="g.png", mm_per_px=0.1),),
    classes={"scratch": ClassRule(threshold=0.5, review_from=0.3, tolerance_mm=0.1, severity=Severity.MAJOR)},
)


def square(x, y, width, height):
    return ((x, y), (x + width, y), (x + width, y + height), (x, y + height))


def board(found, true, length=4.0, true_length=4.0, score=0.9):
    finding = Finding("v", "scratch", score, Box(10, 10, 50, 14), length, (found,), 1.6)
    defect = Defect("scratch", Box(10, 10, 50, 14), true_length, (true,), 1.6)
    return ExaminedBoard((finding,), None, (defect,), good=False)


def test_what_is_met_exactly_has_no_error():
    said = outline_figures([board(square(10, 10, 40, 4), square(10, 10, 40, 4))], RECIPE)["outlines"]
    assert said["n"] == 1
    assert said["length_error"] == {"median": 0, "p95": 0}
    assert said["area_error"] == {"median": 0, "p95": 0}
    assert said["mask_iou"] == {"median": 1, "p5": 1}


def test_errors_are_shares_of_the_truth_and_off_has_a_sign():
    boards = [board(square(10, 10, 40, 2), square(10, 10, 40, 4), length=3.0)]
    said = outline_figures(boards, RECIPE)["outlines"]
    assert said["length_error_mm"]["median"] == pytest.approx(1.0)
    assert said["length_error"]["median"] == pytest.approx(0.25)
    assert said["length_off"] == pytest.approx(-0.25)
    assert said["area_off"] == pytest.approx(-0.5)
    assert said["mask_iou"]["median"] == pytest.approx(0.5)


def test_only_what_counts_and_was_found_is_measured():
    unsure = board(square(10, 10, 40, 2), square(10, 10, 40, 4), score=0.4)
    elsewhere = ExaminedBoard(
        (Finding("v", "scratch", 0.9, Box(200, 200, 220, 210), 2.0, (square(200, 200, 20, 10),), 2.0),),
        None,
        (),
        good=True,
    )
    assert outline_figures([unsure, elsewhere], RECIPE) == {}


def test_networks_of_boxes_have_no_such_figures():
    boxes = ExaminedBoard(
        (Finding("v", "scratch", 0.9, Box(10, 10, 50, 14), 4.0),),
        None,
        (Defect("scratch", Box(10, 10, 50, 14), 4.0),),
        good=False,
    )
    assert outline_figures([boxes], RECIPE) == {}
