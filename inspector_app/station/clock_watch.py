"""Notices that the computer's clock was set while the line ran, or is behind what was recorded before.

Nothing of the line goes by that clock: deadlines are on the monotonic one, and rows have a sequence number. So all
that is left to do is to keep that it happened, since times in the records can't be compared over it.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime

from inspector_app.station.floor import Floor

LEAST_JUMP_S = 2.0
"""Clocks are kept right in steps of less; a part takes less, so each turn of the loop is compared with the last."""


class ClockWatch:
    """Compares the wall clock with the monotonic one from turn to turn of the loop."""

    def __init__(self, floor: Floor, newest_row: datetime | None = None) -> None:
        """newest_row: when the newest inspection in the records began, None where there is none."""
        self._floor = floor
        self._newest_row = newest_row
        self._offset = _offset()

    def look(self) -> None:
        """Call it once a turn."""
        self._look_at_records()
        before, self._offset = self._offset, _offset()
        jump = self._offset - before
        if abs(jump) < LEAST_JUMP_S:
            return
        way = "forward" if jump > 0 else "back"
        self._tell(f"The computer's clock went {way} by {abs(jump):,.0f} s; it says {_now()} now.")

    def _look_at_records(self) -> None:
        """Once: a computer whose clock has no battery left starts years back."""
        newest, self._newest_row = self._newest_row, None
        if newest is not None and (newest - datetime.now(UTC)).total_seconds() > LEAST_JUMP_S:
            self._tell(
                f"The computer's clock is wrong: it says {_now()}, but the newest part is of {_said(newest)}."
            )

    def _tell(self, text: str) -> None:
        self._floor.tell("warning", f"{text} Set it right; the order of parts does not go by it.")
        self._floor.keep_event("event", text, "clock")


def _offset() -> float:
    return time.time() - time.monotonic()


def _now() -> str:
    return _said(datetime.now(UTC))


def _said(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
