"""How late the window's event loop is: a timer that should fire every few ms, and by how much it did not."""

from __future__ import annotations

import time
from array import array

from PySide6.QtCore import QObject, Qt, QTimer

_BUCKET_MS = 0.1
_BUCKETS = 20_000  # up to two seconds; what is later counts in the last one


class EventLoopProbe(QObject):
    """Measures lateness of a precise timer in ms, in buckets of 0.1 ms: it takes no more memory the longer it runs."""

    def __init__(self, parent: QObject | None = None, interval_ms: int = 10) -> None:
        super().__init__(parent)
        self._interval_s = interval_ms / 1000
        self._counts = array("L", bytes(array("L").itemsize * _BUCKETS))
        self._count = 0
        self._worst: float | None = None
        self._expected = 0.0
        self._timer = QTimer(self, interval=interval_ms)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Forgets what was measured and begins anew."""
        self._counts = array("L", bytes(array("L").itemsize * _BUCKETS))
        self._count, self._worst = 0, None
        self._expected = time.perf_counter() + self._interval_s
        self._timer.start()

    def stop(self) -> None:
        """Measures no more; the figures stay."""
        self._timer.stop()

    @property
    def count(self) -> int:
        """How many ticks were measured."""
        return self._count

    def p99_ms(self) -> float | None:
        """The 99th percentile of lateness in ms, or None before the first tick."""
        return self.percentile_ms(0.99)

    def worst_ms(self) -> float | None:
        """The largest lateness in ms."""
        return self._worst

    def percentile_ms(self, share: float) -> float | None:
        """Lateness that `share` of the ticks stayed at or below, to 0.1 ms; None before the first tick."""
        if self._worst is None:
            return None
        seen = 0
        for bucket, count in enumerate(self._counts):
            seen += count
            if seen >= share * self._count:
                return min((bucket + 1) * _BUCKET_MS, self._worst)
        return self._worst

    def _tick(self) -> None:
        now = time.perf_counter()
        late_ms = max(0.0, (now - self._expected) * 1000)
        self._counts[min(_BUCKETS - 1, int(late_ms / _BUCKET_MS))] += 1
        self._count += 1
        self._worst = max(self._worst or 0.0, late_ms)
        # Qt keeps the timer's phase, so the plan does too; after a stall longer than an interval both begin anew.
        self._expected += self._interval_s
        if self._expected < now:
            self._expected = now + self._interval_s
