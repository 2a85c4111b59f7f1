"""Where each inspection stands: the machine's verdict and the answer in force, put together once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from inspector_app.domain.disposition import Condition, Disposition
from inspector_app.domain.verdict import Outcome, Rule
from inspector_app.shifts.content import Totals
from inspector_app.shifts.ports import AnswerRow, InspectionRow


class Standing(StrEnum):
    """How an inspection stands; each is in exactly one."""

    GOOD_BY_MACHINE = "good by machine"
    GOOD_BY_PERSON = "good by person"
    BAD_CONFIRMED = "bad, confirmed"
    CANT_TELL = "can't tell"
    WAITING = "not yet reviewed"


_BY_CONDITION = {
    Condition.GOOD: Standing.GOOD_BY_PERSON,
    Condition.BAD: Standing.BAD_CONFIRMED,
    Condition.UNKNOWN: Standing.CANT_TELL,
}


@dataclass(frozen=True, slots=True)
class Case:
    """An inspection with the answer in force about it; is_first: the part's first inspection ever."""

    row: InspectionRow
    answer: Disposition | None
    is_first: bool

    @property
    def standing(self) -> Standing:
        """The person's word where there is one, else the machine's pass, else it waits."""
        if self.answer is not None:
            return _BY_CONDITION[self.answer.condition]
        return Standing.GOOD_BY_MACHINE if self.row.outcome is Outcome.PASS else Standing.WAITING


def part_key(row: InspectionRow) -> str:
    """What makes two inspections the same part: the serial where one was scanned, else the part's id."""
    return f"serial {row.serial}" if row.serial else f"part {row.part_id}"


def part_label(row: InspectionRow) -> str:
    """The part as people know it: its serial and its number on this station."""
    return f"{row.serial} (no. {row.number})" if row.serial else f"no. {row.number}"


def gather_cases(
    inspections: Iterable[InspectionRow], answers: Iterable[AnswerRow], serials_seen_before: Iterable[str]
) -> tuple[Case, ...]:
    """The shift's cases, oldest first. A part is first once; never where it came in an earlier shift."""
    in_force = {row.answer.inspection_id: row.answer for row in answers if row.in_force}
    known = {f"serial {serial}" for serial in serials_seen_before}
    cases = []
    for row in sorted(inspections, key=lambda row: (row.at, row.id)):
        key = part_key(row)
        cases.append(Case(row, in_force.get(row.id), key not in known))
        known.add(key)
    return tuple(cases)


def count_totals(cases: tuple[Case, ...], planned: int | None) -> Totals:
    """The counts of section 2."""
    outcomes = dict.fromkeys(Outcome, 0)
    standings = dict.fromkeys(Standing, 0)
    for case in cases:
        outcomes[case.row.outcome] += 1
        standings[case.standing] += 1
    waiting = [case.row.at for case in cases if case.standing is Standing.WAITING]
    return Totals(
        inspected=len(cases),
        parts=len({part_key(case.row) for case in cases}),
        came_again=sum(not case.is_first for case in cases),
        planned=planned,
        passed=outcomes[Outcome.PASS],
        failed=outcomes[Outcome.FAIL],
        review=outcomes[Outcome.REVIEW],
        good_by_machine=standings[Standing.GOOD_BY_MACHINE],
        good_by_person=standings[Standing.GOOD_BY_PERSON],
        bad_confirmed=standings[Standing.BAD_CONFIRMED],
        cant_tell=standings[Standing.CANT_TELL],
        waiting=len(waiting),
        oldest_waiting_at=min(waiting, default=None),
        late=sum(case.row.rule is Rule.LATE for case in cases),
    )
