"""Recipes made from goldens."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from inspector_app.boards import DEFECT_CODES
from inspector_app.domain.catalogue import Severity
from inspector_app.domain.recipe import Mode
from inspector_app.inspection.new_recipe import RecipeWish, new_recipe
from inspector_app.inspection.recipes import RecipeError, load_recipe, save_recipe
from inspector_app.model_packages.card import Card, CardInput, Thresholds

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


@pytest.fixture
def wish(golden):
    return RecipeWish("boards", "p", {"top": golden, "bottom": golden}, 0.0208)


def test_thresholds_are_the_models_and_tolerances_what_it_can_keep(wish, tmp_path):
    recipe = new_recipe(wish, CARD)
    rule = recipe.classes["open"]
    assert (rule.threshold, rule.review_from, rule.severity) == (0.7, 0.4, "critical")
    assert {one.tolerance_mm for one in recipe.classes.values()} == {0.17}  # 8 px are 0.1664 mm
    assert [view.name for view in recipe.views] == ["top", "bottom"]
    save_recipe(tmp_path / "boards", recipe, wish.goldens)
    assert load_recipe(tmp_path / "boards", tmp_path).recipe == recipe


def test_a_round_scale_keeps_its_round_tolerance(wish):
    assert new_recipe(replace(wish, mm_per_px=0.02), CARD).classes["open"].tolerance_mm == 0.16


def test_what_a_person_chose_is_kept(wish):
    chosen = replace(
        wish, tolerance_mm=0.3, tolerances_mm={"open": 0.2}, max_residual_px=2.5, mode=Mode.SHADOW
    )
    recipe = new_recipe(chosen, CARD)
    assert recipe.classes["open"].tolerance_mm == 0.2
    assert recipe.classes["spur"].tolerance_mm == 0.3
    assert (recipe.quality.max_residual_px, recipe.mode) == (2.5, Mode.SHADOW)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"tolerance_mm": 0.1}, r"tolerance of open is 0\.100 mm"),
        ({"tolerances_mm": {"scratch": 1.0}}, "finds no scratch"),
        ({"name": "../up"}, "name"),
        ({"mm_per_px": -1.0}, "mm_per_px: Input should be greater than 0"),
        ({"goldens": {}}, "views"),
        ({"goldens": {"top": np.full((640, 640), 120, np.uint8)}}, "golden of top: nothing can be aligned"),
        ({"goldens": {"top": np.full((40, 40), 120, np.uint8)}}, "golden of top"),
    ],
)
def test_a_wish_that_cannot_be_kept_is_refused(wish, change, said):
    with pytest.raises(RecipeError, match=said):
        new_recipe(replace(wish, **change), CARD)


def test_the_plants_catalogue_says_how_much_a_class_matters(wish):
    recipe = new_recipe(replace(wish, severities={"open": Severity.MINOR}), CARD)
    assert recipe.classes["open"].severity is Severity.MINOR
    assert recipe.classes["short"].severity is Severity.CRITICAL
