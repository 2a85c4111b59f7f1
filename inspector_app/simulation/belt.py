"""The belt: brings a part every so often, whether the station is ready for it or not."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from inspector_app.boards import PartTruth
from inspector_app.domain.part import Part, new_id
from inspector_app.simulation.brought import BeltSetup, Brought
from inspector_app.simulation.gate import Gate

_FIRST_PART_S = 0.3


class Belt:
    """Parts at a rate. Used by the line's thread; speed, product and pause may be set from any thread."""

    simulated = True
    ended = False

    def __init__(
        self,
        setup: BeltSetup,
        product: str,
        gate: Gate,
        *,
        first_number: int = 1,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        """Raises ValueError for a product that never comes along."""
        self._gate = gate
        self._clock = clock
        self._wait = wait
        self._lock = threading.Lock()
        self._brought = Brought(setup, product)
        self._parts_per_hour = setup.parts_per_hour
        self._number = first_number
        self._running = False
        self._ever_ran = False
        self._due = clock()
        self.missed = 0

    @property
    def parts_per_hour(self) -> float:
        """The speed; setting it moves the next part accordingly."""
        return self._parts_per_hour

    @parts_per_hour.setter
    def parts_per_hour(self, value: float) -> None:
        with self._lock:
            self._parts_per_hour = value
            self._due = min(self._due, self._clock() + 3600 / value)

    @property
    def running(self) -> bool:
        """Whether parts come, at first not; setting it starts or stops the belt."""
        return self._running

    @running.setter
    def running(self, value: bool) -> None:
        with self._lock:
            if value and not self._running:
                self._due = self._clock() + _FIRST_PART_S
            if (
                value and not self._ever_ran
            ):  # the belt of a real line did not wait for the station to come back
                self._number = max(self._number, self._gate.next_number(3600 / self._parts_per_hour))
                self._ever_ran = True
            self._running = value

    def change_product(self, name: str) -> None:
        """Boards of this product come from now on. Raises ValueError for one that never does."""
        self._brought.change_product(name)

    def next_part(self, timeout_s: float) -> Part | None:
        """The next part once it lies before the cameras, waiting at most timeout_s; None where none came."""
        due = self._due
        if not self._running or due > self._clock() + timeout_s:
            self._wait(timeout_s)
            return None
        if due > self._clock():
            self._wait(due - self._clock())
        return self._bring()

    def product_of(self, part: Part) -> str | None:
        """Which product this part should be; None for a part of long ago."""
        return self._brought.product_of(part)

    def truth(self, part: Part) -> PartTruth | None:
        """What the part really is; None for a part of long ago."""
        return self._brought.truth(part)

    def close(self) -> None:
        """The belt stops; what lies at the gate without a signal goes to the hold bin."""
        self._running = False
        self._gate.close()

    def troubles(self) -> list[str]:
        """A belt has none."""
        return []

    def _bring(self) -> Part:
        with self._lock:
            period, now = 3600 / self._parts_per_hour, self._clock()
            while self._due + period <= now:  # the station was busy for so long that parts went by unseen
                self._gate.arrive(Part(new_id(), self._number))
                self._number += 1
                self.missed += 1
                self._due += period
            part = Part(new_id(), self._number)
            self._number += 1
            self._due += period
        self._brought.bring(part)
        self._gate.arrive(part)
        return part
