"""The two virtual environments, and where things are in them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

QUIET = {
    "YOLO_OFFLINE": "true",
    "YOLO_AUTOINSTALL": "false",
    "NNCF_CI": "1",
    "PYTHONNOUSERSITE": "1",
    "PIP_USER": "0",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PYTHONIOENCODING": "utf-8",
}
"""ultralytics neither phones home nor installs packages, NNCF sends no statistics, nothing leaks in."""


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment at the project's root, and the locks that fill it."""

    folder: Path
    locks: tuple[Path, ...]
    needs_gb: float
    """Free space that a first set-up takes, downloads in the cache included."""

    @property
    def python(self) -> Path:
        """Its Python."""
        return self.programs / ("python.exe" if sys.platform == "win32" else "python")

    @property
    def programs(self) -> Path:
        """The folder of its programs."""
        return self.folder / ("Scripts" if sys.platform == "win32" else "bin")

    @property
    def site_packages(self) -> Path:
        """Where its packages are; a folder that need not exist yet."""
        if sys.platform == "win32":
            return self.folder / "Lib" / "site-packages"
        found = sorted(self.folder.glob("lib/python3*/site-packages"))
        return found[-1] if found else self.folder / "lib" / "site-packages"

    @property
    def inspector(self) -> Path:
        """The program."""
        return self.programs / ("inspector-app.exe" if sys.platform == "win32" else "inspector-app")


def python_of(environment: Environment) -> str | None:
    """Version of the environment's Python, as `3.11`, or None where it does not run."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run(
            [environment.python, "-I", "-S", "-c", code],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


def station(root: Path = ROOT, *, tests: bool = False) -> Environment:
    """The station's environment; with what the tests need on top."""
    return Environment(root / ".venv", _locks(root, "station", *(["dev"] if tests else [])), needs_gb=2.5)


def training(root: Path = ROOT) -> Environment:
    """The environment that trains: the station's packages, torch and its kin."""
    return Environment(root / ".venv-train", _locks(root, "station", "train"), needs_gb=12.0)


def _locks(root: Path, *names: str) -> tuple[Path, ...]:
    return tuple(root / "installer" / "locks" / f"{name}.txt" for name in names)


def clean_variables() -> dict[str, str]:
    """The variables of this process without those that would bend another Python, and with QUIET."""
    bent = {"PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
    return {name: value for name, value in os.environ.items() if name not in bent} | QUIET
