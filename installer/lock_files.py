"""Reads lock files: one `name==version` a line, some for one platform only."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from installer.console import SetupError

_LINE = re.compile(
    r'^(?P<name>[a-z0-9-]+)==(?P<version>\S+?)(?:\s*;\s*sys_platform == "(?P<platform>\w+)")?$'
)


def locked_versions(lock: Path, platform: str = sys.platform) -> dict[str, str]:
    """Name -> version of what the lock asks for on this platform.

    Raises SetupError with the line that can't be read.
    """
    versions: dict[str, str] = {}
    for number, line in enumerate(_lines(lock), start=1):
        if not line or line.startswith("#"):
            continue
        match = _LINE.match(line)
        if match is None:
            raise SetupError(f"{lock}, line {number} is not `name==version`: {line}")
        if match["platform"] in (None, platform):
            versions[match["name"]] = match["version"]
    return versions


def _lines(lock: Path) -> list[str]:
    try:
        return [line.strip() for line in lock.read_text(encoding="utf-8").splitlines()]
    except OSError as error:
        raise SetupError(f"{lock} can't be read: {error.strerror}.") from error


def canonical(name: str) -> str:
    """The one spelling of a package's name."""
    return re.sub(r"[-_.]+", "-", name).lower()
