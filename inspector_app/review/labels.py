"""From answers in force to labels: what is where on the image of a view, and who said so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from inspector_app.domain.catalogue import UNFAMILIAR
from inspector_app.domain.disposition import Answer, Disposition, DrawnDefect
from inspector_app.domain.geometry import Box
from inspector_app.domain.messages import FindingInfo, PartInspected, ViewImage
from inspector_app.domain.verdict import COULD_NOT_JUDGE, Outcome, Rule
from inspector_app.review.answers import standing_answers
from inspector_app.review.ports import AnsweredInspection

SMALL_BUT_REAL = "Within tolerance"
"""The reason of an override that says: the defect is there, and allowed."""

_NOT_ABOUT_FINDINGS = COULD_NOT_JUDGE | {
    Rule.EMPTY_FIXTURE,
    Rule.WRONG_PRODUCT,
    Rule.TURNED,
    Rule.UNLIKE_GOLDEN,
    Rule.TWO_PARTS,
    Rule.UNFAMILIAR,
}
"""Whoever confirms one of these says nothing of what the network found, or not of which class it is."""


@dataclass(frozen=True, slots=True)
class LabelledView:
    """The image of a view with the defects that people say are on it (none: a good one)."""

    inspection: PartInspected
    view: ViewImage
    defects: tuple[DrawnDefect, ...]
    answer: Disposition
    """The newest answer that the labels follow from."""


def labelled_views(answered: AnsweredInspection) -> Iterator[LabelledView]:
    """The views of an inspection whose truth is known; those without an image are left to the caller.

    confirmed findings and drawn defects are labels; an override with a class renames the finding that decided;
    a part held to be good has none, except where its defect is only within tolerance. Nothing comes of an
    answer that leaves the truth open: can't tell, a bad part whose defect nobody has drawn, an unfit image, a
    confirmation that the machine could not judge. What only looked unfamiliar is no label until somebody has given
    it a class; beside other findings it stands for nothing.
    """
    standing = standing_answers(answered.answers)
    if not standing:
        return
    defects = _defects(answered.inspection, standing)
    if defects is None:
        return
    for view in answered.inspection.views:
        on_view = tuple(each for each in defects if each.view == view.view)
        yield LabelledView(answered.inspection, view, on_view, standing[-1])


def _defects(inspection: PartInspected, standing: tuple[Disposition, ...]) -> tuple[DrawnDefect, ...] | None:
    """All defects of the part, or None where the answers leave them open."""
    missed = tuple(drawn for each in standing if each.answer is Answer.MISSED for drawn in each.drawn)
    judged = [each for each in standing if each.answer is not Answer.MISSED]
    if not judged:
        # On a part that passed, whoever drew the missed defect saw the findings within tolerance as well.
        return (*_findings(inspection), *missed) if inspection.outcome is Outcome.PASS else None
    found = _judged_findings(inspection, judged[-1])
    return None if found is None else (*found, *missed)


def _judged_findings(inspection: PartInspected, answer: Disposition) -> tuple[DrawnDefect, ...] | None:
    if answer.answer is Answer.CONFIRM:
        return None if inspection.rule in _NOT_ABOUT_FINDINGS else _findings(inspection)
    if answer.answer is not Answer.OVERRIDE:
        return None
    if answer.defect_class is None:
        return _held_to_be_good(inspection, answer)
    if inspection.outcome is Outcome.PASS:
        return (*_findings(inspection), *answer.drawn) if answer.drawn else None
    if answer.drawn:
        return answer.drawn
    return _renamed(inspection, answer.defect_class)


def _held_to_be_good(inspection: PartInspected, answer: Disposition) -> tuple[DrawnDefect, ...] | None:
    if answer.reason != SMALL_BUT_REAL:
        return ()
    return None if inspection.rule is Rule.UNFAMILIAR else _findings(inspection)


def _renamed(inspection: PartInspected, defect_class: str) -> tuple[DrawnDefect, ...] | None:
    found = tuple(_as_defect(each) for each in inspection.findings)
    if not found:
        return None
    deciding = 0 if len(found) == 1 else inspection.deciding
    if deciding is None:
        return None
    renamed = (
        replace(each, defect_class=defect_class) if position == deciding else each
        for position, each in enumerate(found)
    )
    return tuple(each for each in renamed if each.defect_class != UNFAMILIAR)


def _findings(inspection: PartInspected) -> tuple[DrawnDefect, ...]:
    return tuple(_as_defect(each) for each in inspection.findings if each.defect_class != UNFAMILIAR)


def _as_defect(finding: FindingInfo) -> DrawnDefect:
    return DrawnDefect(finding.view, finding.defect_class, Box(*finding.box), finding.outlines)
