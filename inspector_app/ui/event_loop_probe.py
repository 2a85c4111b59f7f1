"""How late the window's event loop is: a timer that should fire every few ms, and by how much it did not."""

from __future__ import annotations

import time
from collections import deque

from PySide6.QtCore import QObject, Qt, QTimer

_KEPT = 120_000  # twenty minutes at the default interval


class EventLoopProbe(QObject):
    """Measures lateness of a precise timer in ms; costs about a hundredth of a percent of a core."""

    def __init__(self, parent: QObject | None = None, interval_ms: int = 10) -> None:
        super().__init__(parent)
        self._interval_s = interval_ms / 1000
        self._late_ms: deque[float] = deque(maxlen=_KEPT)
        self._expected = 0.0
        self._timer = QTimer(self, interval=interval_ms)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Forgets what was measured and begins anew."""
        self._late_ms.clear()
        self._expected = time.perf_counter() + self._interval_s
        self._timer.start()

    def stop(self) -> None:
        """Measures no more; the figures stay."""
        self._timer.stop()

    @property
    def count(self) -> int:
        """How many ticks were measured."""
        return len(self._late_ms)

    def p99_ms(self) -> float | None:
        """The 99th percentile of lateness in ms, or None before the first tick."""
        return self.percentile_ms(0.99)

    def worst_ms(self) -> float | None:
        """The largest lateness in ms."""
        return max(self._late_ms, default=None)

    def percentile_ms(self, share: float) -> float | None:
        """Lateness that `share` of the ticks stayed at or below."""
        ordered = sorted(self._late_ms)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None

    def _tick(self) -> None:
        now = time.perf_counter()
        self._late_ms.append(max(0.0, (now - self._expected) * 1000))
        # Qt keeps the timer's phase, so the plan does too; after a stall longer than an interval both begin anew.
        self._expected += self._interval_s
        if self._expected < now:
            self._expected = now + self._interval_s
