import time

import cv2
import numpy as np
import pytest

from inspector_app.boards import DEFECT_CODES, demo_products, render_view
from inspector_app.domain.frame import Frame
from inspector_app.domain.part import Provenance
from inspector_app.domain.recipe import Mode
from inspector_app.domain.verdict import Outcome, Rule, Signal
from inspector_app.inspection.examine import GoldenError
from inspector_app.inspection.part_inspector import PartInspector, Tools
from inspector_app.inspection.ports import LoadedRecipe, RecordError
from tests.inspection.conftest import FakeNetwork, FakeOutputs, FakeRecorder

PROVENANCE = Provenance("demo", 1, "m", "0" * 64, "0.1.0")
OPEN = (0, 0.9, 100.0, 100.0, 130.0, 112.0)


class Bench:
    def __init__(self, loaded, *, network=None, full=False):
        self.log = []
        self.recorder = FakeRecorder(self.log, full)
        self.outputs = FakeOutputs(self.log)
        self.network = network or FakeNetwork()
        self.inspector = PartInspector(
            loaded,
            Tools(self.network, dict.fromkeys(DEFECT_CODES, 8.0), self.recorder, self.outputs),
            PROVENANCE,
        )

    def inspect(self, part, image, now, **given):
        frames = {} if image is None else {"left": Frame("left", 1, image, now, time.monotonic())}
        try:
            return self.inspector.inspect(part, frames, **given)
        finally:
            self.inspector.close()


@pytest.fixture(scope="module")
def good_board():
    return render_view(demo_products()[0], 0, seed=1).image


def test_a_good_board_passes_and_its_image_and_row_come_before_the_signal(loaded, part, now, good_board):
    bench = Bench(loaded)
    inspection = bench.inspect(part, good_board, now)
    assert inspection.verdict.outcome is Outcome.PASS
    assert bench.log == ["image left", "row", "signal ACCEPT"]


def test_a_defect_fails_with_its_size_in_mm(loaded, part, now, good_board):
    bench = Bench(loaded, network=FakeNetwork([OPEN]))
    inspection = bench.inspect(part, good_board, now)
    assert inspection.verdict.outcome is Outcome.FAIL
    assert inspection.findings[0].size_mm == pytest.approx(0.6)
    assert bench.log == ["image left", "lossless left", "row", "signal REJECT"]
    assert bench.outputs.sent == [Signal.REJECT]


def test_a_missing_frame_is_a_reject_that_is_recorded(loaded, part, now):
    bench = Bench(loaded)
    inspection = bench.inspect(part, None, now)
    assert inspection.verdict.rule is Rule.NO_IMAGE
    assert bench.log == ["row", "signal REJECT"]


def test_a_broken_network_is_a_reject_with_the_reason(loaded, part, now, good_board):
    bench = Bench(loaded, network=FakeNetwork(breaks=True))
    inspection = bench.inspect(part, good_board, now)
    assert inspection.verdict.rule is Rule.FAULT
    assert "the network broke" in inspection.verdict.reason
    assert bench.outputs.sent == [Signal.REJECT]


def test_numbers_that_are_none_are_a_reject(loaded, part, now, good_board):
    network = FakeNetwork([(0, float("nan"), 1.0, 1.0, 5.0, 5.0)])
    inspection = Bench(loaded, network=network).inspect(part, good_board, now)
    assert inspection.verdict.rule is Rule.FAULT


@pytest.mark.parametrize(
    "box", [(300.0, 300.0, 280.0, 270.0), (645.0, 645.0, 700.0, 700.0), (-60.0, -60.0, -5.0, -5.0)]
)
def test_a_box_that_makes_no_sense_is_never_a_small_defect(loaded, part, now, good_board, box):
    inspection = Bench(loaded, network=FakeNetwork([(0, 0.9, *box)])).inspect(part, good_board, now)
    assert inspection.verdict.outcome is not Outcome.PASS


def test_a_full_disk_is_a_reject_and_is_raised(loaded, part, now, good_board):
    bench = Bench(loaded, full=True)
    with pytest.raises(RecordError, match="disk is full"):
        bench.inspect(part, good_board, now)
    assert bench.outputs.sent == [Signal.REJECT]
    assert "row" not in bench.log
    assert bench.log.index("discard") < bench.log.index("signal REJECT")


@pytest.mark.parametrize("size", [(640, 40), (40, 40)])
def test_a_golden_that_nothing_can_be_compared_with_is_refused_before_any_part(loaded, golden, size):
    small = LoadedRecipe(loaded.recipe, {"left": cv2.resize(golden, size)}, loaded.golden_paths)
    with pytest.raises(GoldenError, match=r"left: the golden can't be used: .*too small"):
        Bench(small)


def test_a_late_part_is_recorded_as_late_and_rejected(loaded, part, now, good_board):
    bench = Bench(loaded)
    inspection = bench.inspect(part, good_board, now, since=time.monotonic() - 10)
    assert inspection.verdict.rule is Rule.LATE
    assert bench.outputs.sent == [Signal.REJECT]


@pytest.mark.parametrize("mode", [Mode.SHADOW, Mode.ALERT])
def test_shadow_and_alert_drive_nothing(loaded, part, now, good_board, mode):
    quiet = LoadedRecipe(loaded.recipe.model_copy(update={"mode": mode}), loaded.goldens, loaded.golden_paths)
    bench = Bench(quiet)
    bench.inspect(part, good_board, now)
    assert bench.outputs.sent == []


def smeared(image):
    """Grease on the lens, over a sixteenth of the view."""
    spoilt = image.copy()
    spoilt[240:400, 240:400] = cv2.GaussianBlur(image, (0, 0), 8)[240:400, 240:400]
    return spoilt


def covered(image):
    """A sheet of paper on a twentieth of the view, which the network says nothing of."""
    paper = image.copy()
    paper[220:360, 200:340] = 235
    return paper


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda image: (image * 0.15).astype(np.uint8), Rule.TOO_DARK),
        (lambda image: cv2.GaussianBlur(image, (0, 0), 6), Rule.BLURRED),
        (lambda image: cv2.rotate(image, cv2.ROTATE_180), Rule.TURNED),
        (lambda image: image[:500], Rule.BAD_ALIGNMENT),
        (covered, Rule.UNLIKE_GOLDEN),
        (smeared, Rule.BLURRED),
        (lambda image: render_view(demo_products()[1], 0, seed=1).image, Rule.WRONG_PRODUCT),
    ],
)
def test_frames_that_cannot_be_judged_are_never_a_pass(loaded, part, now, good_board, change, rule):
    inspection = Bench(loaded).inspect(part, np.ascontiguousarray(change(good_board)), now)
    assert inspection.verdict.outcome is not Outcome.PASS
    assert inspection.verdict.rule is rule


def test_a_defect_beside_a_covered_region_is_said_first(loaded, part, now, good_board):
    inspection = Bench(loaded, network=FakeNetwork([OPEN])).inspect(part, covered(good_board), now)
    assert inspection.verdict.rule is Rule.ABOVE_TOLERANCE
    assert len(inspection.findings) == 1


def test_a_frame_that_brings_its_golden_is_compared_with_that_one(loaded, part, now):
    other = render_view(demo_products()[1], 0, seed=1)
    bench = Bench(loaded)
    frame = Frame("left", 1, other.image, now, time.monotonic(), golden=other.golden)
    inspection = bench.inspector.inspect(part, {"left": frame})
    bench.inspector.close()
    assert inspection.verdict.outcome is Outcome.PASS
