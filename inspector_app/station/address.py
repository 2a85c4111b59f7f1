"""Where a home's line listens, and the key that proves who may talk to it."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
import sys
import tempfile
from pathlib import Path
from typing import Literal

_LONGEST_SOCKET_PATH = 100
"""Systems allow 104 to 108 bytes."""

Family = Literal["AF_UNIX", "AF_PIPE"]


class AddressError(Exception):
    """The line's connection can't be made or trusted; the message says why."""


def family() -> Family:
    """What this system has for connections between processes of one user."""
    return "AF_PIPE" if sys.platform == "win32" else "AF_UNIX"


def line_address(run_folder: Path) -> str:
    """The address of the line of this home."""
    digest = hashlib.sha256(os.fsencode(run_folder.resolve())).hexdigest()[:16]
    if sys.platform == "win32":
        return rf"\\.\pipe\inspector-{digest}"
    path = run_folder / "line.sock"
    if len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH:
        return str(path)
    return str(Path(tempfile.gettempdir()) / f"inspector-{os.getuid()}-{digest}" / "line.sock")


def prepare_address(run_folder: Path) -> str:
    """The address, free to listen on: only this user may reach it, and what a killed line left is gone.

    Call it only while holding the home's lock. Raises AddressError.
    """
    address = line_address(run_folder)
    if sys.platform != "win32":
        socket = Path(address)
        socket.parent.mkdir(mode=0o700, exist_ok=True)
        _check_private(socket.parent)
        socket.unlink(missing_ok=True)
    return address


def key_file(run_folder: Path) -> Path:
    """Where the key lies."""
    return run_folder / "line.key"


def make_key(run_folder: Path) -> bytes:
    """A fresh key in a file that only this user may read."""
    key = secrets.token_bytes(32)
    path = key_file(run_folder)
    path.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        os.write(descriptor, key)
    finally:
        os.close(descriptor)
    return key


def read_key(run_folder: Path) -> bytes:
    """The running line's key. Raises OSError where no line has run here."""
    return key_file(run_folder).read_bytes()


def _check_private(folder: Path) -> None:
    state = folder.lstat()
    private = stat.S_ISDIR(state.st_mode) and state.st_uid == os.getuid() and not state.st_mode & 0o077
    if not private:
        raise AddressError(f"{folder} must be a folder that only this user may enter (mode 0700)")
