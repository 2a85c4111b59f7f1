"""What a screen of the window is to its keys."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from inspector_app.ui.keys.key_press import KeyPress


@runtime_checkable
class KeyScreen(Protocol):
    """A screen that has keys of its own."""

    def press(self, key: KeyPress) -> bool:
        """A key; True where it meant something there."""
