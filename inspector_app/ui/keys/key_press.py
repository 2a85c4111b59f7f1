"""One press of a key, named as it is printed on the buttons; the numeric pad's keys have the same names."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_K = Qt.Key

_NAMED = {
    _K.Key_Return: "Enter", _K.Key_Enter: "Enter", _K.Key_Escape: "Esc", _K.Key_Tab: "Tab", _K.Key_Backtab: "Backtab",
    _K.Key_Left: "Left", _K.Key_Right: "Right", _K.Key_Up: "Up", _K.Key_Down: "Down", _K.Key_Space: "Space",
    _K.Key_Backspace: "Backspace", _K.Key_Delete: "Delete", _K.Key_PageUp: "PageUp", _K.Key_PageDown: "PageDown",
    _K.Key_Home: "Home", _K.Key_End: "End", _K.Key_Insert: "Insert",
}  # fmt: skip
# With NumLock off (it is, after a power cut) the numeric pad sends these; operators press the same keys.
_PAD_WITHOUT_NUMLOCK = {
    _K.Key_Insert: "0", _K.Key_End: "1", _K.Key_Down: "2", _K.Key_PageDown: "3", _K.Key_Left: "4",
    _K.Key_Clear: "5", _K.Key_Right: "6", _K.Key_Home: "7", _K.Key_Up: "8", _K.Key_PageUp: "9", _K.Key_Delete: ".",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeyPress:
    """A key by name, the text that it types, when it was pressed (monotonic seconds), the window system's stamp."""

    name: str
    text: str
    at: float
    stamp_ms: int = 0  # nought where there is none

    @property
    def from_scanner(self) -> bool:
        """Whether a barcode scanner could have sent it: anything that types, and the keys that end a scan."""
        return bool(self.text) or self.name in {"Enter", "Tab"}

    def since(self, before: KeyPress) -> float:
        """Seconds from another press to this one, as the keys went down and not as a busy window handled them."""
        if self.stamp_ms and before.stamp_ms:
            return abs(self.stamp_ms - before.stamp_ms) / 1000
        return self.at - before.at


def key_press(event: QKeyEvent, at: float) -> KeyPress:
    """What was pressed."""
    return KeyPress(_name(event), _text(event), at, event.timestamp())


def _name(event: QKeyEvent) -> str:
    key = _K(event.key())
    on_pad = bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier)
    if on_pad and key in _PAD_WITHOUT_NUMLOCK:
        return _PAD_WITHOUT_NUMLOCK[key]
    if key in _NAMED:
        return _NAMED[key]
    if _K.Key_F1 <= key <= _K.Key_F12:
        return f"F{key - _K.Key_F1 + 1}"
    name = event.text().strip().upper()
    return "." if on_pad and name == "," else name


def _text(event: QKeyEvent) -> str:
    text = event.text()
    return text if text.isprintable() else ""
