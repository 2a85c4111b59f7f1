"""Checks that need torch: a script run by the Python that has it, whose last line is what it found, as JSON."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from inspector_app.cli.training_env import training_python

ROOT = Path(__file__).resolve().parents[2]


def python_with_torch():
    """The Python of the environment that trains; the test is skipped where there is none."""
    python = training_python(ROOT)
    if python is None:
        pytest.skip("there is no .venv-train: python3 installer/run.py --setup-only --with-train makes it")
    return python


def found_by(script, *words):
    """What the script says; the test is skipped where there is no environment for it."""
    python = python_with_torch()
    # one thread: two of torch's spin while they wait for each other on a busy machine
    environment = os.environ | {"PYTHONPATH": str(ROOT), "YOLO_OFFLINE": "true", "OMP_NUM_THREADS": "1"}
    command = [str(python), str(script), *map(str, words)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])
