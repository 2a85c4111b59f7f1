"""Extras of the demo: the speed of the simulated line, and what was really there."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QWidget

from inspector_app.ui.style.key_button import KeyButton

SPEEDS = (60, 120, 240, 360, 500, 720, 1000, 1500, 2000, 3000, 4000, 5000)
_SETTLE_MS = 300


class DemoControls(QWidget):
    """A slider of parts an hour, and a switch for the truth."""

    speed_chosen = Signal(float)
    truth_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(self)
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setRange(0, len(SPEEDS) - 1)
        self._slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._slider.setMinimumHeight(36)
        self._slider.setToolTip(
            "How many parts an hour the simulated line makes. A real line sets its own pace."
        )
        self._slider.setAccessibleName("Speed of the simulated line")
        self.truth = KeyButton(
            "What was really there", "F9",
            "The simulated line knows what it made: shows it at the verdict, to see where the machine was wrong.", self,
            largest=15,
        )  # fmt: skip
        self.truth.setCheckable(True)
        self.truth.setFixedHeight(48)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        grid.addWidget(self._label, 0, 0)
        grid.addWidget(self._slider, 1, 0)
        grid.addWidget(self.truth, 2, 0)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(lambda: self.speed_chosen.emit(float(self._speed())))
        self._slider.valueChanged.connect(self._moved)
        self.truth.toggled.connect(self.truth_toggled)
        self._label.setText("Simulated: starting")

    def set_speed(self, parts_per_hour: float) -> None:
        """What the line says its speed is; not while a person moves the slider."""
        if self._settle.isActive() or self._slider.isSliderDown():
            return
        nearest = min(range(len(SPEEDS)), key=lambda index: abs(SPEEDS[index] - parts_per_hour))
        self._slider.blockSignals(True)
        self._slider.setValue(nearest)
        self._slider.blockSignals(False)
        self._tell(parts_per_hour)

    def _speed(self) -> int:
        return SPEEDS[self._slider.value()]

    def _moved(self) -> None:
        self._tell(self._speed())
        self._settle.start()

    def _tell(self, parts_per_hour: float) -> None:
        self._label.setText(f"Simulated: {parts_per_hour:.0f} parts/h")
