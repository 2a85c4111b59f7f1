"""The environment that has torch: this one, or .venv-train beside the program."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]

SET_UP = "python3 installer/run.py --setup-only --with-train"
"""The command that makes .venv-train."""

QUIET_ULTRALYTICS = {"YOLO_OFFLINE": "true", "YOLO_AUTOINSTALL": "false", "YOLO_VERBOSE": "false"}
"""ultralytics neither phones home nor installs packages."""


def has_torch() -> bool:
    """True where this very Python can import torch; does not import it."""
    return find_spec("torch") is not None


def training_python(root: Path) -> Path | None:
    """The Python of .venv-train at the project's root, or None."""
    folder = root / ".venv-train"
    python = folder / "Scripts" / "python.exe" if sys.platform == "win32" else folder / "bin" / "python"
    return python if python.exists() else None


def python_with_torch() -> Path | None:
    """The Python that trains; None where there is none."""
    return Path(sys.executable) if has_torch() else training_python(PROJECT)
