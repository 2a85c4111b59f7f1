"""Which recipe is taken for a product."""

import os

import pytest

from inspector_app.boards import demo_products
from inspector_app.bootstrap.recipe_shelf import RecipeShelf
from inspector_app.inspection.board_recipe import board_recipe
from inspector_app.inspection.recipes import UNFINISHED, save_recipe
from tests.bootstrap.line_process import CARD

FIRST, SECOND, _ = demo_products()


@pytest.fixture
def recipes(tmp_path, golden_image):
    def add(name, product, views=2):
        recipe = board_recipe(product, CARD, name=name.strip("."), views=views)
        save_recipe(tmp_path / name, recipe, {view.name: golden_image for view in recipe.views})
        # some disks keep the time of a change only to some ms
        stamp = tmp_path.stat().st_mtime_ns + 50_000_000
        os.utime(tmp_path, ns=(stamp, stamp))
        return tmp_path / name

    return add


def test_the_recipe_at_work_is_the_one_of_its_product(tmp_path, recipes):
    recipes("a", FIRST)
    at_work = recipes("b", FIRST)
    assert RecipeShelf(tmp_path, at_work).folder(FIRST.name) == at_work


def test_of_several_the_one_with_the_cameras_views_is_taken(tmp_path, recipes):
    at_work = recipes("demo-4-views", FIRST, views=4)
    recipes("a", SECOND)
    fitting = recipes("b", SECOND, views=4)
    shelf = RecipeShelf(tmp_path, at_work)
    assert shelf.folder(SECOND.name) == fitting
    assert shelf.products() == tuple(sorted((FIRST.name, SECOND.name)))


def test_one_that_comes_later_is_found_and_one_that_cannot_be_read_is_not(tmp_path, recipes):
    shelf = RecipeShelf(tmp_path, recipes("demo", FIRST))
    assert shelf.products() == (FIRST.name,)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "recipe.toml").write_text("format = 1")
    recipes(f"{UNFINISHED}half", SECOND)
    assert shelf.products() == (FIRST.name,)
    recipes("second", SECOND)
    assert shelf.products() == tuple(sorted((FIRST.name, SECOND.name)))
