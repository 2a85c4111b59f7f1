"""How long each stage took."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType


class StageTimes:
    """Adds up milliseconds by the stage's name; a stage that runs for several views counts them together."""

    def __init__(self) -> None:
        self.ms: dict[str, float] = {}

    def measure(self, stage: str) -> _Stage:
        """Times what runs inside a `with`."""
        return _Stage(self.ms, stage)


class CpuStageTimes(StageTimes):
    """Adds up the processor time of all threads instead; for measuring, where nothing else runs in the process."""

    def measure(self, stage: str) -> _Stage:
        """Measures what runs inside a `with`."""
        return _Stage(self.ms, stage, time.process_time)


class _Stage:
    """A context manager of its own: one made of a generator costs as much as some of what it would time."""

    __slots__ = ("_clock", "_ms", "_name", "_start")

    def __init__(
        self, ms: dict[str, float], name: str, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self._ms = ms
        self._name = name
        self._clock = clock

    def __enter__(self) -> None:
        self._start = self._clock()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        passed_ms = (self._clock() - self._start) * 1000
        self._ms[self._name] = self._ms.get(self._name, 0.0) + passed_ms
