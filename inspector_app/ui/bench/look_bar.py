"""The buttons that change what is seen, not what is said."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from inspector_app.ui.bench.bench_actions import LOOKING, BenchAction
from inspector_app.ui.keys.action import named
from inspector_app.ui.style.key_button import KeyButton
from inspector_app.ui.style.sizes import target


class LookBar(QWidget):
    """A row of buttons under the pictures."""

    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.buttons = {action.name: self._make(action) for action in LOOKING}
        for button in self.buttons.values():
            row.addWidget(button, 1)
        for name in ("blink", "difference"):
            self.buttons[name].setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Low in a small window, 20 mm in a large one."""
        return QSize(500, target(self, 0.068, self.window().height(), 48))

    def _make(self, action: BenchAction) -> KeyButton:
        button = KeyButton(action.text, action.hint, action.tooltip, self, largest=15)
        button.clicked.connect(lambda: self.pressed.emit(named(LOOKING, action.name)))
        return button
