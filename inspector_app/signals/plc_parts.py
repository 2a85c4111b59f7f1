"""Parts that come when the PLC says so (station.ports.PartSource)."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from inspector_app.domain.part import Part
from inspector_app.signals.link import PlcLink

_ITS_PART_S = 0.2
_STOOD_STILL = 1000
"""While the feed stood still nobody counted: what cameras upstream took before it belongs to no part after it."""


class Parts(Protocol):
    """Where the parts themselves are: each is there as soon as it is asked for (a part of station.ports.PartSource)."""

    running: bool
    parts_per_hour: float

    @property
    def simulated(self) -> bool:
        """Whether this is the simulated line."""

    @property
    def ended(self) -> bool:
        """No part will come any more."""

    def next_part(self, timeout_s: float) -> Part | None:
        """The next part; None where none is left."""

    def change_product(self, name: str) -> None:
        """Parts of another product come from now on. Raises ValueError where they can't."""

    def troubles(self) -> list[str]:
        """What went wrong since the last call, as sentences."""

    def close(self) -> None:
        """No more parts."""


class PlcParts:
    """One part a trigger of the PLC. While it does not run, triggers go by and the PLC rejects."""

    def __init__(self, link: PlcLink, parts: Parts) -> None:
        self._link, self._parts = link, parts
        self._running = False
        self._missed_before = link.missed
        self.parts_per_hour = parts.parts_per_hour
        parts.running = True
        parts.parts_per_hour = 0.0

    @property
    def simulated(self) -> bool:
        """Whether this is the simulated line."""
        return self._parts.simulated

    @property
    def ended(self) -> bool:
        """No part will come any more."""
        return self._parts.ended

    @property
    def running(self) -> bool:
        """Whether triggers are taken."""
        return self._running

    @running.setter
    def running(self, value: bool) -> None:
        if value and not self._running:
            self._link.drop_triggers()
            self._missed_before -= _STOOD_STILL
        self._running = value

    @property
    def missed(self) -> int:
        """Parts that were triggered and never looked at."""
        return self._link.missed

    def next_part(self, timeout_s: float) -> Part | None:
        """The next part, waiting at most timeout_s."""
        triggered = self._link.next_trigger(timeout_s)
        if self._link.trouble:  # who knows what went by meanwhile
            self._missed_before -= _STOOD_STILL
        if triggered is None or not self._running:
            return None
        part = self._parts.next_part(_ITS_PART_S)
        if part is None:
            return None
        self._link.know(part, triggered.part_id)
        missed = self._link.missed
        unseen, self._missed_before = missed - self._missed_before, missed
        return replace(part, triggered_s=triggered.at_s, missed_before=unseen)

    def change_product(self, name: str) -> None:
        """Parts of another product come from now on. Raises ValueError where they can't."""
        self._parts.change_product(name)

    def troubles(self) -> list[str]:
        """What went wrong since the last call, as sentences."""
        return self._parts.troubles()

    def close(self) -> None:
        """No more parts."""
        self._running = False
        self._parts.close()
