"""How many of a camera's frames are lost of late, and when that is too many."""

from __future__ import annotations

from collections import deque

_OVER_S = 60.0
_FEWEST = 3
"""One torn frame after a start is no sign of a bad cable."""
_MOST_SHARE = 0.01


class Losses:
    """Counts of the last minute. Times are monotonic seconds; both counts begin at 0 with each run."""

    def __init__(self) -> None:
        self._counts: deque[tuple[float, int, int]] = deque([(0.0, 0, 0)])

    def note(self, now: float, frames: int, thrown: int) -> None:
        """Whole frames published, and frames lost, since the start of the run."""
        self._counts.append((now, frames, thrown))
        while len(self._counts) > 2 and now - self._counts[0][0] > _OVER_S:
            self._counts.popleft()

    @property
    def too_many(self) -> str:
        """A sentence for people, empty where all is well."""
        (_, first, thrown_before), (_, last, thrown_now) = self._counts[0], self._counts[-1]
        lost, whole = thrown_now - thrown_before, last - first
        if lost < _FEWEST or lost <= _MOST_SHARE * (lost + whole):
            return ""
        return f"{lost} frames came damaged or not at all in the last minute: look at cable, network card and switch"
