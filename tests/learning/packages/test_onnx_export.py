"""ONNX by the command that anyone types, read back by OpenVINO, which needs no ONNX library for it."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from inspector_app.cli.training_env import training_python
from inspector_app.learning.packages.onnx_export import furthest_score
from inspector_app.learning.runtime import core
from inspector_app.model_packages.shelf import SHIPPED, find_package
from tests.model_packages.test_package import seal

ROOT = Path(__file__).resolve().parents[3]


def export(tmp_path, model, target):
    if training_python(ROOT) is None:
        pytest.skip("there is no .venv-train: python3 installer/run.py --setup-only --with-train makes it")
    words = ["model", "export-onnx", model, "--out", str(target), "--home", str(tmp_path / "home"), "--json"]
    command = [sys.executable, "-m", "inspector_app.cli.main", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    return done.returncode, json.loads(done.stdout)


def test_the_file_answers_as_the_packages_reference_does(tmp_path):
    target = tmp_path / "board-defects.onnx"
    code, said = export(tmp_path, "board-defects", target)
    assert code == 0, said
    assert (said["inputs"], said["most_off"] < 0.02) == (3, True)
    exact = {"INFERENCE_PRECISION_HINT": "f32"}
    network = core().compile_model(core().read_model(str(target)), "CPU", exact)
    package = find_package("board-defects", (SHIPPED,))
    reference = core().compile_model(core().read_model(package.reference), "CPU", exact)
    planes = np.random.default_rng(3).integers(0, 255, (1, 640, 640, 3), dtype=np.uint8)
    ours = network(np.ascontiguousarray(planes.transpose(0, 3, 1, 2), np.float32) / np.float32(255))[0]
    assert ours.shape == (1, 4 + len(package.card.classes), 8400)
    assert np.abs(ours[:, 4:] - reference(planes)[0][:, 4:]).max() < 0.02
    assert [path.name for path in tmp_path.glob("*.onnx*")] == ["board-defects.onnx"]


def test_candidates_may_come_in_another_order_but_none_may_say_another_thing():
    chance = np.random.default_rng(1)
    found = np.concatenate([chance.uniform(0, 640, (4, 50)), chance.uniform(0, 1, (3, 50))]).astype(
        np.float32
    )
    other = found[:, chance.permutation(50)]
    assert furthest_score(found, other) == 0
    other[4, 7] += 0.3
    assert furthest_score(other, found) == pytest.approx(0.3, abs=1e-5)
    other[4, 7] -= 0.3
    other[0, 9] += 5
    assert furthest_score(found, other) == pytest.approx(other[4:, 9].max())


def test_a_family_without_weights_to_rebuild_is_refused_and_the_file_before_stays(tmp_path):
    target = tmp_path / "m.onnx"
    target.write_bytes(b"before")
    other = seal(tmp_path / "work", tmp_path / "home" / "models" / "m", family="proposals")
    code, said = export(tmp_path, other.card.name, target)
    assert code == 1
    assert "is of the family proposals; ONNX is there for yolov8n" in said["error"]
    assert target.read_bytes() == b"before"
    seal(tmp_path / "work2", tmp_path / "home" / "models" / "m2")
    code, said = export(tmp_path, "m2", target)
    assert "has no weights or no reference network" in said["error"]
    assert target.read_bytes() == b"before"
