"""A folder that is there whole or not at all: written beside its place, synced, then renamed."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from inspector_app.datasets.labelled import DatasetError

UNFINISHED = ".part"
_ABANDONED_S = 24 * 3600  # what a killed process left; no import takes that long


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Gives an empty folder `.NAME.….part` beside `folder`, which becomes `folder` where all goes well.

    After an error, Ctrl-C included, neither is there. Raises DatasetError where `folder` is there and not empty, or
    where the disk refuses.
    """
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise DatasetError(f"{folder}: is there already and not empty; choose another name.")
    unfinished = folder.with_name(f".{folder.name}.{uuid4().hex}{UNFINISHED}")
    try:
        unfinished.mkdir(parents=True)
        _remove_abandoned(folder)
        yield unfinished
        _finish(unfinished, folder)
    except OSError as error:
        why = error.strerror or error
        raise DatasetError(f"{error.filename or folder}: {why}. Nothing was written to {folder}.") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def place_file(source: Path, target: Path, *, link: bool) -> None:
    """Puts a file at a place that is still free: a hard link where asked for and possible, else a synced copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if link and _linked(source, target):
        return
    with source.open("rb") as read, target.open("xb") as written:
        shutil.copyfileobj(read, written, 1 << 20)
        written.flush()
        os.fsync(written.fileno())


def write_text(target: Path, text: str) -> None:
    """A text file in UTF-8 with Unix line ends, at a place that is still free, synced."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("x", encoding="utf-8", newline="\n") as written:
        written.write(text)
        written.flush()
        os.fsync(written.fileno())


def _linked(source: Path, target: Path) -> bool:
    try:
        os.link(source.resolve(), target)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno in {errno.ENOENT, errno.ENOSPC, errno.EDQUOT}:
            raise
        return False  # another disk, or a file system without links
    return True


def _finish(unfinished: Path, folder: Path) -> None:
    if folder.exists():
        folder.rmdir()
    unfinished.rename(folder)
    if os.name == "posix":  # the rename itself must survive a power cut
        handle = os.open(folder.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove_abandoned(folder: Path) -> None:
    oldest = time.time() - _ABANDONED_S
    for left in folder.parent.glob(f".*{UNFINISHED}"):
        if left.is_dir() and left.stat().st_mtime < oldest:
            shutil.rmtree(left, ignore_errors=True)
