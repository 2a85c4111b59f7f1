"""Commands that need torch run in the environment that has it, whoever typed them where."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from inspector_app.bootstrap.training_env import (
    PROJECT,
    QUIET_ULTRALYTICS,
    SET_UP,
    has_torch,
    training_python,
)

__all__ = ["NoTrainingEnvironmentError", "hand_over", "has_torch", "training_python"]

_HANDED_OVER = "INSPECTOR_HANDED_OVER"


class NoTrainingEnvironmentError(Exception):
    """torch is not here and .venv-train does not exist; the message says how to make it."""


def hand_over(arguments: Sequence[str]) -> int:
    """Runs the same command in .venv-train and gives its exit code.

    Raises NoTrainingEnvironmentError where that environment is missing or has no torch either.
    """
    python = training_python(PROJECT)
    if python is None or _HANDED_OVER in os.environ:
        raise NoTrainingEnvironmentError(f"This command needs the extra train. Set it up with: {SET_UP}")
    environment = os.environ | QUIET_ULTRALYTICS | {_HANDED_OVER: "1"}
    command = [str(python), "-m", "inspector_app.cli.main", *arguments]
    if sys.platform != "win32":
        os.execve(python, command, environment)
    return subprocess.run(command, env=environment, check=False).returncode
