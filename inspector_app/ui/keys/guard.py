"""The guard: for 250 ms after the part in hand changed, or the keys came back to it, no press answers anything."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

GUARD_MS = 250


class Guard(QObject):
    """Closed while the part in hand has no picture yet, and 250 ms from its first showing on.

    A press counts by the time at which the key went down, so a late one never judges another part.
    """

    changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opens_at: float | None = None
        # a little later than the guard itself, since a timer may fire a millisecond early
        self._timer = QTimer(self, singleShot=True, interval=GUARD_MS + 5)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._opened)

    def close(self) -> None:
        """Another part is in hand, and not yet to be seen."""
        self._timer.stop()
        self._opens_at = None
        self.changed.emit(False)

    def shown(self, at: float) -> None:
        """The part in hand is on the screen since `at` (monotonic seconds); later paintings of it change nothing."""
        if self._opens_at is not None:
            return
        self._opens_at = at + GUARD_MS / 1000
        self._timer.start()

    def again(self, at: float) -> None:
        """The keys were a dialog's or another screen's until `at`: what is pressed right after was meant for those."""
        if self._opens_at is None:
            return
        self._opens_at = max(self._opens_at, at + GUARD_MS / 1000)
        self._timer.start()
        self.changed.emit(False)

    def allows(self, pressed_at: float) -> bool:
        """Whether a press at this moment may answer."""
        return self._opens_at is not None and pressed_at >= self._opens_at

    def _opened(self) -> None:
        self.changed.emit(True)
