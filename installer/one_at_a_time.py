"""Two set-ups of one project at once would write the same files; the second one waits."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from installer.console import say

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[str]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def one_at_a_time(root: Path) -> Iterator[None]:
    """Waits while another set-up of this project works; the lock ends with the process that holds it."""
    with (root / ".setup.lock").open("w", encoding="utf-8") as file:
        if not _try_lock(file):
            say("Another set-up of this project is at work; waiting for it.")
            while not _try_lock(file):
                time.sleep(0.5)
        yield
