"""The five commands of the guide on data that the project has never seen, and a training that goes elsewhere."""

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from inspector_app.cli.training_env import training_python
from tests.learning.strange_set import CLASSES, write_strange_set
from tests.learning.torch_child import python_with_torch
from tests.learning.typed import ACCEPTED, ANY_DROP, run

ROOT = Path(__file__).resolve().parents[2]
SHORT = ("--epochs", "1", "--batch", "8", "--crops", "1")


ANOTHER = (
    *("train", "--data", "leather", "--name", "leather-1", *SHORT),
    *("--family", "yolo11n", "--augment", "position,noise"),
)
"""Another network than the usual one, on the image alone: these images have no goldens."""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The first three of the five commands are done; what they answer is kept beside."""
    python_with_torch()
    folder = tmp_path_factory.mktemp("Werk 1: süd #2")
    home = folder / "home"
    imported = run(home, "dataset", "import", str(write_strange_set(folder)), "--name", "leather")
    assert (imported["format"], imported["images"], imported["clean"]) == ("labelme", 24, 6)
    run(home, "dataset", "split", "leather")
    return home


@pytest.fixture(scope="module")
def frozen(home):
    frozen = run(
        home, "dataset", "freeze", "leather", "--note", "first 24", "--approve-classes-by", "Q. Lead"
    )
    assert [error.split(":")[0] for error in frozen["open_errors"]] == ["too-few"] * 3
    return home


@pytest.fixture(scope="module")
def package(frozen):
    run(frozen, *ANOTHER, *ACCEPTED)
    return Path(run(frozen, "quantize", "--name", "leather-1", *ANY_DROP)["package"])


@pytest.mark.timeout(900)
def test_five_commands_lead_to_a_package_under_test(frozen, package):
    card = json.loads((package / "card.json").read_text("utf-8"))
    assert set(card["classes"]) == set(CLASSES)
    assert card["family"] == "yolo11n"
    assert card["input"]["channels"] == ["blue", "green", "red"]
    assert card["training"]["device"].startswith(("cpu", "cuda"))
    (listed,) = [one for one in run(frozen, "model", "list")["packages"] if one["name"] == "leather-1"]
    assert listed["standing"] == "under test"


@pytest.mark.timeout(900)
def test_without_goldens_it_is_measured_on_the_image_alone_and_learns_from_nothing_else(frozen, package):
    measured = run(frozen, "evaluate", "--model", "leather-1", "--data", "leather")
    assert set(measured["classes"]) == set(CLASSES)
    assert "the image alone" in run(frozen, *ANOTHER, *ACCEPTED, "--with-golden", expected=1)["error"]


@pytest.mark.timeout(900)
def test_a_training_that_lacks_permission_says_all_that_is_missing_and_begins_nothing(frozen, tmp_path):
    run(frozen, "catalogue", "edit", CLASSES[0], "--by", "Bo", "--severity", "minor")
    refused = run(frozen, "train", "--data", "leather", "--name", "refused", *SHORT, expected=1)["error"]
    assert f"nobody approved: {CLASSES[0]}." in refused
    assert f'catalogue approve "{CLASSES[0]}" --by NAME' in refused
    assert f"too-few: {CLASSES[1]}: " in refused
    assert "--open-errors-accepted-by NAME --reason TEXT" in refused
    # who accepts open errors does not approve classes
    again = run(frozen, "train", "--data", "leather", "--name", "refused", *SHORT, *ACCEPTED, expected=1)
    assert "too-few" not in again["error"]
    assert not (frozen / "training" / "refused").exists()
    run(frozen, "catalogue", "approve", CLASSES[0], "--by", "Q. Lead")


@pytest.fixture(scope="module")
def job(frozen):
    file = frozen.parent / "leather.job.zip"
    told = run(frozen, "train", "--data", "leather", "--name", "far", *SHORT, *ACCEPTED, "--pack", str(file))
    assert told["bytes"] == file.stat().st_size
    return file


@pytest.fixture(scope="module")
def trained(job):
    answer = run(job.parent / "other" / "home", "training", "run", str(job), "--device", "cpu")
    assert Path(answer["checkpoint"]).is_file()
    return Path(answer["file"])


@pytest.mark.timeout(900)
def test_a_job_holds_no_image_of_vault_or_test_part_and_nothing_that_can_be_run(job, frozen):
    with zipfile.ZipFile(job) as opened:
        names = opened.namelist()
    assert {Path(name).suffix for name in names} == {".json", ".png", ".txt"}
    manifest = json.loads((frozen / "frozen" / "leather" / "1" / "version.json").read_text("utf-8"))
    used = {
        part: sum(name.startswith(f"crops/images/{folder}/") for name in names)
        for part, folder in (("train", "train"), ("validation", "val"))
    }
    assert used["train"] <= manifest["parts"]["train"]["images"]
    assert used["validation"] <= 2 * manifest["parts"]["validation"]["images"]


@pytest.mark.timeout(900)
def test_what_was_trained_elsewhere_comes_back_and_goes_on_as_if_trained_here(frozen, trained):
    taken = run(frozen, "training", "take", str(trained))
    assert taken["epochs"] == 1
    assert "another machine" in taken["device"]
    package = Path(run(frozen, "quantize", "--name", "far", *ANY_DROP)["package"])
    card = json.loads((package / "card.json").read_text("utf-8"))
    assert card["dataset"]["name"] == "leather@1"
    assert card["dataset"]["permission"]["accepted_by"] == "Ada"
    assert "another machine" in card["training"]["device"]
    same = ROOT / "tests" / "learning" / "same_weights.py"
    with zipfile.ZipFile(trained) as opened:
        opened.extract("weights.safetensors", trained.parent)
    words = [str(training_python(ROOT)), str(same), str(trained.parent / "weights.safetensors"), str(package)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    again = run(frozen, "training", "take", str(trained), expected=1)
    assert "has a trained network already" in again["error"]


@pytest.mark.timeout(900)
def test_a_job_of_this_home_is_not_run_here(frozen, job):
    assert "packed in this very home" in run(frozen, "training", "run", str(job), expected=1)["error"]


@pytest.mark.timeout(900)
def test_a_result_that_is_damaged_foreign_or_of_another_job_is_not_listed(frozen, trained, tmp_path):
    cut = tmp_path / "cut.zip"
    cut.write_bytes(trained.read_bytes()[:-200])
    assert "is no whole file" in run(frozen, "training", "take", str(cut), expected=1)["error"]
    other = tmp_path / "elsewhere" / "home"
    assert "was packed in this home" in run(other, "training", "take", str(trained), expected=1)["error"]
    shutil.copytree(frozen / "training" / "far", other / "training" / "far")
    shutil.rmtree(other / "training" / "far" / "run", ignore_errors=True)
    told = other / "training" / "far" / "packed.json"
    told.write_text(told.read_text("utf-8").replace('"epochs":1', '"epochs":2'), encoding="utf-8")
    assert "answers another job" in run(other, "training", "take", str(trained), expected=1)["error"]
    assert not (other / "training" / "far" / "run").exists()
