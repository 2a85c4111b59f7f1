"""The answers as big buttons: confirm at the top, override at the bottom, as far apart as they can be."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from inspector_app.domain.messages import PartInspected
from inspector_app.ui.bench.answering import Answered
from inspector_app.ui.bench.bench_actions import ANSWERS, BenchAction
from inspector_app.ui.bench.last_answers import LastAnswers
from inspector_app.ui.bench.words import confirm_words, override_words
from inspector_app.ui.keys.action import named
from inspector_app.ui.style.key_button import KeyButton
from inspector_app.ui.style.palette import BLUE, GREEN, VERMILLION
from inspector_app.ui.style.sizes import mm, target

_READABLE_WIDTH = 318  # "Mousebite" and "Reflection" in letters of 16 px, three beside each other
_SMALL = ("cant_tell", "skip", "missed", "undo")


class AnswerPad(QWidget):
    """Buttons for all answers. Dim while the guard is closed or an answer is on its way."""

    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = {action.name: self._make(action) for action in ANSWERS}
        self._last = LastAnswers(self)
        self._rows = QGridLayout()
        self._rows.setSpacing(6)
        for index, name in enumerate(_SMALL):
            self._rows.addWidget(self._buttons[name], index // 2, index % 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self._buttons["confirm"])
        box.addLayout(self._rows)
        box.addWidget(self._last, 1)
        box.addWidget(self._buttons["override"])
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.show_part(None)

    @property
    def buttons(self) -> dict[str, KeyButton]:
        """The buttons by the names of their actions."""
        return self._buttons

    def sizeHint(self) -> QSize:  # noqa: N802
        """Three big targets wide, as on a numeric pad, and so wide that the names of classes are read at once."""
        window = self.window().width()
        width = min(max(3 * mm(self, 20) + 24, _READABLE_WIDTH, round(window * 0.17)), round(window * 0.234))
        return QSize(width, 400)

    def show_part(self, part: PartInspected | None) -> None:
        """Says on the buttons what each of them will say of this part."""
        self._buttons["confirm"].set_detail(confirm_words(part) if part is not None else "")
        self._buttons["override"].set_detail(override_words(part) if part is not None else "")
        good_first = part is not None and part.outcome == "PASS"
        self._buttons["confirm"].set_accent(GREEN if good_first else VERMILLION)
        self._buttons["override"].set_accent(VERMILLION if good_first else GREEN)

    def show_answers(self, answers: list[Answered]) -> None:
        """The last answers, newest first."""
        self._last.show_answers(answers)

    def set_open(self, may_answer: bool) -> None:
        """Whether a press answers now."""
        for action in ANSWERS:
            if action.answers:
                self._buttons[action.name].setEnabled(may_answer)

    def flash(self, name: str) -> None:
        """The button of an action looks pressed: its key was."""
        if name in self._buttons:
            self._buttons[name].flash()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """20 mm where the window is large enough."""
        super().resizeEvent(event)
        high = target(self, 0.17, self.height(), 56)
        for name in ("confirm", "override"):
            self._buttons[name].setFixedHeight(high)
        low = target(self, 0.125, self.height(), 52)
        for name in _SMALL:
            self._buttons[name].setFixedHeight(low)

    def _make(self, action: BenchAction) -> KeyButton:
        button = KeyButton(
            action.text, action.hint, action.tooltip, self, largest=24 if action.answers else 18
        )
        if action.name == "missed":
            button.set_accent(BLUE)
        button.clicked.connect(lambda: self.pressed.emit(named(ANSWERS, action.name)))
        return button
