"""What a measured scale means: doubts about it, and what a change did to sizes."""

import pytest

from inspector_app.calibration.history import Scale
from inspector_app.calibration.meaning import doubts, meaning, too_fine
from inspector_app.domain.catalogue import Severity
from inspector_app.domain.recipe import ClassRule, Recipe, ViewSetup
from inspector_app.settings.calibration_figures import CalibrationFigures

FIGURES = CalibrationFigures()


def rule(mm):
    return ClassRule(threshold=0.5, review_from=0.3, tolerance_mm=mm, severity=Severity.MAJOR)


RECIPE = Recipe(
    name="r",
    version=1,
    product="p",
    model="m",
    views=(ViewSetup(name="top", golden="g.png", mm_per_px=0.02),),
    classes={"spur": rule(0.3), "open": rule(0.16)},
)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, []),
        ({"residual_px": 0.9}, ["off a plane"]),
        ({"spread": 0.03, "tilt_deg": 9.0}, ["tilted by about 9 degrees"]),
        ({"tilt_deg": 6.0}, ["tilted by about 6 degrees"]),
        ({"spread": None, "tilt_deg": None}, []),
    ],
)
def test_doubts(change, said):
    sound = {"mm_per_px": 0.02, "residual_px": 0.1, "target": "t", "tilt_deg": 1.0, "spread": 0.001}
    found = doubts(Scale(**(sound | change)), FIGURES)
    assert len(found) == len(said)
    assert all(words in text for words, text in zip(said, found, strict=True))


def test_a_change_within_the_limit_means_nothing():
    assert meaning(0.02, 0.0201, 0.01, RECIPE) == []


def test_a_larger_scale_let_defects_through():
    found = meaning(0.02, 0.021, 0.01, RECIPE)
    assert "5.0% too small" in found[0]
    assert "with open, up to 0.168 mm where 0.160 mm" in found[1]


def test_a_smaller_scale_failed_good_parts():
    found = meaning(0.02, 0.019, 0.01, RECIPE)
    assert "5.0% too large" in found[0]
    assert "from 0.152 mm on" in found[1]


def test_tolerances_that_the_model_can_not_keep_at_this_scale():
    assert too_fine(0.02, RECIPE, {"open": 8.0, "spur": 8.0}) == []
    found = too_fine(0.021, RECIPE, {"open": 8.0, "spur": 8.0})
    assert len(found) == 1
    assert found[0].startswith("open: the tolerance is 0.160 mm")
