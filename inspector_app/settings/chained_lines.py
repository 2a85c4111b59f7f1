"""A file of JSON lines that is only added to, each line chained to the one before it by a hash.

A line that was taken out or changed is found. What is cut off at the end, by a power failure while it was written, was
never followed by anything: whoever adds a line goes on only when it is on disk.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

_START = "0" * 64

Row = TypeVar("Row")


class ChainError(Exception):
    """The file was changed or is damaged; the message names it and the line."""


def read_chained(path: Path, called: str, parse: Callable[[dict[str, Any]], Row]) -> tuple[Row, ...]:
    """All rows, oldest first; none where there is no such file.

    called: what the file is, for errors. parse: raises ValueError, KeyError or TypeError for a row that is none.
    Raises ChainError, naming the line, for a file that was changed.
    """
    return _read(path, called, parse)[2]


def add_chained(
    path: Path, called: str, parse: Callable[[dict[str, Any]], object], row: Mapping[str, Any]
) -> None:
    """Adds a row, on disk when this returns. One process at a time may do so.

    Raises ChainError where the file was changed, OSError where it can't be written.
    """
    whole, before, _ = _read(path, called, parse)
    line = json.dumps({**row, "before": before}, ensure_ascii=False).encode() + b"\n"
    with path.open("r+b" if path.exists() else "xb") as file:
        file.truncate(whole)
        file.seek(whole)
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def _read(
    path: Path, called: str, parse: Callable[[dict[str, Any]], Row]
) -> tuple[int, str, tuple[Row, ...]]:
    """How many bytes are whole lines, the hash of the last of them, and the rows."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return 0, _START, ()
    whole = data.rfind(b"\n") + 1
    before, rows = _START, []
    for number, line in enumerate(data[:whole].splitlines(), 1):
        where = f"{path}:{number}: {called}"
        try:
            row = json.loads(line)
            chained = row.pop("before")
            rows.append(parse(row))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ChainError(f"{where} is damaged. Take it from a backup.") from error
        if chained != before:
            raise ChainError(
                f"{where} was changed: this line doesn't follow the one before it. Take it from a backup."
            )
        before = hashlib.sha256(line).hexdigest()
    return whole, before, tuple(rows)
