"""Remembers with what an environment was made, so that the second start takes seconds."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from installer.environments import ROOT, Environment, python_of
from installer.installed import installed_versions
from installer.lock_files import locked_versions

_NAME = "inspector-stamp.json"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an environment was made with; locks: name of the file -> its SHA-256."""

    folder: str
    python: str | None
    project: str
    locks: dict[str, str]


def write_stamp(environment: Environment, root: Path = ROOT) -> None:
    """Written last: an environment with a stamp was finished."""
    path = environment.folder / _NAME
    part = path.with_suffix(".part")
    part.write_text(json.dumps(asdict(_expected(environment, root)), indent=1), encoding="utf-8")
    part.replace(path)


def remove_stamp(environment: Environment) -> None:
    """Removed first: from here on the environment is unfinished."""
    (environment.folder / _NAME).unlink(missing_ok=True)


def why_not_ready(environment: Environment, root: Path = ROOT) -> str | None:
    """Why the environment must be set up (again), in words, or None where it is ready."""
    if not environment.folder.exists():
        return "it does not exist"
    stamp = _read(environment)
    if stamp is None:
        return "it is not finished"
    return _difference(stamp, _expected(environment, root)) or _missing(environment)


def _difference(stamp: Stamp, expected: Stamp) -> str | None:
    if stamp.folder != expected.folder:
        return "the project was moved"
    if stamp.python != expected.python or expected.python is None:
        return "its Python changed or is gone"
    if stamp.project != expected.project:
        return "the project's own set-up changed"
    if not expected.locks.items() <= stamp.locks.items():
        return "other versions are locked now"
    return None


def _missing(environment: Environment) -> str | None:
    if not environment.inspector.exists():
        return "its programs are gone"
    installed = installed_versions(environment.site_packages)
    for lock in environment.locks:
        for name, version in locked_versions(lock).items():
            if installed.get(name) != version:
                return f"{name} {version} is missing in it"
    return None


def _expected(environment: Environment, root: Path) -> Stamp:
    locks = {lock.name: _digest(lock) for lock in environment.locks}
    return Stamp(str(environment.folder), python_of(environment), _digest(root / "pyproject.toml"), locks)


def _read(environment: Environment) -> Stamp | None:
    try:
        return Stamp(**json.loads((environment.folder / _NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _digest(path: Path) -> str:
    # Line ends differ between checkouts, what the file says does not.
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
