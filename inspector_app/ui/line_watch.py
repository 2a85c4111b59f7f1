"""Whether the line answers: its heartbeat comes twice a second, and its silence is said after two."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QColor

from inspector_app.domain.messages import LineState
from inspector_app.ui.style.palette import BLUE, ORANGE, VERMILLION

SILENT_S = 2.0
_TICK_MS = 500


class LineWatch(QObject):
    """Turns heartbeats and their absence into words for the head of the window."""

    changed = Signal()
    came_back = Signal()

    def __init__(self, connected: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._connected = connected
        self._state: LineState | None = None
        self._heard = time.monotonic()
        self._lost = False
        self.trouble: Callable[[], str] = lambda: ""
        self.failure = ""  # why the station did not start, where it did not
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    @property
    def state(self) -> LineState | None:
        """The newest heartbeat."""
        return self._state

    @property
    def silent_s(self) -> float:
        """Seconds since the last heartbeat."""
        return time.monotonic() - self._heard

    @property
    def lost(self) -> bool:
        """Whether the line was there and does not answer now."""
        silent = self.silent_s > SILENT_S or not self._connected()
        return self._state is not None and silent

    def heard(self, state: LineState) -> None:
        """A heartbeat."""
        self._state, self._heard = state, time.monotonic()
        if self._lost:
            self._lost = False
            self.came_back.emit()
        self.changed.emit()

    def words(self) -> tuple[str, QColor | None]:
        """What to say of the line, and in which colour where that is not normal."""
        if self.failure:
            return self.failure, VERMILLION
        if self._state is None:
            return f"starting … {self.silent_s:.0f} s", BLUE
        if self.lost:
            trouble = self.trouble() or "all parts are rejected"
            return f"✕ no answer, {self.silent_s:.0f} s; {trouble}", VERMILLION
        return _state_words(self._state)

    def _tick(self) -> None:
        self._lost = self._lost or self.lost
        self.changed.emit()


def _state_words(state: LineState) -> tuple[str, QColor | None]:
    detail = f": {state.detail}" if state.detail else ""
    if state.state == "running" and state.ready:
        return f"running\n{state.parts_per_hour:.0f} an hour", None
    if state.state == "running":
        return f"! not ready{detail}", ORANGE
    if state.state == "paused":
        return f"‖ {_paused_words(state)}", ORANGE
    if state.state == "starting":
        return f"starting{detail or ' …'}", BLUE
    if state.state == "fault":
        return f"✕ fault{detail}", VERMILLION
    return f"stopping{detail}", ORANGE


def _paused_words(state: LineState) -> str:
    """Short, for the plate is small; why the feed stands is said in the banner and among the notices."""
    return "all parts are through" if "are through" in state.detail else "the feed is stopped: F8 starts it"
