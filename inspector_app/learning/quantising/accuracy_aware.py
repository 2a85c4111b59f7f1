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
from inspector_app.learning.quantising.int8_drop import Drop
from inspector_app.learning.quantising.quantise import Calibration, as_network_input, quantise

MOST_REVERTED = 24
"""Groups of operations that may go back; a third of a small YOLO. With more it is hardly worth the name INT8."""
_PROBES = 32
"""Inputs by which groups are ranked: those on which floating point is surest of a defect."""
_BOXES = 4
"""Rows of a detector's output that are no scores."""
_LEAST_SPREAD = 1e-6
"""A row of scores that are all but zero has no spread; its error must not outweigh all others'."""

_Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Quantised:
    """A network with what it loses. reverted: what accuracy asked to stay in floating point; first: without that."""

    model: Any
    limit_points: float
    first: Drop
    last: Drop
    reverted: tuple[str, ...] = ()

    @property
    def held(self) -> bool:
        """Whether the limit is kept."""
        return self.last.points <= self.limit_points

    def as_json(self) -> dict[str, Any]:
        """What a card says of it."""
        return {
            "limit_points": self.limit_points,
            "held": self.held,
            "drop": self.last.as_json(),
            "drop_before": self.first.as_json(),
            "reverted": list(self.reverted),
        }


def quantise_within(
    model: Any, calibration: Calibration, limit_points: float, drop: Callable[[Any], Drop]
) -> Quantised:
    """INT8 as it comes where it loses no more than the limit, else with operations reverted until it doesn't.

    drop: what a compiled network loses on validation images. Where nothing holds the limit, it is the network that
    loses least, and it says so.
    """
    plain = quantise(model, calibration)
    first = drop(_compiled(plain))
    if first.points <= limit_points:
        return Quantised(plain, limit_points, first, first)
    restored = _restored(model, calibration, limit_points, drop)
    last = drop(_compiled(restored))
    if last.points >= first.points:
        return Quantised(plain, limit_points, first, first)
    now = set(quantised_operations(restored))
    reverted = tuple(name for name in quantised_operations(plain) if name not in now)
    return Quantised(restored, limit_points, first, last, reverted)


def _restored(model: Any, calibration: Calibration, limit_points: float, drop: Callable[[Any], Drop]) -> Any:
    stay_offline()
    import nncf  # noqa: PLC0415 - heavy, and optional

    probes = _surest(model, calibration)

    def measure(compiled: Any, asked: Iterable[_Probe]) -> tuple[float, list[float]]:
        """Of all probes the mAP of the validation images, of fewer, to rank by, how near the answers are."""
        near = [-probe.error(_answers(compiled, probe.planes)) for probe in asked]
        return (drop(compiled).map50_int8 if len(near) == len(probes) else float(np.mean(near))), near

    how = nncf.AdvancedAccuracyRestorerParameters(
        max_num_iterations=MOST_REVERTED, ranking_subset_size=max(1, len(probes) - 1), num_ranking_workers=1
    )
    return nncf.quantize_with_accuracy_control(
        model,
        calibration.dataset(),
        nncf.Dataset(probes),
        measure,
        max_drop=limit_points / 100,
        drop_type=nncf.DropType.ABSOLUTE,
        advanced_accuracy_restorer_parameters=how,
        **calibration.how(),
    )


@dataclass(frozen=True, slots=True)
class _Probe:
    """An input, and what floating point answers to it."""

    planes: _Array
    wanted: Sequence[_Array]

    def error(self, given: Sequence[_Array]) -> float:
        """The mean squared error of each row (a coordinate, or the scores of a class) relative to the row's spread.

        Over a whole output the px of coordinates would hide the scores.
        """
        return float(np.mean([_of_rows(one, other) for one, other in zip(self.wanted, given, strict=True)]))


def _of_rows(wanted: _Array, given: _Array) -> float:
    rows = (wanted.shape[1], -1)
    expected, answered = wanted.reshape(rows), given.reshape(rows)
    spread = np.maximum(expected.var(axis=1), _LEAST_SPREAD)
    return float(np.mean(((expected - answered) ** 2).mean(axis=1) / spread))


def _surest(model: Any, calibration: Calibration) -> list[_Probe]:
    """A background without any defect says nothing of scores: they are all but 0 whatever is done."""
    compiled = _compiled(model)
    probes = [
        _Probe(planes, _answers(compiled, planes)) for planes in map(as_network_input, calibration.inputs)
    ]
    probes.sort(key=lambda one: -float(one.wanted[0][:, _BOXES:].max()))
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
