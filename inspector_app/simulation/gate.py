"""The gate: sends a part to the good bin on ACCEPT, and to the hold bin on anything else, silence included.

What it has counted is in a small file, since the gate of a real line does not forget when the station dies: a
part that lay there without a signal, and those that came by meanwhile, are in the hold bin when it is back.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from inspector_app.domain.part import Part
from inspector_app.domain.verdict import Signal

_LONGEST_GAP_S = 120.0
"""After a longer absence the belt stood still as well."""


@dataclass(frozen=True, slots=True)
class GateCounts:
    """Where the parts went. without_signal are those of the held ones that nobody decided on in time."""

    good: int = 0
    held: int = 0
    without_signal: int = 0
    not_driven: int = 0
    last_number: int = 0
    last_arrival: float = 0.0
    waiting: bool = False


class Gate:
    """Sorts parts (inspection.ports.Outputs). Signals for a part that is not there change nothing."""

    def __init__(self, file: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        self._file = file
        self._clock = clock
        self._lock = threading.Lock()
        self._at_gate: str | None = None
        self._ready = False
        self.driven = True
        self._counts = _read(file)
        if self._counts.waiting:
            self._hold_unsignalled(1)

    @property
    def counts(self) -> GateCounts:
        """Where the parts went so far."""
        return self._counts

    @property
    def ready(self) -> bool:
        """READY as the station last set it; without it every part is held."""
        return self._ready

    def next_number(self, period_s: float) -> int:
        """The number of the next part: parts that came by while the station was down count as held."""
        gap = self._clock() - self._counts.last_arrival
        went_by = int(gap / period_s) if 0 < gap < _LONGEST_GAP_S else 0
        if went_by:
            self._hold_unsignalled(went_by)
            self._update(last_number=self._counts.last_number + went_by, last_arrival=self._clock())
        return self._counts.last_number + 1

    def arrive(self, part: Part) -> None:
        """A part lies before the gate; the one before it has left by now."""
        with self._lock:
            if self._counts.waiting:
                self._hold_unsignalled(1)
            self._at_gate = part.id
            self._update(waiting=True, last_number=part.number, last_arrival=self._clock())

    def send(self, part: Part, signal: Signal, defect_class: str = "") -> None:
        """Sorts the part by its signal, if it still lies there and no signal came before."""
        with self._lock:
            if part.id != self._at_gate or not self._counts.waiting:
                return
            if signal is Signal.ACCEPT and self._ready:
                self._update(waiting=False, good=self._counts.good + 1)
            else:
                self._update(waiting=False, held=self._counts.held + 1)

    def set_ready(self, ready: bool) -> None:
        """READY on or off."""
        self._ready = ready

    def close(self) -> None:
        """An orderly end: the part that lies there is held, and the belt has stopped."""
        with self._lock:
            self._ready = False
            if self._counts.waiting:
                self._hold_unsignalled(1)
            self._update(last_arrival=0.0)

    def _hold_unsignalled(self, count: int) -> None:
        if not self.driven:  # in shadow and alert mode the station does not work the gate: it stays open
            self._update(waiting=False, not_driven=self._counts.not_driven + count)
            return
        self._update(
            waiting=False, held=self._counts.held + count, without_signal=self._counts.without_signal + count
        )

    def _update(self, **changes: int | float | bool) -> None:
        self._counts = replace(self._counts, **changes)  # type: ignore[arg-type]  # names and types are those above
        if self._file is not None:
            _write(self._file, self._counts)


def _read(file: Path | None) -> GateCounts:
    if file is None:
        return GateCounts()
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return GateCounts(
            **{
                field.name: type(getattr(GateCounts(), field.name))(content[field.name])
                for field in fields(GateCounts)
            }
        )
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        OverflowError,
    ):  # no reason for a simulation not to start
        return GateCounts()


def _write(file: Path, counts: GateCounts) -> None:
    part = file.with_name(file.name + ".part")
    try:
        part.write_text(json.dumps(asdict(counts)), encoding="utf-8")
        part.replace(file)
    except OSError:  # a full disk is the records' matter; the gate itself goes on sorting
        part.unlink(missing_ok=True)
