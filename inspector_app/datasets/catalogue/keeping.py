"""The catalogue in the home: HOME/catalogue.jsonl, a line a change, never rewritten.

The file is the history and the state in one: who made, changed and approved an entry when, chained by hashes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from inspector_app.datasets.catalogue.entries import (
    CatalogueEntry,
    Change,
    What,
    entries_of,
    first_entry,
    unapproved,
)
from inspector_app.datasets.chained_lines import add_chained, read_chained
from inspector_app.datasets.labelled import DatasetError
from inspector_app.datasets.one_at_a_time import holding
from inspector_app.domain.catalogue import Severity
from inspector_app.settings.home import Home

CATALOGUE = "catalogue.jsonl"
_CALLED, _TAKEN = "the catalogue", "Another process changes the catalogue."
_LONGEST = {"code": 200, "name": 200, "description": 4000, "note": 4000, "by": 200}


def read_changes(home: Home) -> tuple[Change, ...]:
    """Everything that was done to the catalogue, oldest first. Raises DatasetError where it was changed by hand."""
    return read_chained(_file(home), _CALLED, _change)


def read_catalogue(home: Home) -> dict[str, CatalogueEntry]:
    """The catalogue as it stands, by code. Raises DatasetError where it can't be read or was changed by hand."""
    try:
        return entries_of(read_changes(home))
    except ValueError as error:
        raise DatasetError(f"{_file(home)}: can't be followed: {error}. Take it from a backup.") from error


def plant_severities(home: Home) -> dict[str, Severity]:
    """What the catalogue says of each class. Raises DatasetError, as `read_catalogue`."""
    return {entry.code: entry.severity for entry in read_catalogue(home).values()}


def add_entry(home: Home, entry: CatalogueEntry, *, by: str, note: str = "") -> CatalogueEntry:
    """A new entry, which nobody has approved yet. Raises DatasetError where there is one of this code."""
    with holding(home, CATALOGUE, _TAKEN):
        if entry.code in read_catalogue(home):
            raise DatasetError(f"The catalogue has {entry.code} already. Edit that: catalogue edit.")
        _put(home, _told(What.NEW, entry, by, note))
        return read_catalogue(home)[entry.code]


def edit_entry(
    home: Home,
    code: str,
    *,
    by: str,
    note: str,
    name: str | None = None,
    description: str | None = None,
    severity: Severity | None = None,
) -> CatalogueEntry:
    """Changes what is given; approvals are taken back by it. Raises DatasetError where nothing would change."""
    with holding(home, CATALOGUE, _TAKEN):
        before = existing(read_catalogue(home), code)
        after = replace(
            before,
            name=before.name if name is None else name.strip(),
            description=before.description if description is None else description,
            severity=severity or before.severity,
        )
        if after == before:
            raise DatasetError(f"{code} says that already; nothing is changed, and approvals stay.")
        _put(home, _told(What.EDIT, after, by, note))
        return read_catalogue(home)[code]


def approve(home: Home, codes: Sequence[str], *, by: str, note: str = "") -> tuple[CatalogueEntry, ...]:
    """Approves entries by name. A class without an entry gets the plainest one first, by the same name.

    Raises DatasetError, before anything is written, where a code or the name can't be one.
    """
    with holding(home, CATALOGUE, _TAKEN):
        entries = read_catalogue(home)
        missing = [code for code in dict.fromkeys(codes) if code not in entries]
        changes = [_told(What.NEW, first_entry(code), by, note) for code in missing]
        changes += [
            Change(_now(), by.strip(), What.APPROVE, code, note=note) for code in dict.fromkeys(codes)
        ]
        _put(home, *changes)
        after = read_catalogue(home)
        return tuple(after[code] for code in dict.fromkeys(codes))


def approve_missing(
    home: Home, codes: Iterable[str], *, by: str, note: str = ""
) -> tuple[CatalogueEntry, ...]:
    """Approves those of the classes that nobody has approved as they stand; the others are left alone."""
    return approve(home, unapproved(read_catalogue(home), codes), by=by, note=note)


def existing(entries: dict[str, CatalogueEntry], code: str) -> CatalogueEntry:
    """The entry of a code. Raises DatasetError, naming what there is, where there is none."""
    if code not in entries:
        there = ", ".join(entries) or "nothing yet"
        raise DatasetError(f"The catalogue has no {code!r}. It has: {there}.")
    return entries[code]


def _told(what: What, entry: CatalogueEntry, by: str, note: str) -> Change:
    return Change(
        _now(), by.strip(), what, entry.code, entry.name.strip(), entry.description, entry.severity, note
    )


def _put(home: Home, *changes: Change) -> None:
    for change in changes:
        _check(change)
    for change in changes:
        add_chained(_file(home), _CALLED, _change, asdict(change))


def _check(change: Change) -> None:
    """Raises DatasetError for words that can't be kept, before any line is written."""
    texts = {key: str(getattr(change, key)) for key in _LONGEST}
    for key in ("code", "by", *(("name",) if change.what is not What.APPROVE else ())):
        if not texts[key].strip():
            raise DatasetError(
                f"The catalogue needs a {key if key != 'by' else 'name of who does this'}; it is empty."
            )
    for key, text in texts.items():
        if len(text) > _LONGEST[key] or any(
            not letter.isprintable() and letter not in "\n\t" for letter in text
        ):
            raise DatasetError(
                f"The {key} of {change.code[:40]!r} has letters that can't be shown, or more than {_LONGEST[key]}."
            )


def _change(row: dict[str, Any]) -> Change:
    severity = row["severity"]
    texts = {key: row[key] for key in ("at", "by", "code", "name", "description", "note")}
    if not all(isinstance(text, str) for text in texts.values()) or len(row) != len(texts) + 2:
        raise ValueError("no change of a catalogue")
    return Change(**texts, what=What(row["what"]), severity=None if severity is None else Severity(severity))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _file(home: Home) -> Path:
    return home.path / CATALOGUE
