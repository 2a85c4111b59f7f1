"""What a station's processes used over time, as figures: memory with its slope, shares of the CPU."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from inspector_app.bootstrap.process_tree import Kind, ProcessUse
from inspector_app.quality.trend import linear_trend

_HOUR_S = 3600.0

Belongs = Callable[[ProcessUse], bool]


@dataclass(frozen=True, slots=True)
class Sample:
    """All processes at one moment; at_s counts from the start. machine_s: as `process_tree.busy_s` gives it."""

    at_s: float
    uses: tuple[ProcessUse, ...]
    machine_s: float = 0.0


def memory_figures(samples: Sequence[Sample]) -> dict[str, Any]:
    """For each kind, for each camera, and for all together: first, last and largest MB, and the slope an hour."""
    rows = {name: _memory(samples, belongs) for name, belongs in _groups(samples).items()}
    return {**rows, "sum": _memory(samples, lambda use: True)}


def cpu_figures(samples: Sequence[Sample]) -> dict[str, float]:
    """Cores in use on average between first and last sample: by kind, in all, and by the whole machine."""
    if len(samples) < 2:
        return {}
    passed = samples[-1].at_s - samples[0].at_s
    groups = {name: _cpu(samples, belongs) / passed for name, belongs in _groups(samples).items()}
    machine = (samples[-1].machine_s - samples[0].machine_s) / passed
    return {**groups, "sum": _cpu(samples, lambda use: True) / passed, "machine": machine}


def _groups(samples: Sequence[Sample]) -> Mapping[str, Belongs]:
    """Kinds by name; the cameras of the first sample also one by one, in the order of their ids."""
    kinds = dict.fromkeys(use.kind for sample in samples for use in sample.uses)
    groups: dict[str, Belongs] = {kind: partial(_is_of, kind) for kind in kinds}
    cameras = sorted(use.pid for sample in samples[:1] for use in sample.uses if use.kind == "cameras")
    return groups | {f"camera {number}": partial(_is, pid) for number, pid in enumerate(cameras, start=1)}


def _is_of(kind: Kind, use: ProcessUse) -> bool:
    return use.kind == kind


def _is(pid: int, use: ProcessUse) -> bool:
    return use.pid == pid


def _memory(samples: Sequence[Sample], belongs: Belongs) -> dict[str, Any]:
    megabytes = [sum(use.memory_mb for use in sample.uses if belongs(use)) for sample in samples]
    trend = linear_trend([sample.at_s / _HOUR_S for sample in samples], megabytes)
    return {
        "first_mb": megabytes[0] if megabytes else None,
        "last_mb": megabytes[-1] if megabytes else None,
        "largest_mb": max(megabytes, default=None),
        "slope_mb_per_hour": trend.slope,
        "slope_interval": [trend.low, trend.high],
    }


def _cpu(samples: Sequence[Sample], belongs: Belongs) -> float:
    """CPU seconds of each process from its first sample to its last."""
    seen: dict[int, list[float]] = {}
    for sample in samples:
        for use in sample.uses:
            if belongs(use):
                seen.setdefault(use.pid, []).append(use.cpu_s)
    return sum(times[-1] - times[0] for times in seen.values())
