import json
import os
import subprocess
from pathlib import Path

import pytest

from inspector_app.cli.training_env import training_python

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def checks():
    python = training_python(ROOT)
    if python is None:
        pytest.skip("there is no .venv-train: python3 installer/run.py --setup-only --with-train makes it")
    script = [str(python), str(Path(__file__).with_name("torch_checks.py"))]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "YOLO_OFFLINE": "true"}
    done = subprocess.run(script, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_a_box_comes_back_from_every_way_to_lay_a_crop(checks):
    assert checks["ways"] == 8


def test_what_is_exported_says_what_training_saw(checks):
    assert checks["errors"]["reference"] < 0.01
    assert checks["errors"]["model"] < 0.1


def test_the_loss_is_lowest_where_box_and_label_are_right(checks):
    right, off, other, nothing = checks["losses"]
    assert right < off
    assert right < other
    assert right < nothing


def test_a_time_limit_ends_the_training_after_the_epoch(checks):
    assert checks["epochs"] == 1
