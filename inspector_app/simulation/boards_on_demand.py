"""Simulated boards for a line whose PLC says when a part comes: the next one lies there whenever it is asked for."""

from __future__ import annotations

from inspector_app.boards import PartTruth
from inspector_app.domain.part import Part, new_id
from inspector_app.simulation.brought import BeltSetup, Brought


class BoardsOnDemand:
    """station.ports.PartSource without a pace of its own."""

    simulated = True
    ended = False
    missed = 0

    def __init__(self, setup: BeltSetup, product: str, *, first_number: int) -> None:
        """Raises ValueError for a product that never comes along."""
        self._brought = Brought(setup, product)
        self._number = first_number
        self.running = False
        self.parts_per_hour = setup.parts_per_hour

    def change_product(self, name: str) -> None:
        """Boards of this product come from now on. Raises ValueError for one that never does."""
        self._brought.change_product(name)

    def next_part(self, timeout_s: float) -> Part | None:
        """The next one."""
        del timeout_s
        part = Part(new_id(), self._number)
        self._number += 1
        self._brought.bring(part)
        return part

    def product_of(self, part: Part) -> str | None:
        """Which product this part should be; None for a part of long ago."""
        return self._brought.product_of(part)

    def truth(self, part: Part) -> PartTruth | None:
        """What the part really is; None for a part of long ago."""
        return self._brought.truth(part)

    def troubles(self) -> list[str]:
        """There are none."""
        return []

    def close(self) -> None:
        """No more parts."""
        self.running = False
