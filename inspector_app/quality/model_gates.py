"""What a model's figures come to: recall, precision and parity a class, parts passed and failed wrongly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from inspector_app.domain.catalogue import Severity
from inspector_app.quality.gates import Gate, at_least, at_most
from inspector_app.quality.rates import Rate
from inspector_app.settings.release_figures import ReleaseFigures

PARITY = "INT8 against floating point"


@dataclass(frozen=True, slots=True)
class ClassParity:
    """One class by both networks on the same images, at the same thresholds; AP from 0 to 1."""

    recall_int8: Rate
    recall_fp32: Rate
    ap50_int8: float | None
    ap50_fp32: float | None


@dataclass(frozen=True, slots=True)
class ModelParity:
    """All classes by both networks. same_verdict: parts that both judge alike, where that was counted."""

    map50_int8: float
    map50_fp32: float
    classes: Mapping[str, ClassParity]
    same_verdict: Rate | None = None


@dataclass(frozen=True, slots=True)
class ClassResult:
    """One class by INT8."""

    code: str
    name: str
    severity: Severity
    recall: Rate
    precision: Rate

    @property
    def overridable(self) -> bool:
        """A critical class must pass by itself."""
        return self.severity is not Severity.CRITICAL


@dataclass(frozen=True, slots=True)
class PartRates:
    """Verdicts on whole parts."""

    bad_passed: Rate
    good_failed: Rate
    review: Rate


@dataclass(frozen=True, slots=True)
class ModelResult:
    """What was measured of a model on images that nothing was learnt from or chosen by."""

    classes: Sequence[ClassResult]
    parts: PartRates | None = None
    parity: ModelParity | None = None


def gates_of_model(result: ModelResult, limits: ReleaseFigures) -> list[Gate]:
    """Every gate that these figures can be held against."""
    gates: list[Gate] = []
    for one in result.classes:
        gates += [recall_gate(one, limits), precision_gate(one, limits)]
        if result.parity is not None and one.code in result.parity.classes:
            gates.append(_class_parity(one, result.parity.classes[one.code], limits))
    if result.parts is not None:
        gates += _part_gates(result.parts, limits)
    return [*gates, _whole_parity(result.parity, limits)]


def recall_gate(one: ClassResult, limits: ReleaseFigures) -> Gate:
    """Recall of a class, and what to do where it is missed."""
    gate = at_least(f"Recall, {one.name}", one.recall, "release_recall", limits)
    share = one.recall.share
    collect = share is not None and share < limits.release_collect_more
    said = " ".join(_recall_advice(one, gate.met, limits, collect=collect))
    return replace(
        gate,
        overridable=one.overridable,
        collect_more=collect,
        advice=f"{one.name}: {said}" if said else "",
    )


def _recall_advice(
    one: ClassResult, met: bool | None, limits: ReleaseFigures, *, collect: bool
) -> Iterator[str]:
    if met is None:
        yield f"{one.recall.n:,} defects are too few to say; measure on at least {limits.release_least_n:,}."
    if collect:
        yield f"recall is below {limits.release_collect_more:.0%}; collect more images of it and train again."
    elif met is False:
        yield "look at the picture of every missed one, then label more of that kind."
    if met is False and not one.overridable:
        yield "It is critical: no signature releases it."


def precision_gate(one: ClassResult, limits: ReleaseFigures) -> Gate:
    """Precision of a class."""
    gate = at_least(f"Precision, {one.name}", one.precision, "release_precision", limits)
    advice = {
        True: "",
        False: "look at the pictures of false calls; teach them as good, or raise its threshold.",
        None: f"{one.precision.n:,} findings are too few to say how many of them are right.",
    }[gate.met]
    said_already = gate.met is None and one.recall.n < limits.release_least_n
    return replace(
        gate,
        overridable=one.overridable,
        advice=f"{one.name}: {advice}" if advice and not said_already else "",
    )


def _part_gates(parts: PartRates, limits: ReleaseFigures) -> list[Gate]:
    rows = (
        ("Bad parts passed (escapes)", parts.bad_passed, "release_bad_passed"),
        ("Good parts failed", parts.good_failed, "release_good_failed"),
        ("Parts sent to a person (REVIEW)", parts.review, "release_review"),
    )
    gates = []
    for name, rate, key in rows:
        gate = at_most(name, rate, key, limits)
        advice = {
            True: "",
            False: f"{name}: {rate.count:,} of {rate.n:,}; see the slices and pictures for which.",
            None: f"{name}: {rate.n:,} such parts are too few to say; measure at least {limits.release_least_n:,}.",
        }[gate.met]
        gates.append(replace(gate, advice=advice, overridable=True))
    return gates


def _class_parity(one: ClassResult, both: ClassParity, limits: ReleaseFigures) -> Gate:
    """The larger loss of recall and of average precision; a handful of defects says nothing of either."""
    n = both.recall_int8.n
    lost = _lost("recall", both.recall_int8.share, both.recall_fp32.share)
    lost |= _lost("AP", both.ap50_int8, both.ap50_fp32)
    gate = _parity(f"{PARITY}, {one.name}", lost, "release_parity_drop", limits, n)
    return replace(gate, bound=f"n = {n:,}", overridable=one.overridable)


def _whole_parity(both: ModelParity | None, limits: ReleaseFigures) -> Gate:
    """Over all classes; it rests on as many defects a class as they have on the average."""
    if both is None:
        return replace(_parity(PARITY, {}, "release_parity_map", limits, 0), overridable=True)
    n = sum(one.recall_int8.n for one in both.classes.values())
    lost = _lost("mAP", both.map50_int8, both.map50_fp32)
    gate = _parity(PARITY, lost, "release_parity_map", limits, n // max(1, len(both.classes)))
    same = both.same_verdict
    bound = f"same verdict on {same.count:,} of {same.n:,} parts" if same else f"n = {n:,}"
    return replace(gate, bound=bound, overridable=True)


def _lost(what: str, now: float | None, before: float | None) -> dict[str, float]:
    return {} if before is None else {what: round(before - (now or 0.0), 9)}


def _parity(name: str, lost: dict[str, float], key: str, limits: ReleaseFigures, n: int) -> Gate:
    """n: defects a class."""
    limit, source = float(getattr(limits, key)), limits.origin(key)
    points = "1 point" if limit == 0.01 else f"{limit * 100:g} points"
    asked = f"at most {points} lost"
    if not lost:
        advice = "Floating point was not measured beside INT8."
        return Gate(name, asked, "not measured", None, source=source, advice=advice)
    worst = max(lost.values())
    met = worst <= limit if n >= limits.release_least_n else None
    advice = {
        True: "",
        False: f"{name}: INT8 loses too much; quantise with a smaller --max-drop.",
        None: f"{name}: {n:,} defects a class are too few to say.",
    }[met]
    said = ", ".join(f"{what} {round(-each * 100, 2) + 0.0:+.2f}" for what, each in lost.items())
    return Gate(name, asked, f"{said} points", met, source=source, advice=advice, slack=limit - worst)
