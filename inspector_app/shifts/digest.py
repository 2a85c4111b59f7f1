"""Canonical JSON of plain rows, and its SHA-256: the same data give the same text on every machine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TypeVar

Row = TypeVar("Row")

LEFT_OUT = frozenset({"image_path", "golden_path"})
"""Pictures are not part of the hash: a report made after old images went still has the same figures."""


def canonical_json(value: object) -> str:
    """One line of JSON: keys sorted, no blanks, ASCII, times in UTC; a float that is no number is NaN.

    Raises TypeError for what has no canonical form, ValueError for a time without a zone.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(f"the time {value} has no zone")
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value) if field.name not in LEFT_OUT]
        return {name: getattr(value, name) for name in names}
    raise TypeError(f"{type(value).__name__} has no canonical form")


class DataDigest:
    """Hashes rows while they stream past, one JSON line each, under the name of their table."""

    def __init__(self) -> None:
        self._hash = sha256()

    def add(self, table: str, row: object) -> None:
        """Adds one row."""
        self._hash.update(f"{table}\t{canonical_json(row)}\n".encode())

    def passing(self, table: str, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows, each added as it passes."""
        for row in rows:
            self.add(table, row)
            yield row

    def hex(self) -> str:
        """The SHA-256 so far, 64 hex digits."""
        return self._hash.hexdigest()
