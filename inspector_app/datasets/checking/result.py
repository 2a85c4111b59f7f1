"""What a check says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """An error keeps a set from being trained on, a warning wants a reason, a note is good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that a check found.

    check: which one, a word for scripts. says: a sentence with what to do. images: names concerned, all of them, in
    order. files: their files, where there are. figure: the limit and where it is from, where there is one.
    """

    check: str
    weight: Weight
    says: str
    images: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    figure: str = ""


def worst_first(remarks: list[Remark]) -> tuple[Remark, ...]:
    """Errors, then warnings, then notes; each in the order in which they were found."""
    order = list(Weight)
    return tuple(sorted(remarks, key=lambda remark: order.index(remark.weight)))
