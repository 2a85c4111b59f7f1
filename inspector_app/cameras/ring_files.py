"""Where rings lie: in shared memory where the system has it, else in the home's run folder.

Names carry the user and a hash of the run folder, so that stations don't meet and a new line finds what a
killed one left behind.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from inspector_app.cameras.ring_layout import RingError

_SHARED_MEMORY = Path("/dev/shm")


def new_ring_file(run_folder: Path, size: int) -> Path:
    """Makes an empty file of `size` bytes that only this user may open. Raises RingError without room.

    The room is taken at once: a full /dev/shm would otherwise end the camera's process (SIGBUS) at a frame.
    """
    why: OSError | None = None
    for folder in _folders(run_folder):
        path = folder / f"{ring_prefix(run_folder)}{uuid4().hex[:12]}"
        try:
            _allocate(path, size)
        except OSError as error:
            path.unlink(missing_ok=True)
            why = error
            continue
        return path
    raise RingError(f"no room for the frames of a camera ({size // 2**20 + 1} MB): {why}")


def remove_stale_rings(run_folder: Path) -> int:
    """Removes the rings of an earlier line of this home; call it only while holding the home's lock."""
    removed = 0
    for folder in _folders(run_folder):
        for path in folder.glob(f"{ring_prefix(run_folder)}*"):
            try:
                path.unlink()
            except OSError:  # Windows keeps a file that a window still has open; the next start tries again
                continue
            removed += 1
    return removed


def _folders(run_folder: Path) -> Iterator[Path]:
    if _SHARED_MEMORY.is_dir() and os.access(_SHARED_MEMORY, os.W_OK):
        yield _SHARED_MEMORY
    yield run_folder


def ring_prefix(run_folder: Path) -> str:
    """How the names of all rings of this home begin."""
    user = os.getuid() if sys.platform != "win32" else 0
    digest = hashlib.sha256(os.fsencode(run_folder.resolve())).hexdigest()[:12]
    return f"inspector-{user}-{digest}-"


def _allocate(path: Path, size: int) -> None:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        if sys.platform == "linux":
            os.posix_fallocate(descriptor, 0, size)
        else:
            os.ftruncate(descriptor, size)
    finally:
        os.close(descriptor)
