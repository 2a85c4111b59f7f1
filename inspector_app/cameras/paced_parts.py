"""Parts at a steady pace, for cameras on a line that no PLC announces parts of."""

from __future__ import annotations

import threading
import time

from inspector_app.domain.part import Part, new_id


class PacedParts:
    """A part every so often (station.ports.PartSource); 0 an hour: one whenever the line is free."""

    simulated = False
    ended = False

    def __init__(self, parts_per_hour: float, *, first_number: int) -> None:
        self.parts_per_hour = parts_per_hour
        self.running = True
        self.missed = 0
        self._number = first_number
        self._due = time.monotonic()
        self._closing = threading.Event()

    def next_part(self, timeout_s: float) -> Part | None:
        """The next part, waiting at most timeout_s; None where none is due. What the line was late for is missed."""
        if not self.running:
            self._closing.wait(timeout_s)
            self._due = time.monotonic()
            return None
        left = self._due - time.monotonic()
        if left > timeout_s:
            self._closing.wait(timeout_s)
            return None
        self._closing.wait(max(0.0, left))
        at = self._latest_due(time.monotonic())
        part = Part(new_id(), self._number, triggered_s=at)
        self._number += 1
        return part

    def truth(self, part: Part) -> str | None:
        """Nobody knows it."""
        return None

    def change_product(self, name: str) -> None:
        """The same cameras look at whatever comes."""

    def troubles(self) -> list[str]:
        """None."""
        return []

    def close(self) -> None:
        """No more waiting."""
        self._closing.set()

    def _latest_due(self, now: float) -> float:
        """When the part that lies here now came."""
        if not self.parts_per_hour:
            self._due = now
            return now
        step = 3600 / self.parts_per_hour
        late = max(0, int((now - self._due) / step))
        self.missed += late
        self._number += late
        at = self._due + late * step
        self._due = at + step
        return at
