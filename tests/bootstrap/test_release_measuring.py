import numpy as np
import pytest

from inspector_app.bootstrap.release_measuring import Laps, measure_here
from inspector_app.inspection.recipes import load_recipe
from inspector_app.model_packages.shelf import SHIPPED, find_package
from inspector_app.settings.home import Home
from tests.bootstrap.line_process import make_home
from tests.bootstrap.releasing import put_model


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home").create()


def test_network_and_part_are_timed_by_the_recipe_of_the_line(tmp_path):
    home = make_home(tmp_path / "home", views=2)
    loaded = load_recipe(home.recipes / "demo", home.path)
    package = find_package("board-defects", (SHIPPED,))
    measured = measure_here(package, home, loaded, Laps(3, 2))
    assert measured.golden_fault is None
    assert measured.deadline_ms == loaded.recipe.deadline_ms
    assert measured.part_ms > measured.network_ms > 0  # two views, each with one run of the network
    assert "OpenVINO" in measured.machine


def test_without_a_recipe_only_the_network_is_timed(home):
    measured = measure_here(put_model(home), home, None, Laps(3, 2))
    assert measured.network_ms > 0
    assert (measured.part_ms, measured.deadline_ms) == (None, None)


def test_answers_that_differ_here_are_the_fault(home):
    package = put_model(home)
    answers = package.golden_answers
    assert answers.read_text().startswith("{")
    other = put_model(home, "other", classes=("open", "short"))
    (other.folder / "model.xml").write_bytes(np.random.default_rng(1).bytes(200))
    measured = measure_here(other, home, None)
    assert "model.xml" in measured.golden_fault
    assert measured.network_ms is None
