"""Findings become a verdict by the recipe. Pure rules: no image, no network, no database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from inspector_app.domain.catalogue import UNFAMILIAR, Severity, defect_name
from inspector_app.domain.finding import Finding
from inspector_app.domain.recipe import ClassRule, Recipe
from inspector_app.domain.verdict import Outcome, Rule, Verdict

_WORST_FIRST = (Severity.CRITICAL, Severity.MAJOR, Severity.MINOR)


def judge(findings: Sequence[Finding], recipe: Recipe) -> Verdict:
    """The verdict on all findings of a part.

    Worst first: a defect beyond tolerance fails the part; else a class that the recipe doesn't know, a
    score or a size that is not sure asks a person, and so does what looks like none of the good parts; only a
    part with nothing of that kind passes.
    """
    verdict = _judge_detected([f for f in findings if f.defect_class != UNFAMILIAR], recipe)
    strange = max((f for f in findings if f.defect_class == UNFAMILIAR), key=lambda f: f.score, default=None)
    if strange is None or verdict.outcome is not Outcome.PASS:
        return verdict
    reason = f"{strange.view}: {strange.size_mm:.2f} mm that looks like none of the good parts"
    return Verdict(Outcome.REVIEW, Rule.UNFAMILIAR, reason, strange)


def _judge_detected(findings: Sequence[Finding], recipe: Recipe) -> Verdict:
    unknown = next((f for f in findings if f.defect_class not in recipe.classes), None)
    beyond = [f for f in findings if f is not unknown and _is_beyond(f, recipe)]
    failing = _first_not_allowed(beyond, recipe)
    if failing is not None:
        return _fail(failing, beyond, recipe)
    if unknown is not None:
        reason = f"{unknown.defect_class}: the recipe does not know this class"
        return Verdict(Outcome.REVIEW, Rule.UNKNOWN_CLASS, reason, unknown)
    return _review_or_pass(findings, recipe)


def judge_views(findings: Sequence[Finding], problems: Sequence[Verdict], recipe: Recipe) -> Verdict:
    """The verdict on all findings of a part whose views may have problems: what fails goes first, none passes.

    That nothing could detect defects says least, so it is said last.
    """
    verdict = judge(findings, recipe)
    if not problems or verdict.outcome is Outcome.FAIL:
        return verdict
    worst = min(
        problems, key=lambda problem: (problem.outcome is not Outcome.FAIL, problem.rule is Rule.NO_DETECTOR)
    )
    return verdict if worst.rule is Rule.NO_DETECTOR and verdict.outcome is not Outcome.PASS else worst


def _is_beyond(finding: Finding, recipe: Recipe) -> bool:
    rule = recipe.classes.get(finding.defect_class)
    return rule is not None and finding.score >= rule.threshold and _too_large(finding, rule, recipe)


def _too_large(finding: Finding, rule: ClassRule, recipe: Recipe) -> bool:
    """Whether it is surely beyond the tolerance of its length or of its area."""
    surely = 1 + recipe.near_tolerance
    if finding.size_mm >= rule.tolerance_mm * surely:
        return True
    area = _area_of_tolerance(finding, rule)
    return area is not None and area >= surely


def _small_enough(finding: Finding, rule: ClassRule, recipe: Recipe) -> bool:
    """Whether it is surely within both."""
    surely = 1 - recipe.near_tolerance
    if not finding.size_mm < rule.tolerance_mm * surely:
        return False
    area = _area_of_tolerance(finding, rule)
    return area is None or area < surely


def _area_of_tolerance(finding: Finding, rule: ClassRule) -> float | None:
    """The area as a share of what is allowed; None where it has no tolerance, or only the box is known."""
    if rule.tolerance_area_mm2 is None or finding.area_mm2 is None:
        return None
    return finding.area_mm2 / rule.tolerance_area_mm2


def _first_not_allowed(beyond: Sequence[Finding], recipe: Recipe) -> Finding | None:
    """The worst finding of a class that has more large defects than the recipe allows."""
    counts = Counter(f.defect_class for f in beyond)
    excess = [f for f in beyond if counts[f.defect_class] > recipe.classes[f.defect_class].allowed_count]
    return min(
        excess,
        key=lambda f: (_WORST_FIRST.index(recipe.classes[f.defect_class].severity), -f.score),
        default=None,
    )


def _fail(finding: Finding, beyond: Sequence[Finding], recipe: Recipe) -> Verdict:
    rule = recipe.classes[finding.defect_class]
    name = defect_name(finding.defect_class)
    limit = _decisive(finding, rule)
    if rule.allowed_count:
        count = sum(f.defect_class == finding.defect_class for f in beyond)
        reason = f"{count} x {name} above {limit.allowed}, {rule.allowed_count} allowed"
        return Verdict(Outcome.FAIL, Rule.TOO_MANY, reason, finding)
    reason = f"{name} {limit.found}, tolerance {limit.allowed} ({rule.severity})"
    return Verdict(Outcome.FAIL, Rule.ABOVE_TOLERANCE, reason, finding)


@dataclass(frozen=True, slots=True)
class _Limit:
    """The size that decides, and what is allowed of it, in words."""

    found: str
    allowed: str


def _decisive(finding: Finding, rule: ClassRule) -> _Limit:
    """Length or area, whichever is the larger share of what is allowed."""
    area = _area_of_tolerance(finding, rule)
    if area is not None and area > finding.size_mm / rule.tolerance_mm:
        return _Limit(f"{finding.area_mm2:.2f} mm²", f"{rule.tolerance_area_mm2:.2f} mm²")
    return _Limit(f"{finding.size_mm:.2f} mm", f"{rule.tolerance_mm:.2f} mm")


def _review_or_pass(findings: Sequence[Finding], recipe: Recipe) -> Verdict:
    for finding in sorted(findings, key=lambda f: -f.score):
        doubt = _doubt(finding, recipe)
        if doubt is not None:
            return doubt
    allowed = [f for f in findings if f.score >= recipe.classes[f.defect_class].threshold]
    if allowed:
        names = ", ".join(sorted({defect_name(f.defect_class) for f in allowed}))
        return Verdict(Outcome.PASS, Rule.WITHIN_TOLERANCE, f"Within tolerance: {names}", allowed[0])
    return Verdict(Outcome.PASS, Rule.NO_FINDING, "No defect found")


def _doubt(finding: Finding, recipe: Recipe) -> Verdict | None:
    """REVIEW where score or size are in a band that the recipe leaves to a person."""
    rule = recipe.classes[finding.defect_class]
    if finding.score < rule.review_from or _small_enough(finding, rule, recipe):
        return None
    name, limit = defect_name(finding.defect_class), _decisive(finding, rule)
    if finding.score < rule.threshold:
        reason = f"{name} {limit.found}, score {finding.score:.2f} below {rule.threshold:.2f}"
        return Verdict(Outcome.REVIEW, Rule.UNSURE_SCORE, reason, finding)
    if not _too_large(finding, rule, recipe):
        reason = f"{name} {limit.found}, close to the tolerance of {limit.allowed}"
        return Verdict(Outcome.REVIEW, Rule.NEAR_TOLERANCE, reason, finding)
    return None
