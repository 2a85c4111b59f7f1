"""Two models on the same parts: where they agree, what each found that the other did not, which was right. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from inspector_app.domain.disposition import Condition
from inspector_app.quality.paired import Pairs
from inspector_app.quality.rates import Rate


@dataclass(frozen=True, slots=True)
class BothJudged:
    """One part: whether each passed it, which classes each found, and what people hold it to be."""

    active_passed: bool
    second_passed: bool
    active_classes: frozenset[str]
    second_classes: frozenset[str]
    held: Condition | None = None


@dataclass(slots=True)
class Compared:
    """What the parts come to. not_compared: inspected while the second one was dropped, or away."""

    parts: int = 0
    not_compared: int = 0
    same: int = 0
    only_active_rejected: int = 0
    only_second_rejected: int = 0
    found_by_both: Counter[str] = field(default_factory=Counter)
    only_active_found: Counter[str] = field(default_factory=Counter)
    only_second_found: Counter[str] = field(default_factory=Counter)
    right: Pairs = field(default_factory=lambda: Pairs(0, 0, 0, 0))
    """Of the parts that people judged: which of the two was right, the active one first."""

    @property
    def agreement(self) -> Rate:
        """Parts that both passed, or both did not."""
        return Rate(self.same, self.parts)


def compare_opinions(parts: Iterable[BothJudged], not_compared: int = 0) -> Compared:
    """Counts parts, and a class once a part."""
    compared, both, first, second, neither = Compared(not_compared=not_compared), 0, 0, 0, 0
    for part in parts:
        _count(compared, part)
        if part.held not in {Condition.GOOD, Condition.BAD}:
            continue
        good = part.held is Condition.GOOD
        active_right, second_right = part.active_passed is good, part.second_passed is good
        both += active_right and second_right
        first += active_right and not second_right
        second += second_right and not active_right
        neither += not (active_right or second_right)
    compared.right = Pairs(both, first, second, neither)
    return compared


def _count(compared: Compared, part: BothJudged) -> None:
    compared.parts += 1
    compared.same += part.active_passed is part.second_passed
    compared.only_active_rejected += part.second_passed and not part.active_passed
    compared.only_second_rejected += part.active_passed and not part.second_passed
    compared.found_by_both.update(part.active_classes & part.second_classes)
    compared.only_active_found.update(part.active_classes - part.second_classes)
    compared.only_second_found.update(part.second_classes - part.active_classes)
