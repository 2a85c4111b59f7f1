"""A frame that shows too little of its board is never judged."""

import cv2
import numpy as np
import pytest

from inspector_app.domain.recipe import QualityLimits
from inspector_app.domain.verdict import Outcome, Rule
from inspector_app.imaging import Pyramid, Reference, align, measure_quality
from inspector_app.inspection.quality_gate import Scene, check_scene


def scene(golden: np.ndarray, across: float) -> Scene:
    reference = Reference.from_image(golden)
    moved = cv2.warpAffine(
        golden, np.float64([[1, 0, across], [0, 1, 0]]), golden.shape[1::-1], borderMode=cv2.BORDER_REFLECT
    )
    frame = Pyramid(reference.plane_of(moved))
    return Scene("left", frame, reference, measure_quality(frame, reference), align(frame, reference))


@pytest.mark.parametrize("across", [0, 18, -18])
def test_a_board_that_moved_by_what_fixtures_do_is_judged(golden, across):
    assert check_scene(scene(golden, across), QualityLimits()) is None


@pytest.mark.parametrize("across", [32, -40])
def test_a_strip_of_the_board_outside_the_frame_is_a_review(golden, across):
    seen = scene(golden, across)
    assert seen.alignment.succeeded
    verdict = check_scene(seen, QualityLimits())
    assert verdict is not None
    assert (verdict.outcome, verdict.rule) == (Outcome.REVIEW, Rule.BAD_ALIGNMENT)
    assert "outside the picture" in verdict.reason
