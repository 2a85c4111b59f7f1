"""Keeps a scanner out of a text field, or lets it fill the one that is meant for it."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from inspector_app.ui.keys.burst_filter import SILENCE_MS
from inspector_app.ui.keys.key_press import KeyPress, key_press

# Two or three keys that close together come from quick fingers too; four do not.
_SCANNED_KEYS = 4


class FieldGuard(QObject):
    """Holds what is typed into one field until 40 ms of silence; a scan, and its Enter, never reaches the field."""

    scanned = Signal(str)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self._held: list[QKeyEvent] = []
        self._replaying = False
        self._last = KeyPress("", "", 0.0)
        self._timer = QTimer(self, singleShot=True, interval=SILENCE_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._silence)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Holds key presses back."""
        if event.type() != QEvent.Type.KeyPress or self._replaying or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.isAutoRepeat() or not key_press(event, 0.0).from_scanner:
            self._silence()
            return super().eventFilter(watched, event)
        key = key_press(event, time.monotonic())
        if self._held and key.since(self._last) >= SILENCE_MS / 1000:  # they only queued up together
            self._silence()
        self._last = key
        self._held.append(event.clone())
        self._timer.start()
        return True

    def _silence(self) -> None:
        self._timer.stop()
        held, self._held = self._held, []
        if len(held) >= _SCANNED_KEYS:
            self.scanned.emit("".join(key_press(event, 0.0).text for event in held))
            return
        self._replaying = True
        for event in held:
            QCoreApplication.sendEvent(self._field, event)
        self._replaying = False
