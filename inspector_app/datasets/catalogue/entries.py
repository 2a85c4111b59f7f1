"""Entries of the catalogue as their changes made them: pure rules, no files.

An approval holds for the entry as it was then: whoever changes name, description or severity takes it back, and the
people concerned approve anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from inspector_app.domain.catalogue import Severity, defect_name, severity_of


class What(StrEnum):
    """What was done to an entry."""

    NEW = "new"
    EDIT = "edit"
    APPROVE = "approve"


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the catalogue's history; `at` in UTC. name, description and severity: of new ones and edits."""

    at: str
    by: str
    what: What
    code: str
    name: str = ""
    description: str = ""
    severity: Severity | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who has approved an entry, when."""

    by: str
    at: str


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A class of defect: its code is the name that labels carry. approvals: of the entry as it stands now."""

    code: str
    name: str
    severity: Severity
    description: str = ""
    changed_by: str = ""
    changed_at: str = ""
    approvals: tuple[Approval, ...] = ()

    @property
    def approved(self) -> bool:
        """Whether anyone has approved it since it was changed last."""
        return bool(self.approvals)


def entries_of(changes: Iterable[Change]) -> dict[str, CatalogueEntry]:
    """The catalogue after these changes, by code in the order in which entries were made.

    Raises ValueError for an approval or edit of an entry that there isn't: nothing but a damaged file has one.
    """
    entries: dict[str, CatalogueEntry] = {}
    for change in changes:
        entries[change.code] = _changed(entries, change)
    return entries


def unapproved(entries: Mapping[str, CatalogueEntry], codes: Iterable[str]) -> list[str]:
    """The classes of these that have no entry, or one that nobody approved as it stands."""
    return [code for code in codes if code not in entries or not entries[code].approved]


def first_entry(code: str) -> CatalogueEntry:
    """What a class is taken for until somebody says more: a board's own, else critical under its code's name."""
    return CatalogueEntry(code, defect_name(code), severity_of(code))


def _changed(entries: Mapping[str, CatalogueEntry], change: Change) -> CatalogueEntry:
    before = entries.get(change.code)
    if (before is None) != (change.what is What.NEW):
        raise ValueError(f"{change.what} of {change.code}")
    if before is not None and change.what is What.APPROVE:
        return replace(before, approvals=(*before.approvals, Approval(change.by, change.at)))
    if change.severity is None:
        raise ValueError(f"{change.code} without a severity")
    return CatalogueEntry(change.code, change.name, change.severity, change.description, change.by, change.at)
