"""One line a home: an operating-system lock that goes with the process, however it ends."""

from __future__ import annotations

import os
import sys
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import IO, Self

from inspector_app.settings.home import Home, HomeError

_LOCKED_BYTE = 1 << 20
"""Windows locks bytes and keeps others from reading them; so the byte lies behind the text with the pid."""


class HomeBusyError(Exception):
    """Another process works on this home; the message names the home and the process."""


class HomeLock:
    """Held by the process that writes a home's records. Use as a context, or `acquire` and `release`."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._file: IO[bytes] | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._file is not None

    def acquire(self) -> Self:
        """Takes the lock at once; raises HomeBusyError, naming the pid, where another process has it."""
        path = self._home.lock_file
        try:
            path.touch(mode=0o600)
            file = path.open("r+b")
        except OSError as error:
            reason = error.strerror or error
            raise HomeError(f"The home folder {self._home.path} can't be written: {reason}.") from error
        if not _try_lock(file):
            file.close()
            raise HomeBusyError(_who_holds(self._home, path))
        file.truncate(0)
        file.write(f"{os.getpid()}\n".encode())
        file.flush()
        self._file = file
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=_closer(self))
        return self

    def release(self) -> None:
        """Gives the lock back; nothing happens where it isn't held. The file itself stays."""
        if self._file is not None:
            self._file.truncate(0)
            self._file.close()
            self._file = None

    def forget(self) -> None:
        """Closes the file in a forked child; the parent still holds the lock."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        return self if self.held else self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()


def _closer(lock: HomeLock) -> Callable[[], None]:
    """What a forked child does first: else it would keep the home locked after its parent was killed."""
    reference = weakref.ref(lock)

    def close() -> None:
        held = reference()
        if held is not None:
            held.forget()

    return close


def _who_holds(home: Home, path: Path) -> str:
    pid = path.read_text(encoding="ascii", errors="replace").strip()
    who = f"process {pid}" if pid else "another process"
    return f"A line already works on the home {home.path} ({who}). End it first, or choose another home."


if sys.platform == "win32":  # pragma: no cover - by design, untested here
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        file.seek(0)
        return True

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
