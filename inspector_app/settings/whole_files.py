"""Files that are whole or not there, and on disk when the call returns. Every part of the program writes by these."""

from __future__ import annotations

import os
import sys
from pathlib import Path

UNFINISHED = ".part"
"""How the name of a file ends while it is written."""


def write_whole(path: Path, data: bytes | memoryview, aside: Path | None = None) -> None:
    """Writes under another name, syncs, renames, and syncs the folder; raises OSError, leaving nothing new.

    An older file stays as it was until then. aside: that other name, in the same folder; else the file's own with
    `.part` after it.
    """
    _make_folder(path.parent)
    unfinished = aside or path.with_name(path.name + UNFINISHED)
    try:
        with unfinished.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


if sys.platform == "win32":  # pragma: no cover - by design, untested here

    def sync_folder(folder: Path) -> None:
        """NTFS journals names by itself, and a folder can't be opened there."""

else:

    def sync_folder(folder: Path) -> None:
        """Makes the names in a folder durable."""
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
