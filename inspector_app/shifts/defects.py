"""Section 3: which defects, how often, and what they look like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from inspector_app.domain.catalogue import defect_name
from inspector_app.domain.disposition import Condition, Disposition
from inspector_app.domain.verdict import COULD_NOT_JUDGE, Outcome, Rule
from inspector_app.quality.pareto import pareto
from inspector_app.shifts.content import DefectRow, Pareto
from inspector_app.shifts.ports import FindingRow
from inspector_app.shifts.tally import Case, Standing

_RULES = frozenset(rule.value for rule in Rule)


def main_findings(cases: tuple[Case, ...], findings: Iterable[FindingRow]) -> dict[str, FindingRow]:
    """The finding behind each rejected inspection, by its id: the deciding one, else the most certain one.

    None where the machine could not judge: what it found all the same did not reject the part.
    """
    rejected = {
        case.row.id
        for case in cases
        if case.row.outcome is not Outcome.PASS and case.row.rule not in COULD_NOT_JUDGE
    }
    main: dict[str, FindingRow] = {}
    for finding in findings:
        if finding.inspection_id not in rejected:
            continue
        best = main.get(finding.inspection_id)
        if best is None or (finding.deciding, finding.score) > (best.deciding, best.score):
            main[finding.inspection_id] = finding
    return main


def kinds_of(case: Case, main: FindingRow | None) -> tuple[str, ...]:
    """The kinds of defect of a case, one each: as people said, else as the machine said.

    Who found a part bad for another class, or drew its defects, replaces the machine's class; defects that the
    machine missed come on top of it. Where no finding decided, the rule is the kind.
    """
    machine: tuple[str, ...] = ()
    if case.row.outcome is not Outcome.PASS:
        machine = (main.defect_class if main else case.row.rule.value,)
    if case.condition is not Condition.BAD:
        return machine
    kinds = machine
    if case.judgement is not None:
        kinds = _said(case.judgement) or machine if case.judgement.condition is Condition.BAD else ()
    for answer in case.missed:
        kinds += _said(answer) or ("missed, no class given",)
    return kinds


def _said(answer: Disposition) -> tuple[str, ...]:
    """The classes that an answer names."""
    drawn = tuple(each.defect_class for each in answer.drawn)
    return drawn or ((answer.defect_class,) if answer.defect_class else ())


def rank_defects(cases: tuple[Case, ...], main: Mapping[str, FindingRow]) -> Pareto:
    """The Pareto by confirmed defects; where nothing is confirmed yet, by those not yet reviewed."""
    counts: dict[Standing, Counter[str]] = {standing: Counter() for standing in Standing}
    for case in cases:
        counts[case.standing].update(kinds_of(case, main.get(case.row.id)))
    confirmed, waiting = counts[Standing.BAD_CONFIRMED], counts[Standing.WAITING]
    ranked = pareto(confirmed or waiting)
    cumulative = {row.kind: row.cumulative for row in ranked}
    rest = {kind for part in counts.values() for kind in part} - set(cumulative)
    order = [row.kind for row in ranked] + sorted(rest, key=lambda kind: (-waiting[kind], kind))
    rows = tuple(
        DefectRow(
            code=kind,
            name=_kind_name(kind),
            confirmed=confirmed[kind],
            waiting=waiting[kind],
            held_good=counts[Standing.GOOD_BY_PERSON][kind],
            cant_tell=counts[Standing.CANT_TELL][kind],
            cumulative=cumulative.get(kind),
        )
        for kind in order
    )
    return Pareto(rows, "confirmed" if confirmed else "not yet reviewed")


def _kind_name(kind: str) -> str:
    """The catalogue's name; a rule starts with a capital as the names do."""
    return kind.capitalize() if kind in _RULES else defect_name(kind)
