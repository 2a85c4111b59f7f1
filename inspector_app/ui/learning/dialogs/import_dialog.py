"""Labelled images, or this station's answers, as a dataset."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from inspector_app.ui.learning.dialogs.fields import PathField, about, choice_field, text_field, tick_field
from inspector_app.ui.learning.dialogs.wish_dialog import NotRightError, WishDialog, filled
from inspector_app.ui.learning.doing import Doing
from inspector_app.ui.learning.ports import Overview
from inspector_app.ui.learning.wishes import ImportWish

_FOLDER, _ANSWERS = "folder", "answers"
_SOURCES = (
    ("Labelled images in a folder or a ZIP", _FOLDER),
    ("The answers that people gave at this station", _ANSWERS),
)
_UNLABELLED = (
    ("Tell me, and import nothing", "refuse"),
    ("They show good parts: somebody looked", "clean"),
    ("Leave them out", "skip"),
)
_RECOGNISED = "recognised"
_LATER_MS = 500
_ABOUT = (
    "Nothing is imported unless all of it is right. The images stay where they are; the dataset has copies."
)


class ImportDialog(WishDialog):
    """Where from, what it is called, and what images are of which no label file speaks.

    before: what was typed for an import that failed.
    """

    def __init__(
        self,
        overview: Overview,
        doing: Doing,
        parent: QWidget,
        *,
        into: str = "",
        before: ImportWish | None = None,
    ) -> None:
        title = f"More images for {into}" if into else "Import labelled images"
        super().__init__(
            title, "Import  (Enter)", doing.mode(), doing.begin, doing.commands, parent=parent, heavy=False
        )
        self._doing, self._into = doing, into
        self._taken = frozenset(one.name for one in overview.datasets)
        self._proposed = ""
        old = before or ImportWish(name="", add_to=into)
        self._make_fields(overview, old, answers=before is not None and not before.source)
        for label, field in (
            ("Images", self.source_kind), ("Folder or ZIP", self.source), ("", self.recognised),
            ("Format", self.format), ("No label file", self.unlabelled), ("Name", self.name), ("", self.link),
            ("", about(self, _ABOUT)),
        ):  # fmt: skip
            self.form.addRow(label, field)
        self.form.setRowVisible(self.name, not into)
        self.add_permission()
        self._show_fields()

    def wish(self) -> ImportWish:
        """A source and a name that is free."""
        answers = self.source_kind.currentData() == _ANSWERS
        source = "" if answers else filled(self.source.path, "A folder or a ZIP file")
        name = self._into or filled(self.name.text(), "A name for the dataset")
        if not self._into:
            self._check_name(name)
        return ImportWish(
            name=name,
            source=str(Path(source).expanduser().absolute()) if source else "",
            format="" if self.format.currentData() == _RECOGNISED else str(self.format.currentData()),
            unlabelled=self.unlabelled.currentData(),
            add_to=self._into,
            link=self.link.isChecked(),
        )

    def _make_fields(self, overview: Overview, old: ImportWish, *, answers: bool) -> None:
        self.source_kind = choice_field(self, _SOURCES, _ANSWERS if answers else _FOLDER)
        self.source = PathField(
            self, old.source, kinds=("Folder", "ZIP"), name_filter="Archives (*.zip);;All files (*)"
        )
        self.recognised = about(self, "")
        formats = [
            ("Recognised by what lies there", _RECOGNISED),
            *((each, each) for each in overview.formats.read),
        ]
        self.format = choice_field(self, formats, old.format or _RECOGNISED)
        self.unlabelled = choice_field(self, _UNLABELLED, old.unlabelled)
        self.name = text_field(self, old.name, "For example: housings", 64)
        self.link = tick_field(self, "Hard links instead of copies, where the disk can do that")
        self.link.setChecked(old.link)
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self._recognise)
        self.source.changed.connect(self._source_changed)
        self.source_kind.currentIndexChanged.connect(lambda _index: self._show_fields())

    def _check_name(self, name: str) -> None:
        if name in self._taken:
            raise NotRightError(
                f"There is a dataset {name} already. Choose another name, or select it and press A to add to it."
            )
        if name.startswith((".", "-")) or any(mark in name for mark in "/\\:@\0"):
            raise NotRightError(
                "A name without / \\ : and @, please, and not a dot first; it becomes a folder."
            )

    def _show_fields(self) -> None:
        folder = self.source_kind.currentData() == _FOLDER
        for field in (self.source, self.recognised, self.format, self.unlabelled):
            self.form.setRowVisible(field, folder)
        QTimer.singleShot(0, self, self.adjustSize)  # no hole where fields were
        if folder and self.source.path:
            self._later.start()

    def _source_changed(self, path: str) -> None:
        self.recognised.setText("")
        self._later.start()
        if not self._into and self.name.text() in {"", self._proposed}:
            self._proposed = re.sub(r"[^\w.-]+", "-", Path(path.strip()).stem).strip("-.")[:64]
            self.name.setText(self._proposed)

    def _recognise(self) -> None:
        path = self.source.path
        if path:
            self.recognised.setText("Looking at what lies there …")
            self._doing.recognise(path, lambda words: self._say(path, words))

    def _say(self, path: str, words: str) -> None:
        if path == self.source.path:  # else something else was typed since
            self.recognised.setText(words)
