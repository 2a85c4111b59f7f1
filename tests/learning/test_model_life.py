"""A model's life in small, by the commands that anyone types: train, be killed, go on, quantise, evaluate."""

import json
import subprocess
import time
from pathlib import Path

import pytest

from tests.learning.torch_child import python_with_torch
from tests.learning.typed import ANY_DROP, command, run

TRAIN = (
    "train",
    "--name",
    "tiny",
    "--products",
    "1",
    "--boards",
    "2",
    "--validation-products",
    "1",
    "--epochs",
    "2",
    "--batch",
    "4",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    python_with_torch()
    return tmp_path_factory.mktemp("home")


def wait_for(condition, process):
    while not condition():
        assert process.poll() is None, "the training ended before it could be killed"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def trained(home):
    """Killed with -9 after its first epoch, then started again with the same words."""
    results = home / "training" / "tiny" / "run" / "results.csv"
    last = home / "training" / "tiny" / "run" / "weights" / "last.pt"
    with subprocess.Popen(
        command(home, *TRAIN), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=home
    ) as first:
        wait_for(last.is_file, first)
        first.kill()
    before = results.read_text().splitlines()
    answer = run(home, *TRAIN)
    return before, results.read_text().splitlines(), answer


QUANTIZE = (
    *("quantize", "--name", "tiny", "--costs", "false_call=1,escape=40,open=100"),
    *("--validation-boards", "4", "--held-out-boards", "4", "--calibration-boards", "4"),
    *ANY_DROP,
)


def steps(path):
    return [json.loads(line) for line in path.read_text().splitlines()] if path.is_file() else []


@pytest.fixture(scope="module")
def ended(home, trained):
    """Told to end while it quantises: what is left then."""
    progress = home / "ended.progress"
    with subprocess.Popen(
        command(home, *QUANTIZE, "--progress", str(progress)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=home,
    ) as first:
        wait_for(lambda: any(line["what"] == "quantising to INT8" for line in steps(progress)), first)
        first.terminate()
    return first.returncode, list((home / "models").iterdir())


@pytest.fixture(scope="module")
def package(home, ended):
    return run(home, *QUANTIZE, "--progress", str(home / "quantize.progress"))


@pytest.mark.timeout(600)
def test_a_killed_training_goes_on_where_it_was(trained):
    before, after, answer = trained
    assert Path(answer["checkpoint"]).is_file()
    assert after[: len(before)] == before
    assert len(after) == 3  # a head line and one for each epoch


@pytest.mark.timeout(600)
def test_quantising_makes_a_package_that_the_station_opens(home, package):
    folder = Path(package["package"])
    card = json.loads((folder / "card.json").read_text())
    assert set(card["figures"]) == {"int8", "fp32", "quantising", "machine"}
    made = card["figures"]["quantising"]
    assert made["limit_points"] == 100
    assert made["drop"]["images"] == 4
    assert made["held"] is True
    assert card["training"]["epochs"] == 2
    assert card["dataset"]["costs"]["escape_of"] == {"open": 100}
    assert {"model.bin", "reference.bin", "weights.safetensors", "golden/answers.json"} <= set(card["files"])
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 20_000_000


@pytest.mark.timeout(600)
def test_a_quantising_that_is_told_to_end_leaves_no_package(ended):
    code, listed = ended
    assert code != 0
    assert listed == []


@pytest.mark.timeout(600)
def test_quantising_tells_its_steps_and_what_is_left(home, package):
    told = steps(home / "quantize.progress")
    planned = [line for line in told if "go back to floating point" not in line["what"]]
    assert [line["what"].split()[0] for line in planned if not line["done"]][:3] == [
        "exporting",
        "measuring",
        "quantising",
    ]
    assert told[-1]["what"] == "sealing the package"
    assert told[-1]["step"] == told[-1]["steps"]
    assert told[0]["rest_s"] is None
    assert told[-1]["rest_s"] >= 0
    calibrated = [line for line in told if line["what"] == "quantising to INT8" and line["total"]]
    assert (calibrated[-1]["done"], calibrated[-1]["total"]) == (4, 4)


@pytest.mark.timeout(600)
def test_evaluating_says_what_scripts_read(home, package):
    result = run(home, "evaluate", "--model", "tiny", "--boards", "4", "--seed", "7")
    assert {"good_boards_failed", "bad_boards_passed", "review_rate", "map50"} <= set(result)
    assert set(result["classes"]["open"]) >= {
        "n",
        "recall",
        "precision",
        "recall_interval",
        "precision_interval",
    }
    assert result["boards"] == 4


@pytest.mark.timeout(600)
def test_a_training_starts_from_a_package(home, package):
    answer = run(
        home, *TRAIN[:1], "--name", "next", *TRAIN[3:-4], "--epochs", "1", "--batch", "4", "--start", "tiny"
    )
    assert Path(answer["checkpoint"]).is_file()
