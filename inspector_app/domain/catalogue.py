"""The defect catalogue: what each kind of defect is called and how much it matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """How much a defect matters, as the catalogue says."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"


@dataclass(frozen=True, slots=True)
class DefectClass:
    """An entry of the catalogue: a code for machines, a name for people, a severity."""

    code: str
    name: str
    severity: Severity


BOARD_CATALOGUE: tuple[DefectClass, ...] = (
    DefectClass("open", "Open", Severity.CRITICAL),
    DefectClass("short", "Short", Severity.CRITICAL),
    DefectClass("mousebite", "Mousebite", Severity.MAJOR),
    DefectClass("spur", "Spur", Severity.MAJOR),
    DefectClass("spurious_copper", "Spurious copper", Severity.MAJOR),
    DefectClass("pinhole", "Pinhole", Severity.MINOR),
)

UNFAMILIAR = "unfamiliar"
"""The class of a finding that no detector knows: it only looks like none of the good parts."""


def severity_of(code: str, said: Mapping[str, Severity] = MappingProxyType({})) -> Severity:
    """What the plant has said of it, else a board's own; critical where nobody has: that is not released lightly."""
    boards_own = {entry.code: entry.severity for entry in BOARD_CATALOGUE}
    return said.get(code, boards_own.get(code, Severity.CRITICAL))


def defect_name(code: str) -> str:
    """What people call the class; an unknown code is shown as it is."""
    if code == UNFAMILIAR:
        return "Unfamiliar"
    return next((entry.name for entry in BOARD_CATALOGUE if entry.code == code), code)
