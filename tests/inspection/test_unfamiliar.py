"""What looks like none of the good parts: it asks a person, beside the detector, and never passes or fails a part."""

import time
from dataclasses import replace

import numpy as np
import pytest

from inspector_app.boards import DEFECT_CODES, demo_products, render_view
from inspector_app.domain.catalogue import UNFAMILIAR
from inspector_app.domain.finding import Finding
from inspector_app.domain.frame import Frame
from inspector_app.domain.geometry import Box
from inspector_app.domain.part import Provenance
from inspector_app.domain.verdict import Outcome, Rule, Signal
from inspector_app.inspection.examine import GoldenError, ViewExaminer, ViewRules
from inspector_app.inspection.judge import judge
from inspector_app.inspection.part_inspector import PartInspector, Tools
from inspector_app.novelty import Lesson
from tests.inspection.conftest import FakeNetwork, FakeOutputs, FakeRecorder

STRANGE = Finding("left", UNFAMILIAR, 0.7, Box(280, 280, 320, 320), 0.8)


@pytest.fixture(scope="module")
def taught(golden):
    lesson = Lesson(golden)
    for seed in range(600, 622):
        lesson.add(render_view(demo_products()[0], 0, seed=seed).image)
    return lesson.finish()[0]


@pytest.fixture
def stained():
    image = render_view(demo_products()[0], 0, seed=1).image.copy()
    image[286:314, 286:314] = 255 - image[286:314, 286:314]
    return image


@pytest.fixture
def inspect(loaded, taught, part, now):
    def inspect(image, network=None, **change):
        log = []
        recipe = loaded.recipe.model_copy(update=change)
        outputs = FakeOutputs(log)
        inspector = PartInspector(
            replace(loaded, recipe=recipe, taught={"left": taught}),
            Tools(network or FakeNetwork(), dict.fromkeys(DEFECT_CODES, 8.0), FakeRecorder(log), outputs),
            Provenance("demo", 1, "m", "0" * 64, "0.1.0"),
        )
        inspection = inspector.inspect(part, {"left": Frame("left", 1, image, now, time.monotonic())})
        inspector.close()
        return inspection, log

    return inspect


def test_a_stain_that_the_detector_does_not_see_is_a_review_with_its_place_and_a_heat_map(inspect, stained):
    inspection, log = inspect(stained)
    assert inspection.verdict.outcome is Outcome.REVIEW
    assert inspection.verdict.rule is Rule.UNFAMILIAR
    deciding = inspection.verdict.deciding
    assert deciding in inspection.findings
    assert deciding.defect_class == UNFAMILIAR
    assert deciding.box.iou(Box(286, 286, 314, 314)) > 0.2
    assert 0.5 < deciding.score < 1
    assert log == ["image left", "lossless left", "heat left (160, 160)", "row", "signal REJECT"]


def test_a_good_board_passes_and_keeps_no_heat_map(inspect):
    inspection, log = inspect(render_view(demo_products()[0], 0, seed=1).image)
    assert inspection.verdict.outcome is Outcome.PASS
    assert log == ["image left", "row", "signal ACCEPT"]
    assert "unfamiliar" in inspection.stages_ms


def test_what_the_detector_has_named_is_not_unfamiliar_as_well(inspect, stained):
    inspection, _ = inspect(stained, FakeNetwork([(0, 0.9, 284.0, 284.0, 316.0, 316.0)]))
    assert inspection.verdict.outcome is Outcome.FAIL
    assert [one.defect_class for one in inspection.findings] == ["open"]


def test_what_the_detector_is_not_sure_of_is_still_unfamiliar(inspect, stained):
    """A small finding below its threshold would pass: it has named nothing."""
    inspection, _ = inspect(stained, FakeNetwork([(0, 0.4, 296.0, 296.0, 304.0, 304.0)]))
    assert inspection.verdict.rule is Rule.UNFAMILIAR
    assert [one.defect_class for one in inspection.findings] == ["open", UNFAMILIAR]


def test_a_defect_elsewhere_fails_and_the_strange_place_is_kept_beside_it(inspect, stained):
    inspection, _ = inspect(stained, FakeNetwork([(0, 0.9, 100.0, 100.0, 130.0, 112.0)]))
    assert inspection.verdict.outcome is Outcome.FAIL
    assert {one.defect_class for one in inspection.findings} == {"open", UNFAMILIAR}


def test_a_recipe_may_ask_less_often(inspect, stained):
    assert inspect(stained, unfamiliar_from=50.0)[0].verdict.outcome is Outcome.PASS


def test_the_judge_asks_only_where_all_else_would_pass(recipe):
    assert judge([STRANGE], recipe).rule is Rule.UNFAMILIAR
    assert judge([STRANGE], recipe).signal is Signal.REJECT
    failing = Finding("left", "open", 0.9, Box(0, 0, 30, 12), 0.6)
    assert judge([STRANGE, failing], recipe).deciding == failing
    unsure = Finding("left", "open", 0.4, Box(0, 0, 30, 12), 0.6)
    assert judge([unsure, STRANGE], recipe).rule is Rule.UNSURE_SCORE


def test_the_strangest_place_decides(recipe):
    stranger = replace(STRANGE, score=0.9)
    assert judge([STRANGE, stranger], recipe).deciding == stranger


def test_a_view_that_was_taught_at_another_scale_is_refused(golden, taught, recipe):
    rules = ViewRules("left", 0.02, recipe.quality, dict.fromkeys(DEFECT_CODES, 0.3), scale=0.5)
    with pytest.raises(GoldenError, match=r"taught at 1\.000 of its size, and is examined at 0\.500"):
        ViewExaminer(golden, rules, FakeNetwork(), taught)


def test_a_frame_that_brings_its_own_golden_is_not_held_against_another_ones_good_parts(
    golden, taught, recipe
):
    rules = ViewRules("left", 0.02, recipe.quality, dict.fromkeys(DEFECT_CODES, 0.3))
    examiner = ViewExaminer(golden, rules, FakeNetwork(), taught).with_golden(
        np.ascontiguousarray(golden[::-1])
    )
    assert examiner._taught is None
