"""Ready or not, and why: an evaluation held against the gates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inspector_app.domain.catalogue import Severity
from inspector_app.quality.rates import Rate
from inspector_app.validation.content import ClassFigures, Evaluation
from inspector_app.validation.gates import GUIDE, PROJECT, Gates

_NAMED = 3
"""Misses that the sentence names; the table has them all."""


@dataclass(frozen=True, slots=True)
class GateResult:
    """One gate: what is asked, what was measured, how sure that is; met is None where nobody can say."""

    name: str
    asked: str
    measured: str
    bound: str
    met: bool | None
    source: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Readiness:
    """The answer in one sentence, all gates, and what to do next."""

    ready: bool
    sentence: str
    gates: tuple[GateResult, ...]
    advice: tuple[str, ...]


def readiness_of(evaluation: Evaluation, gates: Gates | None = None) -> Readiness:
    """Ready only where every gate is met; a gate that can't be decided is not met."""
    limits = gates or Gates()
    results = tuple(_results(evaluation, limits))
    missed = [one for one in results if one.met is False]
    open_ = [one for one in results if one.met is None]
    advice = tuple(dict.fromkeys(one.advice for one in (*missed, *open_) if one.advice))
    return Readiness(not missed and not open_, _sentence(evaluation, missed, open_), results, advice)


def _results(evaluation: Evaluation, gates: Gates) -> Iterator[GateResult]:
    for figures in evaluation.classes:
        yield _recall(figures, gates)
        yield _precision(figures, gates)
    parts = evaluation.parts
    yield _at_most("Bad parts passed (escapes)", parts.bad_passed, gates.bad_passed, gates.fewest)
    yield _at_most("Good parts failed", parts.good_failed, gates.good_failed, gates.fewest)
    yield _at_most("Parts sent to a person (REVIEW)", parts.review, gates.review, gates.fewest)
    yield _latency(evaluation, gates)
    yield _parity(evaluation, gates)


def _recall(figures: ClassFigures, gates: Gates) -> GateResult:
    rate, name = figures.recall, f"Recall, {figures.name}"
    met = _reaches(rate, gates.recall, gates.fewest)
    measured = _measured(rate)
    return GateResult(
        name, f"at least {_percent(gates.recall)}", *measured, met, GUIDE, _recall_advice(figures, gates, met)
    )


def _recall_advice(figures: ClassFigures, gates: Gates, met: bool | None) -> str:
    rate, name = figures.recall, figures.name
    pieces = []
    if met is None:
        pieces.append(f"{rate.n:,} defects are too few to say; measure on at least {gates.fewest:,}.")
    if rate.share is not None and rate.share < gates.collect_more:
        limit = _percent(gates.collect_more)
        pieces.append(f"recall is below {limit}; collect more images of it and train again.")
    elif met is False:
        pieces.append("look at the picture of every missed one, then label more of that kind.")
    if met is False and figures.severity is Severity.CRITICAL:
        pieces.append("It is critical: no signature releases it.")
    return f"{name}: {' '.join(pieces)}" if pieces else ""


def _precision(figures: ClassFigures, gates: Gates) -> GateResult:
    rate, name = figures.precision, f"Precision, {figures.name}"
    met = _reaches(rate, gates.precision, gates.fewest)
    what_to_do = {
        True: "",
        False: "look at the pictures of false calls; teach them as good, or raise its threshold.",
        None: f"{rate.n:,} findings are too few to say how many of them are right.",
    }[met]
    said_already = met is None and figures.recall.n < gates.fewest
    advice = f"{figures.name}: {what_to_do}" if what_to_do and not said_already else ""
    return GateResult(name, f"at least {_percent(gates.precision)}", *_measured(rate), met, GUIDE, advice)


def _reaches(rate: Rate, asked: float, fewest: int) -> bool | None:
    """Whether a share is what is asked; with fewer items than that only a sure miss is one, and nothing is met."""
    if rate.share is None or rate.interval is None:
        return None
    if rate.n < fewest:
        return False if rate.interval[1] < asked else None
    return rate.share >= asked


def _at_most(name: str, rate: Rate, limit: float, fewest: int) -> GateResult:
    met = _stays_below(rate, limit, fewest)
    advice = {
        True: "",
        False: f"{name}: {rate.count:,} of {rate.n:,}; see the slices and pictures for which.",
        None: f"{name}: {rate.n:,} such parts are too few to say; measure at least {fewest:,}.",
    }[met]
    return GateResult(name, f"at most {_percent(limit)}", *_measured(rate), met, PROJECT, advice)


def _stays_below(rate: Rate, limit: float, fewest: int) -> bool | None:
    """Whether a share is no more than allowed; with fewer items than that only a sure miss is one."""
    if rate.share is None or rate.interval is None:
        return None
    if rate.n < fewest:
        return False if rate.interval[0] > limit else None
    return rate.share <= limit


def _latency(evaluation: Evaluation, gates: Gates) -> GateResult:
    latency = evaluation.latency
    asked = f"p99 at most {gates.p99_ms:.0f} ms"
    name = "Latency, image to findings"
    if not latency.n:
        return GateResult(name, asked, "n/a", "n = 0", None, GUIDE, "Latency was not measured.")
    met = latency.p99_ms <= gates.p99_ms
    advice = (
        "" if met else "Latency is above its limit on this machine: measure again with nothing else running."
    )
    measured = f"p99 {latency.p99_ms:.1f} ms"
    return GateResult(name, asked, measured, f"n = {latency.n:,}, this machine", met, GUIDE, advice)


def _parity(evaluation: Evaluation, gates: Gates) -> GateResult:
    name, asked = "INT8 against floating point", f"at most {gates.parity_points:.1f} mAP points lost"
    parity = evaluation.parity
    if parity is None:
        advice = "Floating point was not measured beside INT8."
        return GateResult(name, asked, "not measured", "", None, PROJECT, advice)
    lost = (parity.map50_fp32 - parity.map50_int8) * 100
    defects = sum(row.recall_int8.n for row in parity.rows)
    enough = defects >= gates.fewest * len(parity.rows)
    met = lost <= gates.parity_points if enough else None
    advice = {
        True: "",
        False: "INT8 loses too much: quantise with more calibration images, or accuracy-aware.",
        None: f"INT8 against floating point: {defects:,} defects are too few to say.",
    }[met]
    same = parity.same_verdict
    bound = f"same verdict on {same.count:,} of {same.n:,} parts"
    gained = round(lost, 2) < 0
    measured = f"{abs(lost):.2f} points {'gained' if gained else 'lost'}"
    return GateResult(name, asked, measured, bound, met, PROJECT, advice)


def _measured(rate: Rate) -> tuple[str, str]:
    if rate.share is None or rate.interval is None:
        return "n/a", "n = 0"
    low, high = rate.interval
    return _percent(rate.share), f"{low * 100:.1f} to {high * 100:.1f} %, {rate.count:,} of {rate.n:,}"


def _percent(share: float) -> str:
    text = f"{share * 100:.2f}".rstrip("0").rstrip(".")
    return f"{text} %"


def _sentence(evaluation: Evaluation, missed: list[GateResult], open_: list[GateResult]) -> str:
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


def _those(results: list[GateResult]) -> str:
    named = [f"{_as_words(one.name)} {one.measured} ({one.asked})" for one in results[:_NAMED]]
    more = len(results) - _NAMED
    return ", ".join(named) + (f" and {more} more" if more > 0 else "")


def _as_words(name: str) -> str:
    what, _, defect = name.partition(", ")
    known = what in {"Recall", "Precision"}
    text = f"{what.lower()} of {defect}" if known else name
    return text if text.startswith("INT8") else text[:1].lower() + text[1:]
