"""The life of a model from the command line, with a real little package."""

import errno
import json
import shlex
from dataclasses import replace

import numpy as np
import pytest

from inspector_app.bootstrap.this_machine import machine_in_words
from inspector_app.cli import main
from inspector_app.cli.commands import COMMANDS
from inspector_app.inspection.recipes import RECIPE_FILE, read_recipe
from inspector_app.model_packages.private_keys import FOLDER_VARIABLE
from inspector_app.settings.home import Home
from tests.bootstrap.ensembles import put_twin
from tests.bootstrap.releasing import GOOD, put_model, put_recipe
from tests.cli.running import inspector
from tests.release.samples import figures

HALF = {"threshold": 0.5, "review_from": 0.3}


@pytest.fixture(autouse=True)
def private(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "private"))


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path / "home").create()
    put_model(home)
    put_recipe(home, np.zeros((64, 64, 3), np.uint8))
    return home


@pytest.fixture(autouse=True)
def measured(monkeypatch):
    """The little network is too small to be timed on a picture."""
    monkeypatch.setattr("inspector_app.bootstrap.releasing.measure_here", lambda package, home, loaded: GOOD)
    monkeypatch.setattr("inspector_app.bootstrap.comparing._LAPS", 3)


@pytest.fixture
def ask(home, monkeypatch, capfd):
    """Runs a command in this process and gives its code and its JSON answer."""
    monkeypatch.setattr("inspector_app.cli.output._set_aside", None)

    def run(*words):
        monkeypatch.setattr("inspector_app.cli.output.set_stdout_aside", lambda: None)
        capfd.readouterr()
        code = main.run([*words, "--home", str(home.path), "--json"])
        out = capfd.readouterr().out
        answer = json.loads(out)
        return code, answer

    return run


def test_every_model_command_loads():
    for entry in COMMANDS:
        if entry.words[0] == "model":
            assert callable(entry.load())


def test_a_package_from_elsewhere_is_measured_here_by_the_very_command_that_the_gate_says(
    ask, tmp_path, monkeypatch
):
    """The network that ships was measured on a machine that its card does not name."""
    here = replace(GOOD, machine=machine_in_words())
    monkeypatch.setattr("inspector_app.bootstrap.releasing.measure_here", lambda package, home, loaded: here)

    def gate_here():
        _, said = ask("model", "release", "board-defects", "--line", "castings")
        (gate,) = [one for one in said["gates"] if one["name"].endswith("on this machine")]
        return gate

    before = gate_here()
    assert (before["passed"], before["overridable"]) == (False, True)
    assert before["advice"] == (
        "Measure it here: inspector-app evaluate --model board-defects --out NEW_FOLDER"
    )
    program, *words = shlex.split(
        before["advice"].partition(": ")[2].replace("NEW_FOLDER", str(tmp_path / "out"))
    )
    code, _ = ask(*words, "--boards", "4")
    assert (program, code) == ("inspector-app", 0)
    assert gate_here()["passed"]


def test_from_a_key_to_a_rollback(home, ask):
    code, said = ask("model", "release", "m", "--line", "castings")
    assert (code, said["ready"], said["released"]) == (0, True, False)
    code, said = ask("model", "release", "m", "--line", "castings", "--by", "E", "--reason", "first")
    assert code == 1
    assert "model key new" in said["error"]
    _, key = ask("model", "key", "new", "--by", "Admin")
    release = (
        "model",
        "release",
        "m",
        "--line",
        "castings",
        "--by",
        "E",
        "--reason",
        "first",
        "--recipe",
        "cast",
    )
    code, said = ask(*release)
    assert (code, said["released"], said["recipes"]) == (0, True, {"cast": 2})
    assert said["entry"]["key"] == key["key"]
    put_model(home, "newer", threshold=0.4)
    assert ask("model", "release", "newer", *release[3:])[0] == 0
    code, back = ask("model", "rollback", "--line", "castings", "--by", "Q", "--reason", "misses cracks")
    assert (code, back["entry"]["package"]) == (0, said["entry"]["package"])
    assert read_recipe(home.recipes / "cast" / RECIPE_FILE).model == said["entry"]["package"]
    _, listed = ask("model", "list")
    standings = {one["name"]: one["standing"] for one in listed["packages"]}
    assert standings[said["entry"]["package"]] == "released for castings"
    assert standings["board-defects"] == "under test, comes with the program"
    _, shown = ask("model", "show", said["entry"]["package"])
    assert [entry["kind"] for entry in shown["releases"]] == ["release", "rollback"]
    assert shown["runs"] == []


def test_a_package_that_is_not_ready_is_1_and_says_why(home, ask):
    low = figures(open={"recall": 0.8})
    put_model(home, "low", figures={"int8": low, "fp32": low})
    code, said = ask("model", "release", "low", "--line", "castings")
    assert (code, said["ready"]) == (1, False)
    red = [gate["name"] for gate in said["gates"] if gate["collect_more"]]
    assert red == ["Recall, Open"]
    assert "collect more images of it" in said["sentence"]


def test_there_and_back_in_one_file(home, ask, tmp_path):
    file = tmp_path / "m.zip"
    assert ask("model", "export", "m", "--out", str(file))[0] == 0
    code, said = ask("model", "import", str(file), "--name", "m-2")
    assert (code, said["name"], said["standing"]) == (0, "m-2", "under test")
    file.write_bytes(file.read_bytes()[:500])
    code, said = ask("model", "import", str(file), "--name", "m-3")
    assert code == 1
    assert "not a whole zip file" in said["error"]


def test_keys_are_changed_trusted_and_revoked(home, ask, tmp_path):
    _, first = ask("model", "key", "new", "--by", "Admin")
    code, said = ask("model", "key", "new", "--by", "Admin")
    assert code == 1
    assert "--rotate" in said["error"]
    _, second = ask("model", "key", "new", "--by", "Admin", "--rotate", "yearly")
    assert second["retired"] == [first["key"]]
    _, listed = ask("model", "key", "list")
    assert {one["key"]: one["signs"] for one in listed["keys"]} == {first["key"]: False, second["key"]: True}
    assert all(one["private_half_here"] for one in listed["keys"])
    ask("model", "release", "m", "--line", "castings", "--by", "E", "--reason", "first")
    _, revoked = ask("model", "key", "revoke", second["key"], "--by", "Admin", "--reason", "stolen")
    assert len(revoked["refused"]) == 1
    other = Home(tmp_path / "other").create()
    done = inspector("model", "key", "trust", first["public"], "--home", str(other.path), "--json")
    assert json.loads(done.stdout)["key"] == first["key"]


@pytest.mark.parametrize(
    "words",
    [
        ("--line", "castings", "--by", "E"),
        ("--line", "castings", "--qa-lead", "Q"),
        ("--line", " "),
        ("--line", "castings", "--by", "E", "--reason", "\n"),
        ("--line", "castings", "--leave-shadow"),
    ],
)
def test_names_and_reasons_go_together_and_say_something(ask, words):
    assert ask("model", "release", "m", *words)[0] == 2


def test_two_packages_side_by_side(home, ask):
    """On two boards nothing can be told apart, and that is what is said."""
    code, said = ask("model", "compare", "board-defects", "board-defects", "--boards", "2")
    assert code == 0
    assert said["sentence"].startswith("No difference that these boards can show")
    assert [side["model"] for side in said["models"]] == ["board-defects", "board-defects"]
    assert all(side["weight"]["network_ms"] > 0 for side in said["models"])


@pytest.mark.timeout(600)
def test_any_number_of_packages_side_by_side_and_as_tables(home, ask, tmp_path):
    names, out = ["board-defects"] * 3, tmp_path / "tables" / "families.md"
    code, said = ask("model", "compare", *names, "--boards", "4", "--seed", "3", "--out", str(out))
    assert (code, said["out"], said["not_written"]) == (0, str(out), None)
    assert "sentence" not in said
    first = said["models"][0]
    assert first["latency_over_first"] == 1
    assert first["map50_interval"][0] <= first["map50"] <= first["map50_interval"][1]
    assert 0 < first["reference"]["value"] <= 1
    assert first["training"] == {"epochs": 3, "minutes": pytest.approx(58)}
    tables = out.read_text("utf-8")
    assert (
        "`inspector-app model compare board-defects board-defects board-defects --boards 4 --seed 3`"
        in tables
    )
    rows = [line for line in tables.splitlines() if line.startswith("| board-defects | yolov8n |")]
    assert len(rows) == 3
    assert (
        len({line.count("|") for line in tables.splitlines() if line.startswith(("| package", "| board"))})
        == 1
    )
    assert "| open, recall |" in tables
    assert str(tmp_path) not in tables


@pytest.mark.parametrize("words", [("m",), ("m", "m", "--recipe", "cast"), ("m", "m", "--out", ".")])
def test_a_comparison_that_can_not_be_made_is_used_wrongly(ask, words):
    assert ask("model", "compare", *words)[0] == 2


def test_figures_are_answered_although_the_tables_can_not_be_written(home, ask, tmp_path, monkeypatch):
    def full(path, data):
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr("inspector_app.settings.whole_files.write_whole", full)
    out = tmp_path / "families.md"
    code, said = ask("model", "compare", "board-defects", "board-defects", "--boards", "2", "--out", str(out))
    assert (code, said["out"]) == (1, None)
    assert said["not_written"] == f"{out} was not written: No space left on device."
    assert len(said["models"]) == 2


def test_what_no_generated_board_has_is_compared_on_labelled_images(home, ask):
    put_model(
        home,
        "other",
        classes=("scratch", "dent"),
        thresholds=dict.fromkeys(("scratch", "dent"), HALF),
        smallest_found_px=dict.fromkeys(("scratch", "dent"), 8.0),
    )
    code, said = ask("model", "compare", "m", "other", "--boards", "2")
    assert code == 1
    assert "other finds dent, scratch, which no generated board has" in said["error"]
    assert "measure it on labelled images: --data" in said["error"]
    code, said = ask("model", "compare", "m", "nothing", "--boards", "2")
    assert "no model package named nothing" in said["error"]


@pytest.mark.timeout(600)
def test_several_packages_become_one(home, ask):
    put_twin(home)
    few = ("--validation-boards", "2", "--held-out-boards", "2")
    code, said = ask("model", "ensemble", "both", "board-defects", "twin", "--weights", "2,1", *few)
    assert code == 0
    assert [one["weight"] for one in said["ensemble"]["members"]] == [2, 1]
    assert set(said["thresholds"]) == set(said["figures"]["int8"]["classes"])
    _, shown = ask("model", "show", "both")
    assert (
        shown["family_in_words"] == "ensemble of board-defects (yolov8n, weight 2), twin (yolov8n, weight 1)"
    )
    assert (shown["standing"], shown["sha256"]) == ("under test", said["sha256"])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("both", "m", "--weights", "2,x"), 2),
        (("both", "m", "--weights", "1,-1"), 2),
        (("both", "m", "m", "--recipe", "cast"), 2),
        (("a/b", "m", "board-defects"), 2),
        (("both", "m", "--fusion-iou", "0.2"), 2),
        (("both", "m"), 1),
        (("both", "m", "board-defects"), 1),
    ],
)
def test_an_ensemble_that_can_not_be_is_refused(home, ask, words, expected):
    code, said = ask("model", "ensemble", *words)
    assert (code, bool(said["error"])) == (expected, True)
    assert not (home.models / "both").exists()
