"""Tells a key that is held down from one that is pressed again.

Under X11 Qt misses most repeats of a held key when the window is busy. The server sends each of them as a release and
a press at the very same millisecond, which neither a finger nor a scanner does.
"""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent


class HeldKeys:
    """Remembers the last release."""

    def __init__(self) -> None:
        self._released: tuple[int, int] | None = None

    def released(self, event: QKeyEvent) -> None:
        """A key went up, or so it is told."""
        self._released = (event.key(), event.timestamp()) if event.timestamp() else None

    def repeats(self, event: QKeyEvent) -> bool:
        """Whether this press only says that the key is still down."""
        return event.isAutoRepeat() or (event.key(), event.timestamp()) == self._released
