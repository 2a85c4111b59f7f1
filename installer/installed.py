"""What is installed in an environment, and what only looks as if it were."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

from installer.lock_files import canonical


def installed_versions(site_packages: Path) -> dict[str, str]:
    """Name -> version, as the folders beside the packages say. Reads one folder, so it is cheap."""
    found: dict[str, str] = {}
    for folder in site_packages.glob("*.dist-info"):
        name, _, version = folder.name.removesuffix(".dist-info").rpartition("-")
        found[canonical(name)] = version
    return found


def remove_half_installed(site_packages: Path) -> list[str]:
    """Forgets packages whose files are not all there, so that they are installed again. Gives their names.

    An install that was cut off (power, Ctrl-C) leaves such; pip takes them for installed.
    """
    removed = []
    for folder in sorted(site_packages.glob("*.dist-info")):
        if not _complete(folder):
            shutil.rmtree(folder)
            removed.append(folder.name.removesuffix(".dist-info"))
    return removed


def _complete(folder: Path) -> bool:
    record = folder / "RECORD"
    if not record.is_file() or not (folder / "METADATA").is_file():
        return False
    return all(_as_recorded(folder.parent / path, size) for path, size in _recorded(record))


def _recorded(record: Path) -> Iterator[tuple[str, str]]:
    with record.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            # Compiled files are made later and differ; a launcher's size may be rewritten on the way in.
            if len(row) == 3 and not row[0].endswith(".pyc"):
                yield row[0], row[2]


def _as_recorded(path: Path, size: str) -> bool:
    try:
        actual = path.stat().st_size
    except OSError:
        return False
    return not size or actual == int(size)
