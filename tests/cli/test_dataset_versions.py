"""The path from images to a frozen, split dataset, as it is typed."""

import json
import shutil

import pytest

from inspector_app.cli import main
from inspector_app.datasets.catalogue.keeping import approve
from inspector_app.datasets.store import read_dataset, write_dataset
from inspector_app.settings.home import Home
from tests.cli.running import inspector
from tests.datasets.lots import a_dataset, an_image, lots


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    station = Home(folder / "home").create()
    write_dataset(a_dataset(lots(folder / "new", 10)), station.datasets / "boards")
    return station.path


@pytest.fixture
def home(made_once, tmp_path):
    """A home with the dataset `boards`: 10 lots of four images, few enough that a check has errors."""
    shutil.copytree(made_once, tmp_path / "home")
    return tmp_path / "home"


def _run(capsys, home, *words, code=0):
    assert main.run(["dataset", *words, "--home", str(home)]) == code
    return capsys.readouterr().out


def test_the_whole_path_as_json(home):
    def typed(*words, code=0):
        done = inspector("dataset", *words, "--home", str(home), "--json")
        assert done.returncode == code, done.stderr
        return json.loads(done.stdout)

    checked = typed("check", "boards", code=1)
    assert not checked["good"]
    few = next(one for one in checked["remarks"] if one["check"] == "too-few")
    assert (few["severity"], few["figure"], len(few["files"])) == ("error", "500 (guide, step Collect)", 10)
    split = typed("split", "boards", "--seed", "3")
    assert sum(part["images"] for part in split["parts"].values()) == 40
    frozen = typed("freeze", "boards", "--note", "first images", "--by", "Ana")
    assert (frozen["version"], frozen["by"], frozen["note"]) == ("boards@1", "Ana", "first images")
    assert any(sentence.startswith("too-few: spur") for sentence in frozen["open_errors"])
    assert "files" not in frozen
    (listed,) = typed("list")["datasets"]
    assert listed["versions"][0]["content"] == frozen["content"]
    assert typed("diff", "boards@1", "boards")["same"]


def test_the_tables_that_people_read(home, capsys):
    said = _run(capsys, home, "check", "boards", code=1)
    assert "error    too-few: spur: 10 images, 490 too few. Collect more. [500 (guide, step Collect)]" in said
    assert "lot00-0.png" in said
    said = _run(capsys, home, "split", "boards")
    assert said.splitlines()[0].startswith("boards: 10 groups")
    assert [line.split()[0] for line in said.splitlines() if line.startswith(("images", "clean", "spur"))]
    said = _run(capsys, home, "freeze", "boards", "--note", "first images", "--by", "Ana")
    assert said.startswith("boards@1: first images (Ana, ")
    said = _run(capsys, home, "list")
    assert "images that can change" in said
    assert "first images" in said


def test_a_set_grows_under_its_name_and_keeps_vault_and_parts(home, capsys, tmp_path):
    _run(capsys, home, "split", "boards")
    before = read_dataset(home / "datasets" / "boards")
    write_dataset(a_dataset([an_image(tmp_path, "more", seed=5, lot="L99")]), tmp_path / "more")
    more = str(tmp_path / "more")
    _run(capsys, home, "import", more, "--name", "boards", "--add-to", "boards")
    after = read_dataset(home / "datasets" / "boards")
    assert after.images[:-1] == before.images
    assert after.images[-1].path.stat().st_nlink == 1  # a copy: nobody else edits it
    _run(capsys, home, "import", more, "--name", "boards", "--add-to", "boards", code=1)
    assert read_dataset(home / "datasets" / "boards") == after
    said = _run(capsys, home, "split", "boards")
    assert "boards: 11 groups" in said


def test_tags_come_from_a_table(home, capsys, tmp_path):
    (tmp_path / "tags.csv").write_text("name,light\nlot00-0,dome\n", encoding="utf-8")
    said = _run(capsys, home, "tag", "boards", str(tmp_path / "tags.csv"), "--set", "maintenance=before")
    assert said == "boards: 40 images have new tags\n"
    tags = {image.name: image.tags for image in read_dataset(home / "datasets" / "boards").images}
    assert tags["lot00-0"] == {"lot": "L0", "light": "dome", "maintenance": "before"}
    assert main.run(["dataset", "tag", "boards", "--set", "light", "--home", str(home)]) == 2
    assert main.run(["dataset", "tag", "boards", "--home", str(home)]) == 2


def test_progress_is_written(home, tmp_path):
    progress = tmp_path / "progress.jsonl"
    assert main.run(["dataset", "check", "boards", "--home", str(home), "--progress", str(progress)]) == 1
    last = json.loads(progress.read_text(encoding="utf-8").splitlines()[-1])
    assert (last["done"], last["total"], last["what"]) == (40, 40, "images looked at")


def test_the_groups_of_a_split_are_remembered(home, capsys):
    pattern = r"^lot(\d\d)"
    _run(capsys, home, "split", "boards", "--group-by-name", pattern)
    _run(capsys, home, "freeze", "boards", "--note", "first")
    manifest = json.loads((home / "frozen" / "boards" / "1" / "version.json").read_text(encoding="utf-8"))
    assert manifest["split"]["groups"]["pattern"] == pattern
    (home / "vaults" / "boards" / "rule.json").write_text("{", encoding="utf-8")
    assert main.run(["dataset", "check", "boards", "--home", str(home)]) == 1
    assert "rule.json: can't be read" in capsys.readouterr().err


def test_a_good_set_ends_with_0(home, capsys):
    (home / "settings.toml").write_text("dataset_images_least = 5\n", encoding="utf-8")
    approve(Home(home), ("spur", "open"), by="Ana")
    assert "5 (chosen here)" not in _run(capsys, home, "check", "boards")


def test_a_frozen_version_is_checked_byte_by_byte(home, capsys):
    _run(capsys, home, "split", "boards")
    _run(capsys, home, "freeze", "boards", "--note", "first")
    _run(capsys, home, "check", "boards@1", code=1)
    picture = sorted((home / "frozen" / "boards" / "1" / "train" / "images").iterdir())[0]
    picture.chmod(0o600)
    picture.write_bytes(b"x")
    assert main.run(["dataset", "check", "boards@1", "--home", str(home)]) == 1
    assert f"{picture.name}: it was changed after it was frozen" in capsys.readouterr().err


def test_a_set_made_from_another_must_not_hold_its_vault(home, capsys):
    everything = read_dataset(home / "datasets" / "boards")
    write_dataset(everything, home / "datasets" / "more")
    _run(capsys, home, "split", "boards")
    _run(capsys, home, "split", "more")
    said = _run(capsys, home, "check", "more", code=1)
    assert "another dataset's vault" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "nothing"], "Is it a dataset?"),
        (["split", "nothing"], "Is it a dataset?"),
        (["split", "boards", "--group-by-name", "^lot"], "40 images are 1 groups, too few to keep one"),
        (["freeze", "boards", "--note", "x"], "Split the dataset, then freeze it."),
        (["freeze", "boards", "--note", " "], "A version needs a note"),
        (["diff", "boards@1", "boards@2"], "nothing is frozen yet"),
    ],
)
def test_what_can_not_be_done_is_said_in_a_sentence(home, capsys, words, said):
    assert main.run(["dataset", *words, "--home", str(home)]) == 1
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error


@pytest.mark.parametrize(
    "words", [["split", "../boards"], ["split", "boards", "--group-by-name", "("], ["freeze", "boards"]]
)
def test_used_wrongly(home, words):
    assert main.run(["dataset", *words, "--home", str(home)]) == 2


def test_no_datasets(tmp_path, capsys):
    assert "There are no datasets." in _run(capsys, tmp_path / "home", "list")
