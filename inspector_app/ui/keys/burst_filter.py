"""Tells a barcode scanner from fingers: a scanner's keys come less than 40 ms apart.

A key acts only after 40 ms of silence. Two or more keys within that are a scan (or a slip): none of them acts. What
follows a scan at once, as its Enter may, belongs to it.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from inspector_app.ui.keys.key_press import KeyPress

SILENCE_MS = 40
_TAIL_S = 0.12
# A timer this late means that the window was busy: keys of the burst may still wait behind the timer.
_BUSY_S = 0.015
# A glove on the pad presses two or three keys at once; that is a slip, and no lot.
_SHORTEST_SCAN = 4


class BurstFilter(QObject):
    """Holds each key back for 40 ms; emits `single` for a finger's key and `scanned` for a scanner's text."""

    single = Signal(object)
    scanned = Signal(str)

    def __init__(self, parent: QObject | None = None, prefix: str = "") -> None:
        super().__init__(parent)
        self._prefix = prefix
        self._held: list[KeyPress] = []
        self._scan_ended = float("-inf")
        self._timer = QTimer(self, singleShot=True, interval=SILENCE_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._silence)

    @property
    def silent(self) -> bool:
        """Whether no key is held back."""
        return not self._held

    def press(self, key: KeyPress) -> None:
        """One key; keys that no scanner sends act at once unless a scan is under way."""
        if self._held and key.since(self._held[-1]) >= SILENCE_MS / 1000:  # they only queued up together
            self._let_go()
        if key.at - self._scan_ended < _TAIL_S:
            self._scan_ended = key.at
            return
        if not key.from_scanner and not self._held:
            self.single.emit(key)
            return
        self._held.append(key)
        self._timer.start()

    def _silence(self) -> None:
        late = time.monotonic() - self._held[-1].at - SILENCE_MS / 1000
        if late > _BUSY_S and len(self._held) == 1 and not self._asked_again():
            return
        self._let_go()

    def _let_go(self) -> None:
        self._timer.stop()
        held, self._held = self._held, []
        self._timer.setProperty("again", False)
        if len(held) == 1 and held[0].text != (self._prefix or None):
            self.single.emit(held[0])
            return
        self._scan_ended = held[-1].at
        text = "".join(key.text for key in held)
        told = bool(self._prefix) and text.startswith(self._prefix)
        if told or len(text) >= _SHORTEST_SCAN:
            self.scanned.emit(text.removeprefix(self._prefix))

    def _asked_again(self) -> bool:
        """Gives keys that queued up behind the late timer one more round; True the second time."""
        if self._timer.property("again"):
            return True
        self._timer.setProperty("again", True)
        self._timer.start()
        return False
