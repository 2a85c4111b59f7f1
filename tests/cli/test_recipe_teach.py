"""`recipe teach` as a script runs it: learnt, refused in words, and used by `inspect`."""

import json

import cv2
import pytest

from inspector_app.boards import held_out_product, render_golden, render_view
from tests.cli.running import inspector

PRODUCT = held_out_product(33)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("teach")
    cv2.imwrite(str(home / "golden.png"), render_golden(PRODUCT, 0))
    (home / "good").mkdir()
    for seed in range(500, 522):
        cv2.imwrite(str(home / "good" / f"{seed}.png"), render_view(PRODUCT, 0, seed=seed).image)
    made = inspector(
        "recipe", "new", "--name", "board", "--golden", str(home / "golden.png"), "--mm-per-px", "0.02",
        "--home", str(home),
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return home


def teach(home, *more, good="good"):
    return inspector(
        "recipe", "teach", "board", "--good", str(home / good), "--home", str(home), "--json", *more
    )


def test_it_is_taught_says_how_sure_it_is_and_the_recipe_changes(home, tmp_path):
    done = teach(home, "--progress", str(tmp_path / "progress"))
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["version"] == 2
    view = said["views"]["view 1"]
    assert view["images"] == view["false_calls"]["n"] == 22
    assert view["false_calls"]["interval"][1] > 0.1  # 22 parts can't promise more
    assert len((tmp_path / "progress").read_text().splitlines()) == 22
    assert 'taught = "taught-1-' in (home / "recipes" / "board" / "recipe.toml").read_text()


def test_too_few_images_another_view_and_another_word_are_refused(home, tmp_path):
    (home / "few").mkdir()
    few = teach(home, good="few")
    assert few.returncode == 1
    assert "holds 0 images; 20 to 200 good parts are needed" in few.stderr
    view = teach(home, "--view", "left")
    assert view.returncode == 2
    assert "board has view 1" in view.stderr
    assert teach(home, "--odd", "ignore").returncode == 2


def test_a_recipe_that_is_not_there_is_named(home):
    done = inspector("recipe", "teach", "nothing", "--good", str(home / "good"), "--home", str(home))
    assert done.returncode == 1
    assert "no such recipe" in done.stderr
