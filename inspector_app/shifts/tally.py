"""Where each inspection stands: the machine's verdict and the answer in force, put together once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from inspector_app.domain.disposition import Answer, Condition, Disposition
from inspector_app.domain.verdict import Outcome, Rule
from inspector_app.shifts.content import Totals
from inspector_app.shifts.ports import AnswerRow, InspectionRow, RecipeRow


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
    """An inspection with the answers about it.

    answer: the one in force; given: all that were not taken back, oldest first; is_first: the part's first
    inspection ever.
    """

    row: InspectionRow
    answer: Disposition | None
    given: tuple[Disposition, ...]
    is_first: bool

    @property
    def judgement(self) -> Disposition | None:
        """The newest answer about what the machine said; a defect that it missed is no such answer."""
        return next((each for each in reversed(self.given) if each.answer is not Answer.MISSED), None)

    @property
    def missed(self) -> tuple[Disposition, ...]:
        """Answers that show defects which the machine missed."""
        return tuple(each for each in self.given if each.answer is Answer.MISSED)

    @property
    def condition(self) -> Condition | None:
        """What people hold the part to be; None before an answer. A missed defect makes it bad for good."""
        if self.answer is None:
            return None
        return Condition.BAD if self.missed else self.answer.condition

    @property
    def standing(self) -> Standing:
        """The people's word where there is one, else the machine's pass, else it waits."""
        if self.condition is not None:
            return _BY_CONDITION[self.condition]
        return Standing.GOOD_BY_MACHINE if self.row.outcome is Outcome.PASS else Standing.WAITING


def mode_of(row: InspectionRow, recipes: Iterable[RecipeRow]) -> str:
    """The mode that a part was inspected in; the recipe's where the row has none, empty where nobody knows."""
    written = (
        one.mode.value for one in recipes if (one.name, one.version) == (row.recipe, row.recipe_version)
    )
    return row.mode or next(written, "")


def part_key(row: InspectionRow) -> str:
    """What makes two inspections the same part: the serial where one was scanned, else the part's id."""
    return f"serial {row.serial}" if row.serial else f"part {row.part_id}"


def part_label(row: InspectionRow) -> str:
    """The part as people know it: its serial and its number on this station."""
    return f"{row.serial} (no. {row.number})" if row.serial else f"no. {row.number}"


def not_taken_back(answers: Iterable[AnswerRow]) -> tuple[Disposition, ...]:
    """The answers that hold, in their order: neither undos nor what they took back."""
    rows = tuple(answers)
    undone = {row.answer.undoes for row in rows}
    return tuple(
        row.answer for row in rows if row.answer.answer is not Answer.UNDO and row.answer.id not in undone
    )


def gather_cases(
    inspections: Iterable[InspectionRow], answers: Iterable[AnswerRow], serials_seen_before: Iterable[str]
) -> tuple[Case, ...]:
    """The shift's cases, oldest first. A part is first once; never where it came in an earlier shift."""
    rows = tuple(answers)
    in_force = {row.answer.inspection_id: row.answer for row in rows if row.in_force}
    given: dict[str, list[Disposition]] = {}
    for answer in not_taken_back(rows):
        given.setdefault(answer.inspection_id, []).append(answer)
    known = {f"serial {serial}" for serial in serials_seen_before}
    cases = []
    for row in sorted(inspections, key=lambda row: (row.at, row.id)):
        key = part_key(row)
        cases.append(Case(row, in_force.get(row.id), tuple(given.get(row.id, ())), key not in known))
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
        planned=planned if planned and planned > 0 else None,
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
