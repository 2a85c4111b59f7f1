"""How alive a camera is: silence, rate of frames, and how long to wait before the next try."""

from __future__ import annotations

from collections import deque

_OVER_S = 2.0
_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.1, 3.0
_STEADY_S = 10.0


class Pulse:
    """The heartbeat of one run of a camera's process. Times are monotonic seconds."""

    def __init__(self, now: float) -> None:
        self._last = now
        self._counts: deque[tuple[float, int]] = deque([(now, 0)])

    def beat(self, now: float, frames: int) -> None:
        """The process has said that it lives, and how many frames it has published."""
        self._last = now
        self._counts.append((now, frames))
        while len(self._counts) > 2 and now - self._counts[0][0] > _OVER_S:
            self._counts.popleft()

    def excuse(self, seconds: float) -> None:
        """Nothing could be heard for so long; negative where there is nothing to excuse."""
        self._last += max(0.0, seconds)

    def silent_s(self, now: float) -> float:
        """Seconds since it was last heard."""
        return now - self._last

    def fps(self, now: float) -> float:
        """Frames a second of late, live and triggered; 0 once it is silent."""
        (since, first), (until, last) = self._counts[0], self._counts[-1]
        if until <= since or self.silent_s(now) > _OVER_S:
            return 0.0
        return (last - first) / (until - since)


class BackOff:
    """Waits longer from try to try; a run that held for ten seconds clears the count."""

    def __init__(self) -> None:
        self._wait = _FIRST_WAIT_S
        self._started: float | None = None

    def started(self, now: float) -> None:
        """A run begins."""
        self._started = now

    def ended(self, now: float) -> float:
        """A run has ended; returns when the next may begin."""
        if self._started is not None and now - self._started > _STEADY_S:
            self._wait = _FIRST_WAIT_S
        wait, self._wait = self._wait, min(_LONGEST_WAIT_S, self._wait * 2)
        return now + wait
