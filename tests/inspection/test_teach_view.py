"""Teaching from image files, and putting what was learnt into a recipe."""

from dataclasses import replace

import cv2
import pytest

from inspector_app.boards import demo_products, held_out_product, render_view
from inspector_app.inspection.recipes import RecipeError, load_recipe, save_recipe
from inspector_app.inspection.teach_recipe import save_taught
from inspector_app.inspection.teach_view import OddImages, TeachWish, good_images, teach_view
from inspector_app.novelty import TaughtError


def write(path, image):
    cv2.imwrite(str(path), image)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("good")
    for number in range(22):
        write(folder / f"{number:02}.png", render_view(demo_products()[0], 0, seed=600 + number).image)
    return folder


@pytest.fixture
def wish(golden):
    return TeachWish(golden)


@pytest.fixture(scope="module")
def learnt(folder, golden):
    return teach_view(good_images(folder), TeachWish(golden)).taught


@pytest.fixture
def stranger(tmp_path):
    return write(tmp_path / "stranger.png", render_view(held_out_product(7), 0, seed=1).image)


@pytest.fixture
def stained(tmp_path):
    image = render_view(demo_products()[0], 0, seed=1).image.copy()
    image[286:314, 286:314] = 255 - image[286:314, 286:314]
    return write(tmp_path / "stained.png", image)


def test_a_folder_of_good_parts_is_learnt_with_progress(folder, wish):
    steps = []
    found = teach_view(good_images(folder), wish, lambda done, total: steps.append((done, total)))
    assert len(found.used) == 22
    assert found.left_out == ()
    assert found.false_calls.n == 22
    assert steps[-1] == (22, 22)


def test_images_that_cant_be_used_are_refused_by_name(folder, wish, stranger, tmp_path):
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n")
    twin = write(tmp_path / "twin.png", cv2.imread(str(folder / "00.png")))
    with pytest.raises(TaughtError) as error:
        teach_view([*good_images(folder), stranger, broken, twin], wish)
    said = str(error.value)
    assert "3 of 25 images" in said
    assert "stranger.png can't be aligned" in said
    assert "broken.png" in said
    assert "twin.png is the same picture as 00.png" in said
    assert "--odd leave-out" in said


def test_a_bad_part_among_the_good_is_named_with_its_place(folder, wish, stained):
    with pytest.raises(
        TaughtError, match=r"stained\.png is .* times as unlike .* at x \d+, y \d+.*--odd keep"
    ):
        teach_view([*good_images(folder), stained], wish)


def test_it_may_be_left_out_or_kept(folder, wish, stained, stranger):
    paths = [*good_images(folder), stained, stranger]
    without = teach_view(paths, replace(wish, odd=OddImages.LEAVE_OUT))
    assert stained not in without.used
    assert len(without.left_out) == 2
    kept = teach_view(paths, replace(wish, odd=OddImages.KEEP))
    assert stained in kept.used
    assert len(kept.left_out) == 1


def test_too_few_are_refused_however_they_come_about(folder, wish, stranger, tmp_path):
    with pytest.raises(TaughtError, match="there is no such folder"):
        good_images(tmp_path / "none")
    with pytest.raises(TaughtError, match="holds 1 images; 20 to 200"):
        good_images(tmp_path)
    paths = [*good_images(folder)[:19], stranger]
    with pytest.raises(TaughtError, match="19 usable good parts are too few"):
        teach_view(paths, replace(wish, odd=OddImages.LEAVE_OUT))


@pytest.fixture
def recipe_folder(tmp_path, recipe, golden):
    save_recipe(tmp_path / "demo", recipe, {"left": golden})
    return tmp_path / "demo"


def test_the_recipe_names_what_was_taught_and_has_a_new_version(learnt, recipe_folder, recipe, tmp_path):
    assert save_taught(recipe_folder, recipe, {"left": learnt}).version == 2
    loaded = load_recipe(recipe_folder, tmp_path)
    assert loaded.recipe.version == 2
    assert loaded.taught["left"].golden == learnt.golden


def test_teaching_again_replaces_the_file(learnt, folder, wish, recipe_folder, recipe, tmp_path):
    first = save_taught(recipe_folder, recipe, {"left": learnt})
    fewer = teach_view(good_images(folder)[:20], wish).taught
    second = save_taught(recipe_folder, first, {"left": fewer})
    assert [path.name for path in recipe_folder.glob("taught-*")] == [second.views[0].taught]
    assert load_recipe(recipe_folder, tmp_path).taught["left"].false_calls.n == 20


def test_cut_short_before_the_recipe_is_written_the_old_one_stands(
    learnt, recipe_folder, recipe, tmp_path, monkeypatch
):
    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("inspector_app.inspection.teach_recipe.write_recipe", killed)
    with pytest.raises(KeyboardInterrupt):
        save_taught(recipe_folder, recipe, {"left": learnt})
    assert load_recipe(recipe_folder, tmp_path).recipe == recipe
    assert load_recipe(recipe_folder, tmp_path).taught == {}


def test_a_lost_or_foreign_file_is_refused_with_the_view(learnt, recipe_folder, recipe, golden, tmp_path):
    changed = save_taught(recipe_folder, recipe, {"left": learnt})
    save_recipe(recipe_folder, changed, {"left": golden[::-1]})
    with pytest.raises(RecipeError, match=r"recipe\.toml: left: .*another golden; teach again"):
        load_recipe(recipe_folder, tmp_path)
    (recipe_folder / changed.views[0].taught).unlink()
    with pytest.raises(RecipeError, match=r"left: .*can't be read"):
        load_recipe(recipe_folder, tmp_path)
    assert load_recipe(recipe_folder, tmp_path, with_taught=False).recipe == changed


def test_a_file_outside_the_recipes_folder_is_refused(recipe_folder, recipe, golden, tmp_path):
    outside = recipe.views[0].model_copy(update={"taught": "../taught.npz"})
    save_recipe(recipe_folder, recipe.model_copy(update={"views": (outside,)}), {"left": golden})
    with pytest.raises(RecipeError, match="what was taught of left lies outside"):
        load_recipe(recipe_folder, tmp_path)
