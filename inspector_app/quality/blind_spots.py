"""Machine and inspectors on the same parts, each by itself: what one of both missed. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from inspector_app.domain.disposition import Condition
from inspector_app.quality.agreement import TwoByTwo


@dataclass(frozen=True, slots=True)
class SidesOfPart:
    """One part: what the machine said, what an inspector said blind, what was settled afterwards (None: nothing)."""

    label: str
    at: datetime
    machine_passed: bool
    inspector: Condition | None
    person: str
    settled: Condition | None
    defect_class: str


@dataclass(slots=True)
class BlindSpots:
    """machine_missed: passed, and bad. person_missed: held good blind, and bad. false calls: rejected, and good."""

    inspected: int = 0
    judged_by_both: int = 0
    table: TwoByTwo = field(default_factory=lambda: TwoByTwo(0, 0, 0, 0))
    machine_missed: list[SidesOfPart] = field(default_factory=list)
    person_missed: list[SidesOfPart] = field(default_factory=list)
    false_calls: list[SidesOfPart] = field(default_factory=list)
    not_settled: list[SidesOfPart] = field(default_factory=list)
    """They differ, and nobody has said which is right."""


def find_blind_spots(parts: Iterable[SidesOfPart]) -> BlindSpots:
    """A part is bad where it was settled so, or where both say so; where they differ unsettled, nobody knows."""
    spots = BlindSpots()
    counts = {"bad_bad": 0, "bad_good": 0, "good_bad": 0, "good_good": 0}
    for part in parts:
        spots.inspected += 1
        if part.inspector in {Condition.GOOD, Condition.BAD}:
            spots.judged_by_both += 1
            machine = "good" if part.machine_passed else "bad"
            counts[f"{machine}_{part.inspector.value}"] += 1
        _sort(spots, part)
    spots.table = TwoByTwo(**counts)
    return spots


def _sort(spots: BlindSpots, part: SidesOfPart) -> None:
    truth = _truth(part)
    if truth is None:
        differ = part.inspector is (Condition.BAD if part.machine_passed else Condition.GOOD)
        if differ:
            spots.not_settled.append(part)
        return
    if truth is Condition.BAD and part.machine_passed:
        spots.machine_missed.append(part)
    if truth is Condition.BAD and part.inspector is Condition.GOOD:
        spots.person_missed.append(part)
    if truth is Condition.GOOD and not part.machine_passed:
        spots.false_calls.append(part)


def _truth(part: SidesOfPart) -> Condition | None:
    if part.settled in {Condition.GOOD, Condition.BAD}:
        return part.settled
    agreed = Condition.GOOD if part.machine_passed else Condition.BAD
    return agreed if part.inspector is agreed else None
