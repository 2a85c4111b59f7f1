"""The history of releases: which package is released for which product line, by whom, when and why.

Entries are only ever added; each carries the hash of the one before it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

FIRST = "0" * 64
"""What the first entry has for the hash of the one before it."""


class _Plain(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GateSaid(_Plain):
    """A gate as it was when the package was released."""

    name: str
    passed: bool
    said: str


class RecipeBefore(_Plain):
    """By what a recipe judged before it was put over to the released package."""

    model: str
    thresholds: dict[str, tuple[float, float]]
    """Class: threshold, review_from."""


class Entry(_Plain):
    """One entry. line: the product; package: its folder in the home's models."""

    format: Literal[1] = 1
    number: int = Field(ge=1)
    at: datetime
    kind: Literal["release", "rollback", "out of shadow"]
    line: str
    package: str
    model: str
    sha256: str
    key: str
    by: str
    authenticated: Literal[False] = False
    """Nobody signs in yet: the name is what somebody typed."""
    reason: str
    shadow_only: bool
    qa_lead: str | None = None
    waiver: str | None = None
    gates: tuple[GateSaid, ...] = ()
    recipes: dict[str, RecipeBefore] = {}
    previous: str
    hash: str = ""

    def digest(self) -> str:
        """SHA-256 of everything else in the entry, that of the one before it included.

        Without what has its default, so that a field which a later version adds changes no old hash.
        """
        body = self.model_copy(update={"hash": ""}).model_dump_json(exclude_defaults=True)
        return hashlib.sha256(body.encode()).hexdigest()


class HistoryError(Exception):
    """A history that was changed by hand, or can't be added to; the message names the entry."""


def seal(draft: Entry, before: Sequence[Entry]) -> Entry:
    """The draft as the next entry after those before it."""
    placed = draft.model_copy(
        update={"number": len(before) + 1, "previous": before[-1].hash if before else FIRST}
    )
    return placed.model_copy(update={"hash": placed.digest()})


def check_chain(entries: Sequence[Entry]) -> None:
    """Raises HistoryError naming the first entry that was changed, removed or put in by hand."""
    before = FIRST
    for number, entry in enumerate(entries, start=1):
        if entry.number != number:
            raise HistoryError(f"entry {number} of the releases is missing")
        if entry.hash != entry.digest():
            raise HistoryError(f"entry {number} of the releases was changed by hand")
        if entry.previous != before:
            raise HistoryError(f"entry {number} of the releases does not follow the one before it")
        before = entry.hash


def standing(entries: Sequence[Entry], line: str) -> list[Entry]:
    """The releases of a line that rollbacks can go back to, oldest first; the last is in force."""
    stack: list[Entry] = []
    for entry in entries:
        if entry.line != line:
            continue
        if entry.kind == "release":
            stack.append(entry)
        elif entry.kind == "rollback":
            stack = [*stack[:-2], entry.model_copy(update={"recipes": _recipes_of(stack)})]
        else:
            stack[-1] = stack[-1].model_copy(update={"shadow_only": entry.shadow_only})
    return stack


def _recipes_of(stack: Sequence[Entry]) -> dict[str, RecipeBefore]:
    return stack[-2].recipes if len(stack) > 1 else {}


def in_force(entries: Sequence[Entry], line: str) -> Entry | None:
    """The release of a line that holds now; None where nothing was released for it."""
    stack = standing(entries, line)
    return stack[-1] if stack else None


def lines(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Every line that has a release."""
    return tuple(sorted({entry.line for entry in entries}))
