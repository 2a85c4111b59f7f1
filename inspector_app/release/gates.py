"""The gates that a package passes before it may judge parts: what its figures come to, and what this machine says."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from inspector_app.domain.catalogue import Severity, defect_name, severity_of
from inspector_app.model_packages.card import Card
from inspector_app.quality.gates import Gate, time_gate
from inspector_app.quality.model_gates import PARITY
from inspector_app.release.card_figures import FiguresError, card_result, measured_on, quantising_of
from inspector_app.release.evidence import Evidence, judged_together
from inspector_app.settings.release_figures import ReleaseFigures


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


@dataclass(frozen=True, slots=True)
class Judged:
    """All gates, and in one sentence which figures they were judged by."""

    gates: Sequence[Gate]
    basis: str


def judge_gates(
    card: Card,
    severities: Mapping[str, Severity],
    measured: MachineFigures,
    limits: ReleaseFigures,
    evaluated: Evidence | None = None,
    *,
    called: str = "",
) -> Judged:
    """Every gate, passed or not. severities: by the line's recipes and the plant's catalogue.

    evaluated: the newest evaluation of this package on images that only evaluations see; what is worse counts, of it
    and of the card. called: how commands find the package, where that is not its card's name.
    """
    gates = [
        _golden_gate(measured),
        *_latency_gates(measured, limits),
        _set_gate(card),
        *_uses_gate(card),
        *_limit_gate(card),
    ]
    try:
        own = Evidence("its card", card_result(card), _machine_of(card))
    except FiguresError as error:
        return Judged([*gates, Gate("figures", "", str(error), met=False)], "It has no figures to judge by.")
    evidence = [_with_severities(one, severities) for one in (own, evaluated) if one is not None]
    of_figures, basis = judged_together(evidence, limits)
    return Judged(
        [*gates, *of_figures, _here_gate(evidence, measured, measuring_words(card, called or card.name))],
        basis,
    )


def _with_severities(evidence: Evidence, severities: Mapping[str, Severity]) -> Evidence:
    classes = [replace(one, severity=severity_of(one.code, severities)) for one in evidence.result.classes]
    return replace(evidence, result=replace(evidence.result, classes=classes))


def _golden_gate(measured: MachineFigures) -> Gate:
    fault = measured.golden_fault
    return Gate(
        "Golden answers", "", fault or f"equal on this machine ({measured.machine})", met=fault is None
    )


def _latency_gates(measured: MachineFigures, limits: ReleaseFigures) -> list[Gate]:
    if measured.network_ms is None:
        return [Gate("Latency", "", "not measured: the package does not run here", met=False)]
    network = time_gate(
        "median", measured.network_ms, "release_network_ms", limits,
        name="Latency of the network", bound="this machine",
    )  # fmt: skip
    gates = [replace(network, overridable=True)]
    if measured.part_ms is not None and measured.deadline_ms is not None:
        said = f"p99 {measured.part_ms:.0f} ms from frame to findings, all views"
        asked = f"deadline {measured.deadline_ms:g} ms"
        met = measured.part_ms < measured.deadline_ms
        gates.append(Gate("Latency of a part", asked, said, met, source="the recipe"))
    return gates


def _set_gate(card: Card) -> Gate:
    held_out = measured_on(card)
    said = held_out or "the card names no held-out part and no vault: its figures prove nothing"
    return Gate("Figures of unseen data", "", said, met=held_out is not None)


def _uses_gate(card: Card) -> list[Gate]:
    """Data that was looked at too often fits by chance; a card without such counts (generated boards) has no gate."""
    warnings = card.dataset.get("warnings")
    if not isinstance(warnings, Sequence) or isinstance(warnings, str):
        return []
    said = " ".join(str(warning) for warning in warnings) or "no part was used more often than allowed"
    return [Gate("Uses of the data", "", said, met=not warnings, overridable=True)]


def _limit_gate(card: Card) -> list[Gate]:
    """Whether quantising kept the limit that it was given; older cards don't say."""
    name = "Limit of quantising"
    try:
        made = quantising_of(card)
    except FiguresError as error:
        return [Gate(name, "", str(error), met=False)]
    if made is None:
        return []
    said = f"mAP {-made.drop.points + 0.0:+.2f} points on {made.drop.images:,} validation images"
    for code, (lost, n) in made.recalls_beyond.items():
        said += f", recall of {defect_name(code)} {-lost + 0.0:+.1f} points on {n:,} defects"
    asked = f"at most {made.limit_points:g} points lost"
    asked += (
        f", {made.limit_recall_points:g} of a class's recall" if made.limit_recall_points is not None else ""
    )
    return [Gate(name, asked, said, made.held, overridable=True)]


def _machine_of(card: Card) -> str | None:
    machine = card.figures.get("machine")
    return machine if isinstance(machine, str) else None


def measuring_words(card: Card, called: str) -> str:
    """The command that measures both networks of a package on images that nothing was learnt from, and keeps it.

    Those are the vault of the dataset that the card names, else boards drawn afresh.
    """
    dataset = card.dataset.get("name")
    on = ["--data", str(dataset)] if dataset else ["--out", "NEW_FOLDER"]
    return shlex.join(["inspector-app", "evaluate", "--model", called, *on])


def _here_gate(evidence: Sequence[Evidence], measured: MachineFigures, how: str) -> Gate:
    """INT8 computes in other steps on other processors, so both networks are compared on the one that will run them."""
    both = [one for one in evidence if one.result.parity is not None]
    here = any(one.machine == measured.machine for one in both)
    where = ", ".join(sorted({one.machine or "a machine that it does not name" for one in both}))
    advice = "" if here else f"Measure it here: {how}"
    return Gate(
        f"{PARITY}, on this machine",
        "" if here else "must be measured here",
        "measured here" if here else f"measured on {where or 'none'}",
        met=True if here else None,
        advice=advice,
        overridable=True,
    )
