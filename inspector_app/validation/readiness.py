"""Ready or not, and why: an evaluation held against the gates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from inspector_app.quality.gates import Gate, time_gate
from inspector_app.quality.model_gates import (
    PARITY,
    ClassParity,
    ClassResult,
    ModelParity,
    ModelResult,
    PartRates,
    gates_of_model,
)
from inspector_app.settings.release_figures import ReleaseFigures
from inspector_app.validation.content import Evaluation, Latency, Parity

_NAMED = 3
"""Misses that the sentence names; the table has them all."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """The answer in one sentence, all gates, and what to do next."""

    ready: bool
    sentence: str
    gates: tuple[Gate, ...]
    advice: tuple[str, ...]


def readiness_of(evaluation: Evaluation, limits: ReleaseFigures | None = None) -> Readiness:
    """Ready only where every gate is met; a gate that can't be decided is not met."""
    limits = limits or ReleaseFigures()
    results = (
        *gates_of_model(result_of(evaluation), limits),
        _latency(evaluation.latency, limits),
    )
    missed = [one for one in results if one.met is False]
    open_ = [one for one in results if one.met is None]
    advice = tuple(dict.fromkeys(one.advice for one in (*missed, *open_) if one.advice))
    return Readiness(not missed and not open_, _sentence(evaluation, missed, open_), results, advice)


def result_of(evaluation: Evaluation) -> ModelResult:
    """What an evaluation measured, as gates read it."""
    parts = evaluation.parts
    classes = tuple(
        ClassResult(
            code=one.code,
            name=one.name,
            severity=one.severity,
            recall=one.recall,
            precision=one.precision,
        )
        for one in evaluation.classes
    )
    return ModelResult(
        classes=classes,
        parts=PartRates(parts.bad_passed, parts.good_failed, parts.review),
        parity=_parity(evaluation.parity) if evaluation.parity is not None else None,
    )


def _parity(parity: Parity) -> ModelParity:
    rows = {
        row.code: ClassParity(row.recall_int8, row.recall_fp32, row.ap50_int8, row.ap50_fp32)
        for row in parity.rows
    }
    return ModelParity(parity.map50_int8, parity.map50_fp32, rows, parity.same_verdict)


def _latency(latency: Latency, limits: ReleaseFigures) -> Gate:
    gate = time_gate(
        "p99",
        latency.p99_ms if latency.n else None,
        "release_image_ms",
        limits,
        name="Latency, image to findings",
        bound=f"n = {latency.n:,}, this machine",
    )
    advice = {
        True: "",
        False: "Latency is above its limit on this machine: measure again with nothing else running.",
        None: "Latency was not measured.",
    }[gate.met]
    return replace(gate, advice=advice)


def _sentence(evaluation: Evaluation, missed: Sequence[Gate], open_: Sequence[Gate]) -> str:
    model, n = evaluation.model.name, len(missed) + len(open_)
    if not n:
        return (
            f"Ready: {model} meets every gate on {evaluation.parts.parts:,} parts. "
            "Start it in shadow mode on the line it is meant for."
        )
    if not missed:
        return f"Not ready: nothing is missed, but {_those(open_)} can't be said from these images."
    rest = f"; {len(open_)} more can't be said" if open_ else ""
    count = "one gate is missed" if len(missed) == 1 else f"{len(missed)} gates are missed"
    return f"Not ready: {count}: {_those(missed)}{rest}."


def _those(results: Sequence[Gate]) -> str:
    named = [f"{_as_words(one.name)} {one.measured} ({one.asked})" for one in results[:_NAMED]]
    more = len(results) - _NAMED
    return ", ".join(named) + (f" and {more} more" if more > 0 else "")


def _as_words(name: str) -> str:
    what, _, defect = name.partition(", ")
    known = what in {"Recall", "Precision"}
    if name.startswith(PARITY):
        return f"{name}:"
    text = f"{what.lower()} of {defect}" if known else name
    return text[:1].lower() + text[1:]
