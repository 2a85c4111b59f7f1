"""The lines that packages are released for, and the known sets of their recipes, as the learning screen lists them."""

import numpy as np
import pytest

from inspector_app.bootstrap.known_set_lines import known_set_lines
from inspector_app.bootstrap.product_lines import product_lines
from inspector_app.inspection.known_set import FILE, FOLDER
from inspector_app.settings.home import Home
from tests.bootstrap.releasing import LINE, make_desk, make_key, put_model, put_recipe, release


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("INSPECTOR_SIGNING_KEYS", str(tmp_path / "keys"))
    return Home(tmp_path / "home").create()


def test_a_line_is_known_by_its_recipes_and_by_what_was_released(home):
    assert product_lines(home) == ()
    put_recipe(home, np.zeros((32, 32), np.uint8))
    (line,) = product_lines(home)
    assert (line.name, line.recipes, line.released) == (LINE, ("cast",), "")
    put_model(home)
    make_key(home)
    entry = release(make_desk(home)).entry
    assert product_lines(home)[0].released == entry.package


def test_a_damaged_recipe_hides_no_other(home):
    put_recipe(home, np.zeros((32, 32), np.uint8))
    other = home.recipes / "broken"
    other.mkdir()
    (other / "recipe.toml").write_text("not toml", encoding="utf-8")
    assert [line.name for line in product_lines(home)] == [LINE]
    broken, cast = known_set_lines(home)
    assert "recipe.toml" in broken.trouble
    assert (cast.recipe, cast.images, cast.views, cast.trouble) == ("cast", 0, ("top",), "")


def test_a_damaged_known_set_is_named(home):
    put_recipe(home, np.zeros((32, 32), np.uint8))
    folder = home.recipes / "cast" / FOLDER
    folder.mkdir()
    (folder / FILE).write_text("{", encoding="utf-8")
    assert FILE in known_set_lines(home)[0].trouble
