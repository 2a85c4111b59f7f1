"""Commands that need torch run in the environment that has it, whoever typed them where."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

_HANDED_OVER = "INSPECTOR_HANDED_OVER"

QUIET_ULTRALYTICS = {"YOLO_OFFLINE": "true", "YOLO_AUTOINSTALL": "false", "YOLO_VERBOSE": "false"}
"""ultralytics neither phones home nor installs packages."""


class NoTrainingEnvironmentError(Exception):
    """torch is not here and .venv-train does not exist; the message says how to make it."""


def has_torch() -> bool:
    """True where this very Python can import torch; does not import it."""
    return find_spec("torch") is not None


def hand_over(arguments: Sequence[str]) -> int:
    """Runs the same command in .venv-train and gives its exit code.

    Raises NoTrainingEnvironmentError where that environment is missing or has no torch either.
    """
    python = training_python(Path(__file__).resolve().parents[2])
    if python is None or _HANDED_OVER in os.environ:
        raise NoTrainingEnvironmentError(
            "This command needs the extra train. Set it up with: "
            "python3 installer/run.py --setup-only --with-train"
        )
    environment = os.environ | QUIET_ULTRALYTICS | {_HANDED_OVER: "1"}
    command = [str(python), "-m", "inspector_app.cli.main", *arguments]
    if sys.platform != "win32":
        os.execve(python, command, environment)
    return subprocess.run(command, env=environment, check=False).returncode


def training_python(root: Path) -> Path | None:
    """The Python of .venv-train at the project's root, or None."""
    folder = root / ".venv-train"
    python = folder / "Scripts" / "python.exe" if sys.platform == "win32" else folder / "bin" / "python"
    return python if python.exists() else None
