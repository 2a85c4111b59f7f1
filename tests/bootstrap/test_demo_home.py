"""What the demonstration finds ready."""

import time

import pytest

from inspector_app.bootstrap import demo_home
from inspector_app.bootstrap.demo_home import SHIPPED_MODEL, demo_recipes, prepare_demo, recipe_name
from inspector_app.inspection.board_recipe import BOARD_TOLERANCES_MM
from inspector_app.inspection.recipes import load_recipe
from inspector_app.model_packages.shelf import SHIPPED
from inspector_app.settings.home import Home

pytestmark = pytest.mark.skipif(not (SHIPPED / SHIPPED_MODEL / "card.json").is_file(),
                                reason=f"no model package at {SHIPPED / SHIPPED_MODEL}")  # fmt: skip


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path).create()


def test_the_first_recipe_is_called_demo_and_has_two_views(home):
    assert prepare_demo(home) == "demo"
    assert len(load_recipe(home.recipes / "demo", home.path).recipe.views) == 2
    assert [path.name for path in home.recipes.iterdir()] == ["demo"]


def test_more_views_are_recipes_of_their_own(home):
    name = prepare_demo(home, views=3)
    loaded = load_recipe(home.recipes / name, home.path)
    assert name == "demo-3-views"
    assert sorted(loaded.goldens) == ["view 1", "view 2", "view 3"]
    assert len({golden.tobytes() for golden in loaded.goldens.values()}) == 3


def test_a_recipe_that_a_person_changed_stays(home, monkeypatch):
    file = home.recipes / prepare_demo(home) / "recipe.toml"
    file.write_text(file.read_text().replace("version = 1", "version = 7"))
    monkeypatch.setitem(BOARD_TOLERANCES_MM, "open", 0.4)
    prepare_demo(home)
    assert load_recipe(home.recipes / "demo", home.path).recipe.version == 7


def test_a_recipe_that_nobody_touched_follows_the_model(home, monkeypatch):
    prepare_demo(home)
    prepare_demo(home)
    before = load_recipe(home.recipes / "demo", home.path).recipe
    assert before.version == 1
    monkeypatch.setitem(BOARD_TOLERANCES_MM, "open", 0.4)
    prepare_demo(home)
    after = load_recipe(home.recipes / "demo", home.path).recipe
    assert (after.version, after.classes["open"].tolerance_mm) == (2, 0.4)
    prepare_demo(home)
    assert load_recipe(home.recipes / "demo", home.path).recipe == after


def test_the_other_products_come_beside(home, monkeypatch):
    monkeypatch.setattr(demo_home, "_AFTER_THE_START_S", 0.0)
    monkeypatch.setattr(demo_home, "_BETWEEN_DRAWINGS_S", 0.0)
    others = {recipe_name("sensor-b2"), recipe_name("driver-c3")}
    with demo_recipes(home) as first:
        assert first == "demo"
        end = time.monotonic() + 60
        while not all((home.recipes / name).exists() for name in others):
            assert time.monotonic() < end
            time.sleep(0.05)
    assert all(load_recipe(home.recipes / name, home.path) for name in others)


def test_a_short_run_does_not_wait_for_them_and_leaves_nothing_half_made(home):
    with demo_recipes(home):
        pass
    assert [path.name for path in home.recipes.iterdir()] == ["demo"]
