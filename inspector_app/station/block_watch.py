"""What keeps the recipe at work from READY until a person accepts it: told once, and looked at again."""

from __future__ import annotations

import time

from inspector_app.station.floor import Floor
from inspector_app.station.readiness import update_ready

_EVERY_S = 1.0


class BlockWatch:
    """Looked at on the line's thread, between two parts."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self._told = ""
        self._again_at = 0.0

    def look(self) -> None:
        """Tells what is in the way when it comes, and that it is gone when it goes."""
        at_work = self._floor.at_work
        if at_work.blocked and time.monotonic() >= self._again_at:
            self._again_at = time.monotonic() + _EVERY_S
            at_work.look_again()
        if at_work.blocked != self._told:
            self._told = at_work.blocked
            update_ready(self._floor)
            if at_work.blocked:
                self._floor.tell("alarm", f"{at_work.blocked} {at_work.details}".strip())
            else:
                self._floor.tell("info", "What kept the line from READY was accepted.")
