"""What findings say of a network that gives outlines."""

import numpy as np
import pytest

from inspector_app.domain.recipe import QualityLimits
from inspector_app.imaging import Detections, Mask
from inspector_app.inspection.findings import findings_of
from inspector_app.inspection.view_rules import ViewRules

CLASSES = ("scratch",)


def detected(mask, box, score=0.9):
    return Detections(
        np.array([box], np.float32), np.array([score], np.float32), np.array([0], np.intp), (mask,)
    )


def found(detections, *, scale=1.0, mm_per_px=0.1, size=(100, 200)):
    rules = ViewRules("left", mm_per_px, QualityLimits(), {"scratch": 0.3}, scale=scale)
    return findings_of(detections, rules, size, CLASSES)


def slanting(length):
    """A line of 3 px width, 45 degrees down from (10, 10)."""
    pixels = np.zeros((length + 2, length + 2), np.uint8)
    for step in range(length):
        pixels[step : step + 3, step] = 1
    return Mask(10, 10, pixels)


def test_a_scratch_is_as_long_as_itself_not_as_its_box():
    (finding,) = found(detected(slanting(50), (10, 10, 60, 62)))
    assert finding.size_mm == pytest.approx(50 * 2**0.5 * 0.1, rel=0.05)
    assert finding.area_mm2 == pytest.approx(150 * 0.01)
    (outline,) = finding.outlines
    assert min(x for x, _ in outline) == pytest.approx(10, abs=0.6)


def test_sizes_are_those_of_the_view_whatever_scale_the_network_saw():
    (finding,) = found(detected(slanting(30), (10, 10, 40, 42)), scale=0.5, size=(200, 400))
    assert finding.size_mm == pytest.approx(30 * 2**0.5 * 0.2, rel=0.06)
    assert finding.area_mm2 == pytest.approx(90 * 0.04)
    assert finding.box.as_tuple() == (20, 20, 80, 84)
    (outline,) = finding.outlines
    assert max(x for x, _ in outline) == pytest.approx(80, abs=1.1)


def test_what_lies_in_the_padding_beyond_the_view_is_not_measured():
    (finding,) = found(detected(Mask(190, 0, np.ones((10, 40), np.uint8)), (190, 0, 230, 10)))
    assert finding.area_mm2 == pytest.approx(100 * 0.01)
    assert max(x for outline in finding.outlines for x, _ in outline) == 200


def test_without_a_mask_a_defect_is_as_large_as_its_box_can_hold():
    (finding,) = found(detected(Mask(20, 20, np.zeros((10, 30), np.uint8)), (20, 20, 50, 30)))
    assert finding.outlines == ()
    assert finding.size_mm == pytest.approx(3.0)
    assert finding.area_mm2 == pytest.approx(3.0)


def test_boxes_alone_have_neither_outline_nor_area():
    boxes = Detections(
        np.array([(20, 20, 50, 30)], np.float32), np.array([0.9], np.float32), np.array([0], np.intp)
    )
    (finding,) = found(boxes)
    assert (finding.size_mm, finding.outlines, finding.area_mm2) == (pytest.approx(3.0), (), None)


def test_what_is_not_looked_at_is_not_measured():
    assert found(detected(slanting(20), (10, 10, 30, 32), score=0.2)) == ()
