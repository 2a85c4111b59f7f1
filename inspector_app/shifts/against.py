"""Section 4: machine against person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from inspector_app.domain.catalogue import defect_name
from inspector_app.domain.disposition import Answer, Condition, Disposition
from inspector_app.domain.verdict import Outcome
from inspector_app.quality.agreement import TwoByTwo
from inspector_app.shifts.content import AgainstRow, MachineAndPerson, OverrideRow, PersonRow
from inspector_app.shifts.ports import AnswerRow
from inspector_app.shifts.tally import Case, not_taken_back, part_label


def machine_and_person(cases: tuple[Case, ...], answers: tuple[AnswerRow, ...]) -> MachineAndPerson:
    """The whole section; answers are all of the shift, taken back ones included."""
    rows = tuple(_against(cases, outcome) for outcome in (Outcome.FAIL, Outcome.REVIEW, Outcome.PASS))
    failed, _, passed = rows
    return MachineAndPerson(
        rows=rows,
        two_by_two=TwoByTwo(failed.bad, failed.good, passed.bad, passed.good),
        missed_defects=sum(max(1, len(answer.drawn)) for case in cases for answer in case.missed),
        people=_people(answers),
        overrides=_overrides(cases),
    )


def _against(cases: tuple[Case, ...], outcome: Outcome) -> AgainstRow:
    counts = Counter(case.condition for case in cases if case.row.outcome is outcome)
    return AgainstRow(
        outcome=outcome,
        bad=counts[Condition.BAD],
        good=counts[Condition.GOOD],
        cant_tell=counts[Condition.UNKNOWN],
        unanswered=counts[None],
    )


def _people(answers: Iterable[AnswerRow]) -> tuple[PersonRow, ...]:
    """One row a person, by name. Taken back is counted for whoever gave the answer."""
    rows = tuple(answers)
    given_by = {row.answer.id: row.answer.person for row in rows}
    taken_back = Counter(given_by[row.answer.undoes] for row in rows if row.answer.undoes in given_by)
    by_person: dict[str, list[Disposition]] = {row.answer.person: [] for row in rows}
    for answer in not_taken_back(rows):
        by_person[answer.person].append(answer)
    return tuple(_person(name, by_person[name], taken_back[name]) for name in sorted(by_person))


def _person(name: str, given: list[Disposition], taken_back: int) -> PersonRow:
    kinds = Counter(answer.answer for answer in given)
    return PersonRow(
        person=name,
        confirmed=kinds[Answer.CONFIRM],
        overridden=kinds[Answer.OVERRIDE],
        missed=kinds[Answer.MISSED],
        cant_tell=kinds[Answer.CANT_TELL],
        taken_back=taken_back,
        authenticated=bool(given) and all(answer.authenticated for answer in given),
    )


def _overrides(cases: tuple[Case, ...]) -> tuple[OverrideRow, ...]:
    """Every answer but plain confirmations, in the order in which they were given."""
    differing = [
        (case, answer) for case in cases for answer in case.given if answer.answer is not Answer.CONFIRM
    ]
    differing.sort(key=lambda pair: (pair[1].at, pair[1].id))
    return tuple(_override(case, answer) for case, answer in differing)


def _override(case: Case, answer: Disposition) -> OverrideRow:
    return OverrideRow(
        at=answer.at,
        part=part_label(case.row),
        machine=f"{case.row.outcome} ({case.row.rule})",
        answer=_answer_text(case.row.outcome, answer),
        detail=_detail(answer),
        person=answer.person,
    )


def _answer_text(outcome: Outcome, answer: Disposition) -> str:
    if answer.answer is Answer.OVERRIDE:
        good = "good: false call" if outcome is Outcome.FAIL else "good"
        return {Condition.GOOD: good, Condition.BAD: "bad"}.get(answer.condition, "unknown")
    return {Answer.MISSED: "bad: machine missed it"}.get(answer.answer, answer.answer.value)


def _detail(answer: Disposition) -> str:
    classes = dict.fromkeys(drawn.defect_class for drawn in answer.drawn)
    if answer.defect_class:
        classes = {answer.defect_class: None} | classes
    parts = [", ".join(defect_name(code) for code in classes), answer.reason or ""]
    return "; ".join(part for part in parts if part) or "no class or reason given"
