"""One process at a time changes a dataset of a home, or its catalogue."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from inspector_app.datasets.labelled import DatasetError
from inspector_app.settings.home import Home


@contextmanager
def changing(home: Home, name: str) -> Iterator[None]:
    """Holds the dataset; the system lets go where the process dies. DatasetError where another has it."""
    with holding(home, f"dataset-{name}", f"Another process works on the dataset {name}."):
        yield


@contextmanager
def holding(home: Home, name: str, taken: str) -> Iterator[None]:
    """Holds anything of the home that has a name; `taken`: the sentence of the DatasetError where another has it."""
    home.run.mkdir(parents=True, exist_ok=True)
    with (home.run / f"{name}.lock").open("ab") as file:
        if not _try_lock(file):
            raise DatasetError(f"{taken} Wait until it has finished.")
        yield


if sys.platform == "win32":  # pragma: no cover - by design, untested here
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
