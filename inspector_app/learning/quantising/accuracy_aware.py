"""INT8 that loses no more than a limit: where it does, operations that cost most go back to floating point.

By NNCF's accuracy control, with the station's own mAP as its measure; what was found out about it is in decision 15.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from inspector_app.learning.offline import stay_offline
from inspector_app.learning.quantising.int8_drop import Drop, DropLimit
from inspector_app.learning.quantising.quantise import Calibration, as_network_input, quantise
from inspector_app.learning.quantising.rows import ComparedRows, Rows

MOST_REVERTED = 24
"""Groups of operations that may go back; a third of a small YOLO. With more it is hardly worth the name INT8."""
_PROBES = 32
"""Inputs by which groups are ranked: those on which floating point is surest of a defect."""
_LEAST_SPREAD = 1e-6
"""A row of scores that are all but zero has no spread; its error must not outweigh all others'."""

_Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Quantised:
    """A network with what it loses. reverted: what accuracy asked to stay in floating point; first: without that."""

    model: Any
    limit: DropLimit
    first: Drop
    last: Drop
    reverted: tuple[str, ...] = ()

    @property
    def held(self) -> bool:
        """Whether the limit is kept."""
        return self.limit.holds(self.last)

    def as_json(self) -> dict[str, Any]:
        """What a card says of it."""
        return {
            **self.limit.as_json(self.last),
            "drop": self.last.as_json(),
            "drop_before": self.first.as_json(),
            "reverted": list(self.reverted),
        }


def quantise_within(
    model: Any, calibration: Calibration, limit: DropLimit, drop: Callable[[Any], Drop], rows: ComparedRows
) -> Quantised:
    """INT8 as it comes where it loses no more than the limit, else with operations reverted until it doesn't.

    drop: what a compiled network loses on validation images; rows: what of its answers can be compared. Where nothing
    holds the limit, it is the network that is least beyond it, and it says so.
    """
    plain = quantise(model, calibration)
    first = drop(_compiled(plain))
    if limit.holds(first):
        return Quantised(plain, limit, first, first)
    # accuracy is how far inside the limit a network is, and floating point may lose just what is left to 0
    may_lose = limit.slack(first.undone()) / 100
    restored = _restored(model, calibration, may_lose, lambda one: limit.slack(drop(one)) / 100, rows)
    last = drop(_compiled(restored))
    if limit.slack(last) <= limit.slack(first):
        return Quantised(plain, limit, first, first)
    now = set(quantised_operations(restored))
    reverted = tuple(name for name in quantised_operations(plain) if name not in now)
    return Quantised(restored, limit, first, last, reverted)


def _restored(
    model: Any,
    calibration: Calibration,
    may_lose: float,
    accuracy: Callable[[Any], float],
    rows: ComparedRows,
) -> Any:
    stay_offline()
    import nncf  # noqa: PLC0415 - heavy, and optional

    probes = _surest(model, calibration, rows)

    def measure(compiled: Any, asked: Iterable[_Probe]) -> tuple[float, list[float]]:
        """Of all probes the accuracy on validation images, of fewer, to rank by, how near the answers are."""
        near = [-probe.error(rows(_answers(compiled, probe.planes))) for probe in asked]
        return (accuracy(compiled) if len(near) == len(probes) else float(np.mean(near))), near

    how = nncf.AdvancedAccuracyRestorerParameters(
        max_num_iterations=MOST_REVERTED, ranking_subset_size=max(1, len(probes) - 1), num_ranking_workers=1
    )
    return nncf.quantize_with_accuracy_control(
        model,
        calibration.dataset(),
        nncf.Dataset(probes),
        measure,
        max_drop=may_lose,
        drop_type=nncf.DropType.ABSOLUTE,
        advanced_accuracy_restorer_parameters=how,
        **calibration.how(),
    )


@dataclass(frozen=True, slots=True)
class _Probe:
    """An input, and the rows that floating point answers to it."""

    planes: _Array
    wanted: Rows

    def error(self, given: Rows) -> float:
        """The mean squared error of each row (a coordinate, or the scores of a class) relative to the row's spread.

        Over a whole output the px of coordinates would hide the scores.
        """
        pairs = zip((*self.wanted.boxes, *self.wanted.scores), (*given.boxes, *given.scores), strict=True)
        return float(np.mean([_of_row(wanted, answered) for wanted, answered in pairs]))


def _of_row(wanted: _Array, given: _Array) -> float:
    return float(((wanted - given) ** 2).mean() / max(float(wanted.var()), _LEAST_SPREAD))


def _surest(model: Any, calibration: Calibration, rows: ComparedRows) -> list[_Probe]:
    """A background without any defect says nothing of scores: they are all but 0 whatever is done."""
    compiled = _compiled(model)
    probes = [
        _Probe(planes, rows(_answers(compiled, planes)))
        for planes in map(as_network_input, calibration.inputs)
    ]
    probes.sort(key=lambda one: -float(one.wanted.scores.max()))
    return probes[:_PROBES]


def _answers(compiled: Any, planes: _Array) -> list[_Array]:
    return [np.array(answer) for answer in compiled(planes).values()]


def _compiled(model: Any) -> Any:
    from inspector_app.learning.runtime import core  # noqa: PLC0415 - heavy

    # bfloat16 would hide the error that is looked for
    return core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})


def quantised_operations(model: Any) -> list[str]:
    """Names of the operations that compute in 8 bits, in the order of the network."""
    return [
        operation.get_friendly_name()
        for operation in model.get_ordered_ops()
        if operation.get_type_name() in _COMPUTING and _takes_quantised(operation)
    ]


_COMPUTING = ("Convolution", "GroupConvolution", "ConvolutionBackpropData", "MatMul", "Add", "Multiply")
_HANDING_ON = (
    "Concat",
    "MaxPool",
    "Interpolate",
    "Reshape",
    "Transpose",
    "Split",
    "VariadicSplit",
    "Slice",
    "Pad",
)


def _takes_quantised(operation: Any) -> bool:
    """Whether a quantiser is before an operation, with nothing computed on the way."""
    sources = [operation.input_value(index).get_node() for index in range(operation.get_input_size())]
    kinds: Sequence[tuple[Any, str]] = [(source, source.get_type_name()) for source in sources]
    return any(
        kind == "FakeQuantize" or (kind in _HANDING_ON and _takes_quantised(source)) for source, kind in kinds
    )
