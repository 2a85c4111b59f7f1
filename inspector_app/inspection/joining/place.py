"""Where along the line a view sees a part, and how its frames can be told from those of other parts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum


class Counts(Enum):
    """What one more frame id of a camera stands for."""

    ORDERS = "orders"
    """One frame that the station asked for."""
    TRIGGERS = "triggers"
    """One pulse on the wire, whether or not the station heard of that part."""
    EXPOSURES = "exposures"
    """One exposure of a camera that runs by itself: ids only ever grow."""


@dataclass(frozen=True, slots=True)
class Place:
    """One view's place. Times are in seconds from the trigger by which the line announces a part.

    triggers_before: the camera stands so many parts upstream, and sees a part so many triggers before the line
    announces it. offset_s: it sees the part so long after the announcement (below 0: before). A frame exposed
    earlier than before_s ahead of that moment, or later than after_s past it, shows another part.
    """

    view: str
    triggers_before: int = 0
    offset_s: float = 0.0
    before_s: float = 0.25
    after_s: float = math.inf
    counts: Counts = Counts.ORDERS

    def distance(self, exposed_s: float, announced_s: float) -> float:
        """0 where an exposure can show the part, else by how many seconds it is too early (< 0) or too late."""
        apart = exposed_s - announced_s - self.offset_s
        if apart < -self.before_s:
            return apart + self.before_s
        return max(0.0, apart - self.after_s)
