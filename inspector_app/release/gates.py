"""The gates that a model passes before it may judge parts. Every limit is a setting; the guide is their source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspector_app.domain.catalogue import Severity
from inspector_app.model_packages.card import Card
from inspector_app.quality.rates import Rate
from inspector_app.release.card_figures import ClassFigures, FiguresError, class_figures, measured_on


@dataclass(frozen=True, slots=True)
class Limits:
    """What is asked for; shares from 0 to 1, times in ms."""

    recall: float = 0.90
    precision: float = 0.95
    collect_more: float = 0.85
    least_n: int = 100
    parity_drop: float = 0.01
    network_ms: float = 50.0


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate: what was asked, what was measured, and whether a QA lead may let it through in spite of it."""

    name: str
    passed: bool
    said: str
    overridable: bool = False
    collect_more: bool = False


@dataclass(frozen=True, slots=True)
class MachineFigures:
    """What was measured on this machine a moment ago. golden_fault: what is off with the golden answers.

    network_ms: median of one inference; part_ms: 99th percentile of all views of a part, None where no recipe was
    named; deadline_ms: of that recipe.
    """

    machine: str
    golden_fault: str | None
    network_ms: float | None
    part_ms: float | None = None
    deadline_ms: float | None = None


def judge_gates(
    card: Card, severities: Mapping[str, Severity], measured: MachineFigures, limits: Limits
) -> list[Gate]:
    """Every gate, passed or not. A class without a known severity counts as critical."""
    gates = [_golden_gate(measured), *_latency_gates(measured, limits), _set_gate(card), *_uses_gate(card)]
    try:
        int8, fp32 = class_figures(card, "int8"), class_figures(card, "fp32")
    except FiguresError as error:
        return [*gates, Gate("figures", passed=False, said=str(error))]
    for code in card.classes:
        severity = severities.get(code, Severity.CRITICAL)
        gates += _class_gates(code, int8[code], fp32[code], severity, limits)
    return gates


def _golden_gate(measured: MachineFigures) -> Gate:
    fault = measured.golden_fault
    return Gate("golden answers", fault is None, fault or f"equal on this machine ({measured.machine})")


def _latency_gates(measured: MachineFigures, limits: Limits) -> list[Gate]:
    if measured.network_ms is None:
        return [Gate("latency", passed=False, said="not measured: the package does not run here")]
    gates = [
        Gate(
            "latency of the network",
            measured.network_ms <= limits.network_ms,
            f"median {measured.network_ms:.1f} ms; at most {limits.network_ms:g} ms",
            overridable=True,
        )
    ]
    if measured.part_ms is not None and measured.deadline_ms is not None:
        said = f"p99 {measured.part_ms:.0f} ms from frame to findings, all views; deadline {measured.deadline_ms:g} ms"
        gates.append(Gate("latency of a part", measured.part_ms < measured.deadline_ms, said))
    return gates


def _set_gate(card: Card) -> Gate:
    held_out = measured_on(card)
    said = held_out or "the card names no held-out part and no vault: its figures prove nothing"
    return Gate("figures of unseen data", held_out is not None, said)


def _uses_gate(card: Card) -> list[Gate]:
    """Data that was looked at too often fits by chance; a card without such counts (generated boards) has no gate."""
    warnings = card.dataset.get("warnings")
    if not isinstance(warnings, Sequence) or isinstance(warnings, str):
        return []
    said = " ".join(str(warning) for warning in warnings) or "no part was used more often than allowed"
    return [Gate("uses of the data", not warnings, said, overridable=True)]


def _class_gates(
    code: str, int8: ClassFigures, fp32: ClassFigures, severity: Severity, limits: Limits
) -> list[Gate]:
    """A critical class must pass by itself; a QA lead may let any other through."""
    may = severity is not Severity.CRITICAL
    few = int8.n < limits.least_n
    return [
        Gate(f"n of {code}", not few, f"{int8.n} true defects; at least {limits.least_n}", overridable=may),
        _recall_gate(code, int8.recall_rate, limits, may),
        _precision_gate(code, int8.precision_rate, limits, may),
        _parity_gate(code, int8, fp32, limits, may),
    ]


def _recall_gate(code: str, rate: Rate, limits: Limits, overridable: bool) -> Gate:
    share = rate.share
    return Gate(
        f"recall of {code}",
        share is not None and share >= limits.recall,
        _rate_said(rate, limits.recall),
        overridable,
        collect_more=share is None or share < limits.collect_more,
    )


def _precision_gate(code: str, rate: Rate, limits: Limits, overridable: bool) -> Gate:
    share = rate.share
    passed = share is not None and share >= limits.precision
    return Gate(f"precision of {code}", passed, _rate_said(rate, limits.precision), overridable)


def _parity_gate(
    code: str, int8: ClassFigures, fp32: ClassFigures, limits: Limits, overridable: bool
) -> Gate:
    pairs = {"recall": (int8.recall, fp32.recall), "AP": (int8.ap50, fp32.ap50)}
    drops = {
        name: round((before or 0.0) - (now or 0.0), 9)
        for name, (now, before) in pairs.items()
        if before is not None
    }
    said = ", ".join(f"{name} {round(-drop * 100, 2) + 0.0:+.2f} points" for name, drop in drops.items())
    return Gate(
        f"INT8 against floating point, {code}",
        bool(drops) and max(drops.values()) <= limits.parity_drop,
        f"{said or 'no figures in floating point'}; at most {limits.parity_drop * 100:g} points lost",
        overridable,
    )


def _rate_said(rate: Rate, wanted: float) -> str:
    if rate.share is None or rate.interval is None:
        return f"nothing to count; at least {wanted:.0%}"
    low, high = rate.interval
    return f"{rate.share:.1%}, 95 % sure of {low:.1%} to {high:.1%}, n {rate.n}; at least {wanted:.0%}"
