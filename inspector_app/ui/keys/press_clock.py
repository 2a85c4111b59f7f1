"""When a key really went down. Keys that queued up behind a busy window are handled late, all at once.

The window system stamps each event, by a clock of its own: how far that clock is from ours is learned from the events
that came quickest.
"""

from __future__ import annotations

from PySide6.QtGui import QInputEvent

# Clocks drift apart, at worst so much (s in 1 s); a slower one must not make every press look late after some hours.
_DRIFT = 1e-4
# No window is so late: the stamps began again at nought, as they do every 49.7 days.
_BEGAN_AGAIN_S = 10.0


class PressClock:
    """Turns the stamps of events into our monotonic seconds."""

    def __init__(self) -> None:
        self._ahead: float | None = None  # ours minus the window system's
        self._asked_at = 0.0

    def at(self, event: QInputEvent, now: float) -> float:
        """The moment of the event; now (monotonic seconds) where it has no stamp."""
        if not event.timestamp():
            return now
        stamp = event.timestamp() / 1000
        ahead = now - stamp
        if self._ahead is not None and abs(ahead - self._ahead) < _BEGAN_AGAIN_S:
            ahead = min(ahead, self._ahead + _DRIFT * (now - self._asked_at))
        self._ahead, self._asked_at = ahead, now
        return min(now, stamp + ahead)
