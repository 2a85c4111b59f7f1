"""When a frame was exposed, by the host's clock."""

from __future__ import annotations

from collections import deque

_WINDOW = 256


class DeviceClock:
    """Ties a camera's clock to the host's: the frame that took the least time to arrive sets the difference.

    Without a clock in the camera the arrival counts. Either way the exposure began one frame's period, or one
    exposure if that is longer, before: reading out and sending may overlap with the next exposure, but do not
    take longer than a period.
    """

    def __init__(self) -> None:
        self._differences: deque[float] = deque(maxlen=_WINDOW)
        self._last: float | None = None
        self._periods: deque[float] = deque(maxlen=9)

    def seen(self, arrived_s: float, device_s: float | None) -> None:
        """A frame has arrived. Call once for each."""
        if device_s is not None:
            self._differences.append(arrived_s - device_s)
        now = device_s if device_s is not None else arrived_s
        if self._last is not None and now > self._last:
            self._periods.append(now - self._last)
        self._last = now

    @property
    def period_s(self) -> float:
        """Between frames, of late (the median); 0 before there are two."""
        return sorted(self._periods)[len(self._periods) // 2] if self._periods else 0.0

    def began_s(self, arrived_s: float, device_s: float | None, exposure_s: float) -> float:
        """The earliest that the exposure of a camera that runs by itself can have begun, in monotonic seconds."""
        return self._due_s(arrived_s, device_s) - max(self.period_s, exposure_s)

    def triggered_s(self, arrived_s: float, device_s: float | None, exposure_s: float) -> float:
        """When that of a triggered camera began, but for the time of reading out: its period says nothing of it."""
        return self._due_s(arrived_s, device_s) - exposure_s

    def _due_s(self, arrived_s: float, device_s: float | None) -> float:
        if device_s is None or not self._differences:
            return arrived_s
        return min(arrived_s, device_s + min(self._differences))
