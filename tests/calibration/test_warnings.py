"""Warnings about how cameras stand."""

import pytest

from inspector_app.calibration.history import Scale
from inspector_app.calibration.warnings import moving, tilted, uncovered
from inspector_app.settings.calibration_figures import CalibrationFigures
from inspector_app.settings.camera_sections import GenicamCamera
from tests.calibration.test_history import AT, CameraEntry, What, entry
from tests.calibration.test_meaning import RECIPE

FIGURES = CalibrationFigures()


def camera(**keys):
    return GenicamCamera(kind="genicam", view="top", serial="1", producer="viky", **keys)


def test_a_target_that_lay_tilted_though_it_was_kept():
    leaning = Scale(0.02, 0.1, "t", 12.0, 0.04)
    kept = CameraEntry(AT, "Ana", "top", "", What.CALIBRATED, scale=leaning)
    assert "top: The target is tilted by about 12 degrees" in tilted([kept], "top", FIGURES)[0]
    assert tilted([kept, entry()], "top", FIGURES) == []
    assert tilted([], "top", FIGURES) == []


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({}, []),
        ({"shutter": "rolling"}, []),
        ({"line_mm_s": 200, "shutter": "global"}, []),
        ({"line_mm_s": 200}, ["does not say"]),
        ({"line_mm_s": 200, "shutter": "rolling", "readout_ms": 30}, ["by 6.00 mm (300 px)"]),
        (
            {"line_mm_s": 200, "shutter": "global", "exposure_us": 500},
            [
                "moves by 5.0 px",
            ],
        ),
        ({"line_mm_s": 200, "shutter": "global", "exposure_us": 100}, []),
    ],
)
def test_a_moving_line(keys, said):
    found = moving(camera(**keys), 0.02)
    assert len(found) == len(said)
    assert all(words in text for words, text in zip(said, found, strict=True))


def test_the_longest_exposure_is_said():
    found = moving(camera(line_mm_s=200, shutter="global", exposure_us=500), 0.02)
    assert "at most 100 us" in found[0]


def test_a_surface_that_no_view_covers():
    assert uncovered(RECIPE) == []
    named = RECIPE.model_copy(update={"surfaces": ("upper side", "edge")})
    assert len(uncovered(named)) == 2
    views = (named.views[0].model_copy(update={"covers": ("upper side",)}),)
    assert uncovered(named.model_copy(update={"views": views})) == [
        "No view covers edge: defects there can't be seen by any camera."
    ]
