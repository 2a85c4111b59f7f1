"""The views with their cameras and how their calibration stands; the selected one is framed."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from inspector_app.domain.messages import CameraState
from inspector_app.ui.cameras.ports import CalibrationLine

_PLAIN = "background: #474747; border: 2px solid #474747; padding: 6px; font-size: 15px;"
_CHOSEN = "background: #585858; border: 2px solid #F2F2F2; padding: 6px; font-size: 15px;"
_MOST = 8


class ViewList(QWidget):
    """As many plates as there are views."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, CalibrationLine] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self.plates = [QLabel("", self) for _ in range(_MOST)]
        for plate in self.plates:
            plate.setWordWrap(True)
            plate.setTextFormat(Qt.TextFormat.RichText)
            plate.hide()
            box.addWidget(plate)
        box.addStretch(1)

    def show_calibrations(self, lines: Sequence[CalibrationLine]) -> None:
        """How calibration stands, by view."""
        self._lines = {line.view: line for line in lines}

    def show_cameras(self, cameras: Sequence[CameraState], chosen: int) -> None:
        """The cameras as they are now."""
        for number, plate in enumerate(self.plates):
            plate.setVisible(number < len(cameras))
            if number < len(cameras):
                plate.setText(self._words(cameras[number]))
                plate.setStyleSheet(_CHOSEN if number == chosen else _PLAIN)

    def _words(self, camera: CameraState) -> str:
        line = self._lines.get(camera.view)
        calibrated = f"{'! ' if line.due else '✓ '}{line.text}" if line is not None else ""
        state = f"{camera.fps:.0f}/s" if camera.state == "live" else f"! {camera.state}"
        said = [
            f"<b>{html.escape(camera.view)}</b> &nbsp; {state}",
            html.escape(camera.detail),
            html.escape(calibrated),
        ]
        return "<br>".join(part for part in said if part)
