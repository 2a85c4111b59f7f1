"""Whether a model may go one mode up: every condition with its figure, its interval and its limit. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from inspector_app.domain.mode import ModeEvidence
from inspector_app.quality.gates import Gate, measured_rate, percent
from inspector_app.quality.rates import Rate
from inspector_app.settings.mode_figures import ModeFigures


def judge_conditions(evidence: ModeEvidence, limits: ModeFigures) -> list[Gate]:
    """All conditions of the way up from the mode of the evidence, met or not.

    Bounds are judged by the end of the Wilson interval that speaks against the model, so that few parts never do.
    """
    return [
        _count_gate("Days with parts", evidence.days, "mode_days", limits),
        _count_gate("Parts", evidence.parts, "mode_parts", limits),
        _count_gate("Parts that people judged too", evidence.answered, "mode_answered", limits),
        _answered_gate(evidence, limits),
        _least_gate("Agreement of machine and people", agreement(evidence), "mode_agreement", limits),
        _most_gate("False calls, of good parts", false_calls(evidence), "mode_false_calls", limits),
        _most_gate("Escapes, of passed parts looked at", escapes(evidence), "mode_escapes", limits),
    ]


def unmet(gates: Sequence[Gate]) -> list[Gate]:
    """Those in the way."""
    return [gate for gate in gates if not gate.passed]


def agreement(evidence: ModeEvidence) -> Rate:
    """Parts that both held to be good, or both bad, of those that both judged."""
    return Rate(evidence.passed_good + evidence.rejected_bad, evidence.answered)


def false_calls(evidence: ModeEvidence) -> Rate:
    """Rejected good parts, of all good ones; a passed part that nobody holds to be bad counts as good.

    Taking only the answered ones would make the share look far too high where people answer rejects alone.
    """
    good_passed = evidence.passed - evidence.passed_bad
    return Rate(evidence.rejected_good, evidence.rejected_good + good_passed)


def escapes(evidence: ModeEvidence) -> Rate:
    """Bad parts among the passed ones that people looked at; without such a look nobody can know it."""
    return Rate(evidence.passed_bad, evidence.passed_answered)


def _answered_gate(evidence: ModeEvidence, limits: ModeFigures) -> Gate:
    key = "mode_rejects_answered"
    limit = float(getattr(limits, key))
    answered = evidence.rejected_good + evidence.rejected_bad + evidence.rejected_unknown
    rate = Rate(min(answered, evidence.rejected), evidence.rejected)
    met = rate.share is None or rate.share >= limit  # nothing was rejected: nothing is open
    measured = f"{rate.count:,} of {rate.n:,}"
    return Gate(
        "Rejects answered", f"at least {percent(limit)}", measured, met, source=limits.origin(key),
        advice="" if met else "Answer the parts that wait at the bench.",
    )  # fmt: skip


def _count_gate(name: str, count: int, key: str, limits: ModeFigures) -> Gate:
    limit = int(getattr(limits, key))
    return Gate(name, f"at least {limit:,}", f"{count:,}", count >= limit, source=limits.origin(key))


def _least_gate(name: str, rate: Rate, key: str, limits: ModeFigures) -> Gate:
    limit = float(getattr(limits, key))
    measured, bound = measured_rate(rate)
    met = rate.interval[0] >= limit if rate.interval is not None else None
    return Gate(
        name, f"surely at least {percent(limit)}", measured, met, bound, limits.origin(key),
        _more_parts(rate.share is not None and rate.share >= limit, met),
    )  # fmt: skip


def _most_gate(name: str, rate: Rate, key: str, limits: ModeFigures) -> Gate:
    limit = float(getattr(limits, key))
    measured, bound = measured_rate(rate)
    met = rate.interval[1] <= limit if rate.interval is not None else None
    return Gate(
        name, f"surely at most {percent(limit)}", measured, met, bound, limits.origin(key),
        _more_parts(rate.share is not None and rate.share <= limit, met),
    )  # fmt: skip


def _more_parts(share_fits: bool, met: bool | None) -> str:
    if met:
        return ""
    return "More judged parts would make it sure." if share_fits or met is None else ""
