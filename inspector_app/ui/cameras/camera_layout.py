"""The widgets of the cameras' screen, laid out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from inspector_app.ui.bench.live_tile import LiveTile
from inspector_app.ui.bench.picture_note import NOTE_HEIGHT, PictureNote
from inspector_app.ui.cameras.camera_actions import CAMERA_ACTIONS
from inspector_app.ui.cameras.golden_page import GoldenPage
from inspector_app.ui.cameras.meter_bars import MeterBars
from inspector_app.ui.cameras.ports import DraftShown, TargetWish
from inspector_app.ui.cameras.view_list import ViewList
from inspector_app.ui.style.key_button import KeyButton

_BOARDS = ((9, 6), (11, 8), (7, 5), (13, 9))
_SIDE = 330


class CameraWidgets:
    """Views at the left, the picture in the middle, meters and results at the right, buttons below."""

    def __init__(self, screen: QWidget) -> None:
        self.views = ViewList(screen)
        self.live = LiveTile("live", screen)
        self.live.setToolTip("The live picture of the selected view, as the line sees it.")
        self.golden = GoldenPage(screen)
        self.middle = QStackedWidget(screen)
        self.middle.addWidget(self.live)
        self.middle.addWidget(self.golden)
        self.meters = MeterBars(screen)
        self.advice, self.result = _text(screen), _text(screen)
        self.board, self.square = QComboBox(screen), QDoubleSpinBox(screen)
        self._note_place = QWidget(screen)
        self._note_place.setFixedHeight(NOTE_HEIGHT)
        self.note = PictureNote(self._note_place)
        self.buttons = {
            action.name: KeyButton(action.text, action.hint, action.tooltip, screen)
            for action in CAMERA_ACTIONS
            if action.text
        }
        self._lay_out(screen)

    @property
    def shows_golden(self) -> bool:
        """Whether a merged golden is shown, not the live picture."""
        return self.middle.currentWidget() is self.golden

    def target(self) -> TargetWish:
        """What a person said lies before the camera."""
        columns, rows = _BOARDS[self.board.currentIndex()]
        return TargetWish(columns, rows, self.square.value())

    def show_live(self) -> None:
        """The live picture."""
        self.middle.setCurrentWidget(self.live)

    def show_golden(self, draft: DraftShown) -> None:
        """A merged golden."""
        self.golden.show_draft(draft)
        self.middle.setCurrentWidget(self.golden)

    def _lay_out(self, screen: QWidget) -> None:
        middle = QHBoxLayout()
        self.views.setFixedWidth(240)
        middle.addWidget(self.views)
        middle.addWidget(self.middle, 1)
        middle.addWidget(self._side(screen))
        buttons = QHBoxLayout()
        for button in self.buttons.values():
            button.setFixedHeight(72)
            buttons.addWidget(button, 1)
        box = QVBoxLayout(screen)
        box.addLayout(middle, 1)
        box.addWidget(self._note_place)
        box.addLayout(buttons)

    def _side(self, screen: QWidget) -> QWidget:
        side = QWidget(screen)
        side.setFixedWidth(_SIDE)
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.meters)
        box.addWidget(self.advice)
        box.addLayout(self._target_fields())
        scroll = QScrollArea(side)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.result)
        box.addWidget(scroll, 1)
        return side

    def _target_fields(self) -> QHBoxLayout:
        self.board.addItems([f"{columns} x {rows} corners" for columns, rows in _BOARDS])
        self.square.setRange(0.05, 100.0)
        self.square.setDecimals(3)
        self.square.setValue(20.0)
        self.square.setSuffix(" mm")
        self.square.setToolTip("Side of a square, as measured on the print.")
        row = QHBoxLayout()
        row.addWidget(QLabel("Target"))
        for field in (self.board, self.square):
            field.setMinimumHeight(40)
            row.addWidget(field, 1)
        return row


def _text(screen: QWidget) -> QLabel:
    label = QLabel("", screen)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setStyleSheet("font-size: 15px; padding: 6px;")
    return label
