"""A golden merged from good parts waits for a name, and then is the recipe's; the old one stays."""

import json

import cv2
import numpy as np
import pytest

from inspector_app.boards import render_golden, render_view, training_product
from inspector_app.domain.catalogue import Severity
from inspector_app.domain.recipe import ClassRule, Recipe, ViewSetup
from inspector_app.imaging import read_image
from inspector_app.imaging.encoding import pixels_sha256
from inspector_app.inspection.golden_draft import discard_draft, read_draft, teach_golden
from inspector_app.inspection.golden_versions import approve_draft, read_versions
from inspector_app.inspection.recipes import RECIPE_FILE, RecipeError, read_recipe, save_recipe

PRODUCT = training_product(7)
VIEW = "top / left"


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("parts")
    for seed in range(6):
        cv2.imwrite(str(folder / f"{seed}.png"), render_view(PRODUCT, 0, seed=seed).image)
    return sorted(folder.iterdir())


@pytest.fixture
def folder(tmp_path):
    rule = ClassRule(threshold=0.5, review_from=0.3, tolerance_mm=0.3, severity=Severity.MAJOR)
    views = (ViewSetup(name="top", golden="golden-1.png", taught="taught-1-a.npz", mm_per_px=0.02),)
    recipe = Recipe(name="r", version=4, product="p", model="m", views=views, classes={"open": rule})
    save_recipe(tmp_path / "r", recipe, {"top": render_golden(PRODUCT, 0)})
    return tmp_path / "r"


def taught(folder, paths, view="top"):
    return teach_golden(folder, view, render_golden(PRODUCT, 0), paths)


def test_a_draft_changes_nothing_and_can_be_read_again(folder, parts):
    before = (folder / RECIPE_FILE).read_bytes()
    draft = taught(folder, parts)
    assert read_draft(folder, "top") == draft
    assert draft.images == tuple(path.name for path in parts)
    assert read_image(draft.merged).shape == render_golden(PRODUCT, 0).shape
    assert (folder / RECIPE_FILE).read_bytes() == before
    discard_draft(folder, "top")
    assert read_draft(folder, "top") is None


def test_approval_makes_a_version_keeps_the_old_golden_and_forgets_what_was_taught_with_it(folder, parts):
    old = (folder / "golden-1.png").read_bytes()
    taught(folder, parts)
    recipe, version = approve_draft(folder, "top", by="Ana", note="new lens")
    assert read_recipe(folder / RECIPE_FILE) == recipe
    assert recipe.version == 5
    assert (recipe.views[0].golden, recipe.views[0].taught) == (version.file, None)
    assert version.sha256 == pixels_sha256(read_image(folder / version.file))
    assert (folder / "golden-1.png").read_bytes() == old
    assert read_versions(folder) == (version,)
    assert read_draft(folder, "top") is None


def test_nothing_to_approve_and_nobody_who_does(folder, parts):
    with pytest.raises(RecipeError, match="no golden waits"):
        approve_draft(folder, "top", by="Ana")
    taught(folder, parts)
    with pytest.raises(RecipeError, match="Say who approves"):
        approve_draft(folder, "top", by=" ")
    assert read_draft(folder, "top") is not None


def test_another_product_and_a_broken_file_are_left_out_by_name(folder, parts, tmp_path):
    stranger, broken = tmp_path / "stranger.png", tmp_path / "broken.png"
    cv2.imwrite(str(stranger), render_golden(training_product(8), 0))
    broken.write_bytes(b"no picture")
    draft = taught(folder, [*parts, stranger, broken])
    assert len(draft.images) == len(parts)
    assert any("stranger.png" in one for one in draft.left_out)
    assert any("broken.png" in one for one in draft.left_out)


def test_a_spoilt_part_is_named_as_odd(folder, parts, tmp_path):
    spoilt = tmp_path / "spoilt.png"
    image = render_view(PRODUCT, 0, seed=9).image.copy()
    image[100:300, 100:300] = 255 - image[100:300, 100:300]
    cv2.imwrite(str(spoilt), image)
    draft = taught(folder, [*parts, spoilt])
    assert draft.odd == ("spoilt.png",)


@pytest.mark.parametrize("count", [0, 2])
def test_too_few_parts(folder, parts, count):
    with pytest.raises(RecipeError, match="3 to 40 images"):
        taught(folder, parts[:count])


def test_a_draft_that_was_cut_short_is_none(folder, parts):
    draft = taught(folder, parts)
    (draft.merged.parent / "draft.json").unlink()
    assert read_draft(folder, "top") is None
    (draft.merged.parent / "draft.json").write_text("{")
    with pytest.raises(RecipeError, match="teach the golden again"):
        read_draft(folder, "top")


def test_a_merged_picture_that_was_replaced_by_nothing_is_not_approved(folder, parts):
    draft = taught(folder, parts)
    cv2.imwrite(str(draft.merged), np.zeros((640, 640, 3), np.uint8))
    with pytest.raises(RecipeError, match="nothing can be aligned"):
        approve_draft(folder, "top", by="Ana")
    assert read_recipe(folder / RECIPE_FILE).version == 4


def test_a_view_whose_name_is_no_folder(folder, parts):
    assert json.dumps(taught(folder, parts, VIEW).view) == json.dumps(VIEW)
    assert read_draft(folder, VIEW).view == VIEW
