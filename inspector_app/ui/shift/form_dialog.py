"""A dialog that sends one command: it closes only when the line has agreed, and says at the place why not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from inspector_app.domain.messages import Command, Reply
from inspector_app.ui.commands import Commands
from inspector_app.ui.style.sizes import mm, target

_BUTTON_SHARE = 0.11
_FIELD_MM = 12.0
_FIELDS = (QComboBox, QLineEdit, QPlainTextEdit, QSpinBox)

Maker = Callable[[str], Command]


class FormDialog(QDialog):
    """Fields, an error line, two big buttons."""

    agreed = Signal()

    def __init__(
        self, title: str, accept_text: str, commands: Commands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._commands = commands
        self.setWindowTitle(title)
        self._title = QLabel(title, self)  # a full screen has no window frames to read it from
        self._title.setStyleSheet("font-size: 20px; font-weight: bold;")
        self.form = QFormLayout()
        self.form.setSpacing(12)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.error = QLabel("", self)
        self.error.setWordWrap(True)
        self.error.setStyleSheet("background: #D55E00; color: #0E0E0E; padding: 8px; font-weight: bold;")
        self.error.hide()
        self.ok = QPushButton(accept_text, self)
        self.ok.setDefault(True)
        self.cancel = QPushButton("Cancel  (Esc)", self)
        high = target(self, _BUTTON_SHARE, parent.window().height() if parent is not None else 720)
        for button in (self.ok, self.cancel):
            button.setMinimumHeight(high)
        self.ok.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.reject)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The first field is ready to be typed into; a glove finds every field."""
        super().showEvent(event)
        fields = [field for field in self.findChildren(QWidget) if isinstance(field, _FIELDS)]
        for field in fields:
            field.setMinimumHeight(max(field.minimumHeight(), mm(self, _FIELD_MM)))
        if fields:
            fields[0].setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def unsent(self) -> str:
        """What a cancel would lose that somebody wrote; empty where that is nothing."""
        return ""

    def command(self) -> Maker | None:
        """What to send; None where a field is not right (and `fail` has said so)."""
        raise NotImplementedError

    def submit(self) -> None:
        """Sends the command; the dialog stays open until the line has agreed."""
        maker = self.command()
        if maker is None or not self.ok.isEnabled():
            return
        self.ok.setEnabled(False)
        self._commands.send(maker, self._accepted, self.fail)

    def fail(self, sentence: str) -> None:
        """Says why not; nothing that was typed is lost."""
        self.ok.setEnabled(True)
        self.error.setText(sentence)
        self.error.show()

    def _accepted(self, _reply: Reply) -> None:
        self.agreed.emit()
        self.accept()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        buttons.addWidget(self.ok)
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 18, 18, 18)
        box.setSpacing(14)
        box.addWidget(self._title)
        box.addLayout(self.form)
        box.addWidget(self.error)
        box.addLayout(buttons)
        self.setMinimumWidth(460)
