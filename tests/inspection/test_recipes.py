from datetime import UTC, datetime

import numpy as np
import pytest

from inspector_app.boards import DEFECT_CODES
from inspector_app.inspection.recipes import (
    RECIPE_FILE,
    RecipeError,
    check_recipe,
    load_recipe,
    read_recipe,
    save_recipe,
)
from inspector_app.model_packages.card import Card, CardInput, Thresholds


@pytest.fixture
def card() -> Card:
    return Card(
        name="m",
        family="yolov8n",
        created=datetime.now(UTC),
        input=CardInput(width=640, height=640, channels=("image", "golden", "difference")),
        classes=DEFECT_CODES,
        thresholds={code: Thresholds(threshold=0.5, review_from=0.3) for code in DEFECT_CODES},
        smallest_found_px=dict.fromkeys(DEFECT_CODES, 8.0),
        files={},
    )


@pytest.fixture
def folder(tmp_path, recipe, golden):
    save_recipe(tmp_path / "recipes" / "demo", recipe, {"left": golden})
    return tmp_path / "recipes" / "demo"


def test_a_recipe_comes_back_as_it_was_saved(folder, tmp_path, recipe, golden):
    loaded = load_recipe(folder, tmp_path)
    assert loaded.recipe == recipe
    assert np.array_equal(loaded.goldens["left"], golden)
    assert loaded.golden_paths == {"left": "recipes/demo/left.png"}


def _edit(folder, old, new):
    path = folder / RECIPE_FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("threshold = 0.5", "threshold = 1.5", "classes.open.threshold"),
        ("threshold = 0.5", "threshold = nan", "classes.open.threshold"),
        ("review_from = 0.3", "review_from = 0.9", "review_from must not be above threshold"),
        ("tolerance_mm = 0.2", "tolerance_mm = -1", "tolerance_mm"),
        ('product = "p"', 'product = "p"\ncolour = "red"', "colour"),
        ("format = 1", "format = 2", "newer version"),
        ("version = 1", "version = ", "line"),
        ("deadline_ms = 500.0", "deadline_ms = 1e300", "deadline_ms"),
        ("mm_per_px = 0.02", "mm_per_px = 1e300", "views.0.mm_per_px"),
        ("version = 1", "version = 99999999999999999999", "version"),
        ('name = "left"', 'name = "../left"', "name"),
    ],
)
def test_a_bad_recipe_is_refused_by_file_and_key(folder, old, new, said):
    path = _edit(folder, old, new)
    with pytest.raises(RecipeError, match=r"recipe\.toml") as error:
        read_recipe(path)
    assert said in str(error.value)


def test_a_recipe_saved_by_a_windows_editor_is_the_same(folder):
    path = folder / RECIPE_FILE
    before, text = read_recipe(path), path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert read_recipe(path) == before


def test_a_golden_outside_the_folder_is_refused(folder, tmp_path):
    _edit(folder, 'golden = "left.png"', 'golden = "../../secret.png"')
    with pytest.raises(RecipeError, match="outside"):
        load_recipe(folder, tmp_path)


def test_a_golden_that_is_no_image_is_refused(folder, tmp_path):
    (folder / "left.png").write_bytes(b"no image")
    with pytest.raises(RecipeError, match="golden of left"):
        load_recipe(folder, tmp_path)


def test_a_missing_recipe_is_named(tmp_path):
    with pytest.raises(RecipeError, match="no such recipe"):
        read_recipe(tmp_path / "none" / RECIPE_FILE)


def test_a_tolerance_below_what_the_model_finds_is_refused(folder, tmp_path, card):
    loaded = load_recipe(folder, tmp_path)
    check_recipe(loaded, card)
    with pytest.raises(RecipeError, match=r"tolerance of open is 0\.200 mm.*from 0\.240 mm"):
        check_recipe(loaded, card.model_copy(update={"smallest_found_px": dict.fromkeys(DEFECT_CODES, 12.0)}))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tolerance_mm = 0.2", "tolerance_mm = 13.0"),
        ("mm_per_px = 0.02", "mm_per_px = 0.0002"),
        ("threshold = 0.5\nreview_from = 0.3", "threshold = 1.0\nreview_from = 0.99"),
    ],
)
def test_a_recipe_by_which_nothing_could_fail_is_refused(folder, tmp_path, card, old, new):
    _edit(folder, old, new)
    with pytest.raises(RecipeError, match="nothing could fail"):
        check_recipe(load_recipe(folder, tmp_path), card)


def test_classes_of_recipe_and_model_must_agree(folder, tmp_path, card):
    loaded = load_recipe(folder, tmp_path)
    with pytest.raises(RecipeError, match="does not know pinhole"):
        check_recipe(loaded, card.model_copy(update={"classes": DEFECT_CODES[:5]}))
    with pytest.raises(RecipeError, match="no rule for scratch"):
        check_recipe(loaded, card.model_copy(update={"classes": (*DEFECT_CODES, "scratch")}))


def test_a_name_in_any_script_is_kept(tmp_path, recipe, golden):
    named = recipe.model_copy(update={"name": "板 αβ"})
    save_recipe(tmp_path / "板", named, {"left": golden})
    assert load_recipe(tmp_path / "板", tmp_path).recipe.name == "板 αβ"


def test_an_area_is_judged_only_by_a_model_that_gives_outlines(folder, tmp_path, card):
    _edit(folder, "[classes.open]\n", "[classes.open]\ntolerance_area_mm2 = 0.5\n")
    loaded = load_recipe(folder, tmp_path)
    assert loaded.recipe.tolerances_mm2 == {"open": 0.5}
    with pytest.raises(RecipeError, match=r"tolerance_area_mm2 of open needs a model that gives outlines"):
        check_recipe(loaded, card)
    check_recipe(loaded, card.model_copy(update={"gives": "outlines", "format": 2}))
