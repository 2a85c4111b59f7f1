"""Fields that the dialogs of the learning screen share."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from inspector_app.ui.keys.field_guard import FieldGuard
from inspector_app.ui.style.sizes import mm

_TICK = (
    "QCheckBox::indicator { width: 30px; height: 30px; border: 2px solid #C4C4C4; background: #2E2E2E; }"
    "QCheckBox::indicator:checked { background: #56B4E9; } QCheckBox { spacing: 12px; }"
)
_BUTTON_MM = 12.0


def text_field(parent: QWidget, text: str = "", placeholder: str = "", longest: int = 500) -> QLineEdit:
    """One line that no scanner types into."""
    field = QLineEdit(text, parent)
    field.setMaxLength(longest)
    field.setPlaceholderText(placeholder)
    FieldGuard(field)
    return field


def person_field(parent: QWidget, people: Sequence[str]) -> QComboBox:
    """A name out of the list, or typed; nobody is chosen beforehand, so that nobody signs by Enter alone."""
    box = QComboBox(parent)
    box.addItems(["", *people])
    box.setEditable(True)
    line = box.lineEdit()
    if line is not None:
        line.setPlaceholderText("Your name; not authenticated until sign-in exists")
    FieldGuard(box)
    return box


def choice_field(parent: QWidget, choices: Sequence[tuple[str, str]], chosen: str = "") -> QComboBox:
    """A list: what is said, and what is meant by it."""
    box = QComboBox(parent)
    for words, value in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


def tick_field(parent: QWidget, words: str) -> QCheckBox:
    """A tick that a glove finds, and that says what it is without its colour."""
    tick = QCheckBox(words, parent)
    tick.setStyleSheet(_TICK)
    tick.toggled.connect(lambda on: tick.setText(f"✓ {words}" if on else words))
    return tick


def about(parent: QWidget, words: str) -> QLabel:
    """A sentence between fields."""
    label = QLabel(words, parent)
    label.setWordWrap(True)
    return label


class FilesField(QWidget):
    """Several files, chosen together; says how many."""

    def __init__(self, parent: QWidget, name_filter: str) -> None:
        super().__init__(parent)
        self.files: tuple[str, ...] = ()
        self._filter = name_filter
        self.button = QPushButton("Choose …", self)
        self.button.setMinimumHeight(mm(self, _BUTTON_MM))
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._choose)
        self.words = about(self, "none chosen")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(self.words, 1)

    def take(self, files: Sequence[str]) -> None:
        """These are chosen."""
        self.files = tuple(files)
        first = self.files[0].replace("\\", "/").rpartition("/")[2] if self.files else ""
        more = f" and {len(self.files) - 1:,} more" if len(self.files) > 1 else ""
        self.words.setText(f"{first}{more}" or "none chosen")

    def _choose(self) -> None:
        dialog = QFileDialog(self.window(), "Images", "", self._filter)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.take)
        dialog.open()


class PathField(QWidget):
    """A path that is typed, or chosen by a button for each kind: a folder, a file, a new file."""

    changed = Signal(str)

    def __init__(
        self, parent: QWidget, text: str = "", *, kinds: Sequence[str], name_filter: str = ""
    ) -> None:
        super().__init__(parent)
        self._filter = name_filter
        self.field = text_field(self, text, "A path", 4000)
        self.field.textChanged.connect(self.changed.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field, 1)
        for kind in kinds:
            button = QPushButton(f"{kind} …", self)
            button.setMinimumHeight(mm(self, _BUTTON_MM))
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, kind=kind: self._choose(kind))
            row.addWidget(button)
        self.setFocusProxy(self.field)
        self.setMinimumHeight(mm(self, _BUTTON_MM))

    @property
    def path(self) -> str:
        """What stands there."""
        return self.field.text().strip()

    def _choose(self, kind: str) -> None:
        dialog = QFileDialog(self.window(), kind, self.path, self._filter)
        if kind == "Folder":
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        elif kind == "New file":
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.field.setText)
        dialog.open()
