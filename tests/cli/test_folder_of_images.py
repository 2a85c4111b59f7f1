"""From goldens to verdicts: `recipe new`, then `run` over a folder of images, with the model that ships."""

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import cv2
import pytest

from inspector_app.boards import demo_products, render_golden, render_view
from inspector_app.bootstrap.demo_home import SHIPPED_MODEL
from inspector_app.model_packages.shelf import SHIPPED
from tests.cli.running import inspector

ROOT = Path(__file__).resolve().parents[2]
DEEPPCB = Path(os.environ.get("INSPECTOR_DEEPPCB", ROOT / "../shared/data/deeppcb"))
FIRST, SECOND, _ = demo_products()

pytestmark = pytest.mark.skipif(
    not (SHIPPED / SHIPPED_MODEL / "card.json").is_file(),
    reason=f"no model package at {SHIPPED / SHIPPED_MODEL}",
)


@pytest.fixture
def boards(tmp_path):
    """Two boards of one product, one of another, each with its golden, and a file that is no image."""
    images, goldens = tmp_path / "boards" / "images", tmp_path / "boards" / "goldens"
    for folder in (images, goldens):
        folder.mkdir(parents=True)
    for name, product, seed, defects in (("a", FIRST, 5, 0), ("b", FIRST, 6, 3), ("c", SECOND, 7, 0)):
        assert cv2.imwrite(
            str(images / f"{name}.png"), render_view(product, 0, seed=seed, defects=defects).image
        )
        assert cv2.imwrite(str(goldens / f"{name}.png"), render_golden(product, 0))
    (images / "d.png").write_bytes(b"broken")
    return tmp_path / "boards"


@pytest.fixture
def home(tmp_path, boards):
    words = ("--golden", str(boards / "goldens" / "a.png"), "--mm-per-px", "0.02")
    made = inspector("recipe", "new", "--name", "mine", *words, "--json", "--home", str(tmp_path / "home"))
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["views"] == ["view 1"]
    return tmp_path / "home"


def run(home, folder, *options):
    words = ("run", "--recipe", "mine", "--images", str(folder), "--json", "--home", str(home))
    done = inspector(*words, *options, timeout=100)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), done.stderr


def rules(home):
    query = (
        "select p.serial, v.rule from verdicts v join inspections i on i.seq = v.inspection_seq"
        " join parts p on p.seq = i.part_seq"
    )
    with closing(sqlite3.connect(home / "station.db")) as database:
        return dict(database.execute(query).fetchall())


def test_each_image_is_judged_by_its_own_golden_and_a_bad_file_is_named(home, boards):
    answer, said = run(home, boards)
    assert (answer["parts"], answer["lost_frames"]) == (3, 0)
    assert "d.png" in said
    assert set(rules(home)) == {"a", "b", "c"}
    assert rules(home)["c"] != "wrong product"


def test_without_goldens_beside_them_the_recipes_is_used(home, boards):
    for golden in (boards / "goldens").iterdir():
        golden.unlink()
    (boards / "goldens").rmdir()
    assert run(home, boards)[0]["parts"] == 3
    assert rules(home)["c"] == "wrong product"
    assert rules(home)["a"] != "wrong product"


def test_a_folder_can_be_played_again_and_again(home, boards):
    assert run(home, boards, "--loop", "--parts", "7")[0]["parts"] == 7


def test_a_name_that_is_taken_is_refused(home, boards):
    words = ("--golden", str(boards / "goldens" / "a.png"), "--mm-per-px", "0.02")
    again = inspector("recipe", "new", "--name", "mine", *words, "--home", str(home))
    assert again.returncode == 1
    assert "already" in again.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--tolerance", "wide"), "no number"),
        (("--tolerance", "0.01"), "finds"),
        (("--view", "top", "--view", "bottom"), "--view"),
        (("--mode", "loud"), "shadow"),
    ],
)
def test_a_wrong_wish_is_said_and_writes_nothing(tmp_path, boards, words, said):
    golden = ("--golden", str(boards / "goldens" / "a.png"), "--mm-per-px", "0.02")
    home = tmp_path / "other"
    done = inspector("recipe", "new", "--name", "mine", *golden, *words, "--home", str(home))
    assert done.returncode in {1, 2}
    assert said in done.stderr
    assert not list((home / "recipes").glob("*"))


@pytest.mark.skipif(not DEEPPCB.is_dir(), reason=f"DeepPCB is not at {DEEPPCB}")
def test_real_boards_are_played_each_with_its_golden(tmp_path):
    golden = sorted((DEEPPCB / "test" / "goldens").iterdir())[0]
    words = ("--golden", str(golden), "--mm-per-px", "0.0208", "--max-residual-px", "2.5")
    assert inspector("recipe", "new", "--name", "mine", *words, "--home", str(tmp_path)).returncode == 0
    answer, _ = run(tmp_path, DEEPPCB / "test", "--parts", "12")
    assert (answer["parts"], answer["lost_frames"]) == (12, 0)
    found = list(rules(tmp_path).values())
    assert len(found) == 12
    assert not {"wrong product", "no golden", "fault"} & set(found)
