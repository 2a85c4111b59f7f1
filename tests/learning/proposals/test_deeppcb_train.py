"""The record in small, by the command that anyone types: train, be killed, go on, quantise, seal, evaluate."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from inspector_app.model_packages.package import open_package
from tests.learning.proposals.tiny_set import write_tiny_set
from tests.learning.torch_child import python_with_torch

LEARNT = ("00041000", "00041001", "13000000", "13000001")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    python_with_torch()
    folder = tmp_path_factory.mktemp("deeppcb")
    write_tiny_set(folder / "set", [*LEARNT, "44000000"])
    write_tiny_set(folder / "set", ["90100000", "90100001"], part="test")
    return folder


def command(folder, *words):
    home = ("--home", str(folder / "home"), "--json")
    return [sys.executable, "-m", "inspector_app.cli.main", *words, "--data", str(folder / "set"), *home]


def train(folder):
    return command(
        folder,
        "deeppcb",
        "train",
        "--epochs",
        "2",
        "--round",
        "1",
        "--batch",
        "8",
        "--name",
        "tiny",
    )


def run(words):
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def trained(folder):
    """Killed with -9 after its first epoch, then started again with the same words."""
    work = folder / "home" / "training" / "tiny" / "first"
    with subprocess.Popen(train(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as first:
        while not (work / "checkpoint.pt").is_file():
            assert first.poll() is None, "the training ended before it could be killed"
            time.sleep(0.05)
        first.kill()
    assert not (folder / "home" / "models" / "tiny").exists()
    answer = run(train(folder))
    curves = [
        [json.loads(line) for line in (work.with_name(name) / "curve.jsonl").read_text().splitlines()]
        for name in ("first", "choosing-1", "finishing-1")
    ]
    return answer, curves


@pytest.mark.timeout(600)
def test_a_killed_training_goes_on_and_ends_in_a_package(trained):
    answer, (first, choosing, finishing) = trained
    assert [line["epoch"] for line in first] == [1, 2]
    assert len(choosing) == len(finishing) == 5
    assert "map" in choosing[-1]
    assert "map" not in finishing[-1]
    package = open_package(Path(answer["package"]))
    assert package.card.family == "proposals"
    assert package.card.dataset["held_out_groups"] == ["44000", "50600", "77000"]
    assert "research use only" in package.card.licence["weights"]
    quantising = package.card.figures["quantising"]
    assert (quantising["drop"]["images"], quantising["limit_points"], quantising["limit_recall_points"]) == (
        1,
        0.3,
        1,
    )
    assert quantising["held"]
    kept = {kind: package.card.files[f"{kind}.bin"] for kind in ("model", "reference")}
    assert (kept["model"] == kept["reference"]) is bool(quantising["reverted"])
    assert sum(path.stat().st_size for path in package.folder.rglob("*") if path.is_file()) < 6_000_000


@pytest.mark.timeout(600)
def test_the_package_is_measured_with_its_floating_point_network(folder, trained):
    out = folder / "detections"
    words = ("--model", "tiny", "--protocol", "deeppcb", "--detections", str(out))
    result = run(command(folder, "evaluate", *words))
    assert {"map", "f", "map_fp32", "latency_ms", "intervals", "map50"} <= set(result)
    assert result["box_margin_px"] == 0
    assert sorted(path.name for path in out.iterdir()) == ["90100000.txt", "90100001.txt"]
    assert set(result["stages_ms"]) == {"align and compare", "network", "decode"}


@pytest.mark.timeout(600)
def test_a_checkpoint_of_another_plan_is_not_gone_on_from(folder, trained):
    words = [*train(folder), "--seed", "9"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "is of another training" in done.stdout + done.stderr


@pytest.mark.timeout(600)
def test_a_broken_checkpoint_is_named(folder, trained):
    path = folder / "home" / "training" / "tiny" / "first" / "checkpoint.pt"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    done = subprocess.run(train(folder), capture_output=True, text=True, check=False)
    path.write_bytes(whole)
    assert done.returncode == 1
    assert "checkpoint.pt: cannot be read" in json.loads(done.stdout)["error"]
