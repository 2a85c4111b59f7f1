"""The hold bin counted twice: what the station rejected, and what the sensor at the bin saw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from inspector_app.station.floor import Floor


@dataclass(slots=True)
class GateCount:
    """Counts since `begin`, which is the start of a shift, or of the line within one."""

    rejected: int = 0
    """Parts that the line was told to reject, or has no signal of."""
    missed_before: int = 0
    held_before: int | None = None
    """The sensor's count at the beginning; None where it said none."""

    since: str = "since the line started"

    def begin(self, floor: Floor, since: str = "since the line started") -> None:
        """From here on; since: when that is, in words."""
        self.since = since
        state = floor.tools.link.state()
        self.rejected, self.missed_before = 0, floor.tools.source.missed
        self.held_before = state.held if state is not None else None

    def look(self, floor: Floor) -> None:
        """A sensor that speaks for the first time: what it counted before, nobody here has seen."""
        if self.held_before is None:
            self.begin(floor)

    def verdict(self, floor: Floor) -> tuple[Literal["event", "alarm"], str] | None:
        """Whether both counts agree, in words; None where there is no sensor to ask."""
        state = floor.tools.link.state()
        if state is None:
            return None
        if state.held is None or self.held_before is None:
            return (
                "alarm",
                "The hold bin could not be reconciled: the PLC did not say what its sensor counted.",
            )
        missed = floor.tools.source.missed - self.missed_before
        expected = self.rejected + missed - state.on_the_way
        seen = state.held - self.held_before
        said = f"the station rejected {self.rejected} parts, {missed} went by unseen"
        said += f" and {state.on_the_way} are on the way" if state.on_the_way else ""
        text = f"Hold bin, {self.since}: {said}; the sensor at the bin counted {seen}"
        if seen == expected:
            return "event", f"{text}: they agree."
        if seen < 0:
            return "alarm", f"{text}: the PLC's count began anew. Count what lies in the bin."
        less = expected - seen
        which = f"{less} fewer" if less > 0 else f"{-less} more (parts without a link are held unseen)"
        return "alarm", f"{text}: {which}. Count what lies in the bin before it is emptied."
