"""`inspector-app run` with the model that ships."""

import json
import signal
import subprocess
import sys
import time

import pytest

from inspector_app.bootstrap.demo_home import SHIPPED_MODEL
from inspector_app.model_packages.shelf import SHIPPED

pytestmark = pytest.mark.skipif(
    not (SHIPPED / SHIPPED_MODEL / "card.json").is_file(),
    reason=f"no model package at {SHIPPED / SHIPPED_MODEL}",
)


def command(home, *options):
    return [sys.executable, "-m", "inspector_app.cli.main", "run", "--home", str(home), "--json", *options]


def test_a_fresh_home_runs_the_demo_recipe_and_answers_in_json(tmp_path):
    home = tmp_path / "Prüf stand"
    options = ("--recipe", "demo", "--parts", "3", "--speed", "6000")
    done = subprocess.run(command(home, *options), capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["parts"] == 3
    assert answer["pass"] + answer["fail"] + answer["review"] == 3
    assert answer["latency_ms"]["p99"] > 0
    assert answer["lost_frames"] == 0


def test_ctrl_c_ends_it_with_its_answer(tmp_path):
    gate = tmp_path / "run" / "gate.json"
    with subprocess.Popen(
        command(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as line:
        end = time.monotonic() + 60
        while not gate.exists() or json.loads(gate.read_text())["last_number"] < 2:
            assert time.monotonic() < end, line.stderr.read() if line.poll() is not None else "no part came"
            time.sleep(0.05)
        line.send_signal(signal.SIGINT)
        out, err = line.communicate(timeout=30)
    assert line.returncode == 0, err
    assert json.loads(out)["parts"] >= 1


def test_what_is_refused_is_one_sentence_and_exit_1(tmp_path):
    done = subprocess.run(
        command(tmp_path, "--recipe", "none"), capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert "no such recipe" in json.loads(done.stdout)["error"]
    assert "Traceback" not in done.stderr
