"""Keeps how long READY was off for the station's own sake, for its uptime in the shift report."""

from __future__ import annotations

from inspector_app.domain.shift import Shift
from inspector_app.station.feed import BY_PERSON
from inspector_app.station.floor import Floor
from inspector_app.station.readiness import why_not_ready

_AT_WORK = frozenset({"running", "paused", "fault"})


class ReadyWatch:
    """Looks at READY from turn to turn of the loop."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self._event: str | None = None
        self._shift: Shift | None = None

    def look(self) -> None:
        """Call it once a turn."""
        shift = self._floor.tools.records.current_shift()
        if self._event is not None and (not self._is_down or shift != self._shift):
            self.close()
        if self._event is None and self._is_down and shift is not None:
            why = why_not_ready(self._floor) or self._floor.stopped_why or "READY is off"
            self._shift = shift
            self._event = self._floor.keep_event("not ready", why, "line")

    def close(self) -> None:
        """READY is back, or the line ends."""
        self._floor.close_event(self._event)
        self._event = None

    @property
    def _is_down(self) -> bool:
        """A feed that a person has stopped is no failing of the station."""
        floor = self._floor
        return not floor.ready and floor.state in _AT_WORK and floor.stopped_why != BY_PERSON
