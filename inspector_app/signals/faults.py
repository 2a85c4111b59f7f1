"""Faults of the line's link: each stands until its cause is gone and somebody has acknowledged it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from inspector_app.domain.line_signals import STOPPING, LineFault


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; standing: its cause is still there."""

    code: LineFault
    text: str
    since: datetime
    standing: bool


class FaultList:
    """At most one of each code, the oldest first."""

    def __init__(self) -> None:
        self._faults: dict[LineFault, Fault] = {}

    @property
    def all(self) -> tuple[Fault, ...]:
        """Those that are not acknowledged, and those that stand."""
        return tuple(self._faults.values())

    @property
    def code(self) -> LineFault:
        """What the PLC is told: one that stops the line first, else the oldest."""
        stopping = [code for code in self._faults if code in STOPPING]
        return next(iter([*stopping, *self._faults]), LineFault.NONE)

    @property
    def stops_line(self) -> bool:
        """Whether one of them asks for the line to stop."""
        return not STOPPING.isdisjoint(self._faults)

    def rise(self, code: LineFault, text: str, *, standing: bool) -> None:
        """A fault comes, or goes on; the first one of a code gives the time."""
        known = self._faults.get(code)
        since = known.since if known is not None else datetime.now(UTC)
        self._faults[code] = Fault(code, text, since, standing)

    def cease(self, code: LineFault) -> None:
        """The cause is gone; the fault stays until it is acknowledged."""
        if code in self._faults:
            self._faults[code] = replace(self._faults[code], standing=False)

    def acknowledge(self) -> None:
        """Somebody has looked: what does not stand any more goes."""
        self._faults = {code: fault for code, fault in self._faults.items() if fault.standing}
