"""Splitting, freezing, writing out and comparing datasets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget

from inspector_app.ui.learning.dialogs.fields import (
    PathField,
    about,
    choice_field,
    person_field,
    text_field,
    tick_field,
)
from inspector_app.ui.learning.dialogs.wish_dialog import NotRightError, WishDialog, filled
from inspector_app.ui.learning.doing import Doing
from inspector_app.ui.learning.ports import DatasetLine, VersionLine
from inspector_app.ui.learning.wishes import (
    ApproveWish,
    DatasetExportWish,
    DiffWish,
    FreezeWish,
    SplitWish,
    TagWish,
)
from inspector_app.ui.report.saving import documents_folder

_ABOUT_FREEZE = (
    "The dataset is checked once more, and every byte of it is kept. A version can't be changed or taken back; name "
    "and note stay with it."
)
_ABOUT_SPLIT = (
    "The vault keeps what it has, whatever you choose: only an evaluation opens it. Images of one lot, serial or board "
    "stay together."
)
_TAGS = ("light", "maintenance", "distance", "orientation", "taken_at", "lot", "serial", "board", "source")
_ABOUT_TAGS = (
    "A table is CSV with a column `name` and a column for each tag. Lot, serial and board keep images together when "
    "the dataset is split; light and maintenance say under which conditions a model was seen to work."
)
_APPROVE = "I approve its classes of defects"
_ABOUT_APPROVING = (
    "Nothing is trained on a class that nobody has approved: it is one kind of defect, with one boundary, and what the "
    "people concerned mean by it. Your name stays in the catalogue and on the model's card."
)
_SHOWN = 12
_NEW_ONLY = "Only images that are new get their part"
_ALL_ANEW = "Divide all but the vault anew"


class TagDialog(WishDialog):
    """What is known of the images: one thing of all of them, or a table."""

    def __init__(self, one: DatasetLine, doing: Doing, parent: QWidget) -> None:
        super().__init__(
            f"What is known of the images of {one.name}", "Keep  (Enter)", doing.mode(), doing.begin, doing.commands,
            parent=parent, heavy=False,
        )  # fmt: skip
        self._name = one.name
        self.tag = QComboBox(self)
        self.tag.addItems(_TAGS)
        self.tag.setEditable(True)
        self.value = text_field(self, "", "Of all its images; for example: ring")
        self.table = PathField(self, kinds=("File",), name_filter="Tables (*.csv);;All files (*)")
        for label, field in (
            ("Tag", self.tag), ("Value", self.value), ("Or a table", self.table), ("", about(self, _ABOUT_TAGS)),
        ):  # fmt: skip
            self.form.addRow(label, field)
        self.add_permission()

    def wish(self) -> TagWish:
        """A value of all, or a table, or both."""
        tag, value, table = self.tag.currentText().strip(), self.value.text().strip(), self.table.path
        if not value and not table:
            raise NotRightError("A value for all images, or a table, please.")
        if value and (not tag or "=" in tag):
            raise NotRightError("The name of a tag, without =, please.")
        path = str(Path(table).expanduser().absolute()) if table else ""
        return TagWish(name=self._name, table=path, every=f"{tag}={value}" if value else "")


class SplitDialog(WishDialog):
    """For a dataset that is split already."""

    def __init__(self, one: DatasetLine, doing: Doing, parent: QWidget) -> None:
        super().__init__(
            f"Split {one.name} again", "Split  (Enter)", doing.mode(), doing.begin, doing.commands,
            parent=parent, heavy=False,
        )  # fmt: skip
        self._name = one.name
        self.again = choice_field(self, ((_NEW_ONLY, ""), (_ALL_ANEW, "again")))
        self.form.addRow("How", self.again)
        self.form.addRow("", about(self, _ABOUT_SPLIT))
        self.add_permission()

    def wish(self) -> SplitWish:
        """What is new, or all but the vault."""
        return SplitWish(name=self._name, again=bool(self.again.currentData()))


class FreezeDialog(WishDialog):
    """Who freezes, and what has changed."""

    def __init__(self, one: DatasetLine, people: tuple[str, ...], doing: Doing, parent: QWidget) -> None:
        super().__init__(
            f"Freeze {one.name}", "Freeze  (Enter)", doing.mode(), doing.begin, doing.commands,
            parent=parent, heavy=False,
        )  # fmt: skip
        self._name = one.name
        self.note = text_field(self, "", "What changed since the last version, and why")
        self.by = person_field(self, people)
        self.approves = tick_field(self, _APPROVE)
        for label, field in (
            ("Note", self.note), ("Name", self.by), ("", self.approves), ("", about(self, _ABOUT_APPROVING)),
            ("", about(self, _ABOUT_FREEZE)),
        ):  # fmt: skip
            self.form.addRow(label, field)
        self.add_permission()

    def wish(self) -> FreezeWish:
        """Both are needed."""
        return FreezeWish(
            name=self._name,
            note=filled(self.note.text(), "A note of what changed and why"),
            by=filled(self.by.currentText(), "Your name"),
            approves=self.approves.isChecked(),
        )


class ApproveDialog(WishDialog):
    """Who stands for the classes that nobody has approved."""

    def __init__(self, one: VersionLine, people: tuple[str, ...], doing: Doing, parent: QWidget) -> None:
        super().__init__(
            f"Approve the classes of {one.reference}", "Approve  (Enter)", doing.mode(), doing.begin, doing.commands,
            parent=parent, heavy=False,
        )  # fmt: skip
        self._version = one
        shown = ", ".join(one.unapproved[:_SHOWN])
        more = f" and {len(one.unapproved) - _SHOWN} more" if len(one.unapproved) > _SHOWN else ""
        self.by = person_field(self, people)
        self.note = text_field(self, "", "What was agreed, and with whom")
        for label, field in (
            ("Classes", about(self, f"{shown}{more}")), ("", about(self, _ABOUT_APPROVING)), ("Name", self.by),
            ("Note", self.note),
        ):  # fmt: skip
            self.form.addRow(label, field)
        self.add_permission()

    def wish(self) -> ApproveWish:
        """A name is needed."""
        by = filled(self.by.currentText(), "Your name")
        one = self._version
        return ApproveWish(
            version=one.reference, classes=one.unapproved, by=by, note=self.note.text().strip()
        )


class DatasetExportDialog(WishDialog):
    """In which format, and where to."""

    def __init__(self, one: DatasetLine, formats: tuple[str, ...], doing: Doing, parent: QWidget) -> None:
        super().__init__(
            f"Export {one.name}", "Export  (Enter)", doing.mode(), doing.begin, doing.commands,
            parent=parent, heavy=False,
        )  # fmt: skip
        self._name = one.name
        self.format = choice_field(self, [(each, each) for each in formats])
        self.out = PathField(self, str(documents_folder() / f"{one.name}-labels"), kinds=("Folder",))
        self.form.addRow("Format", self.format)
        self.form.addRow("New folder", self.out)
        self.form.addRow("", about(self, "Images are copied. The folder must be new or empty."))
        self.add_permission()

    def wish(self) -> DatasetExportWish:
        """A folder has to be named."""
        out = Path(filled(self.out.path, "A folder to write to")).expanduser()
        return DatasetExportWish(name=self._name, out=str(out), format=str(self.format.currentData()))


class DiffDialog(WishDialog):
    """Which version it is held against."""

    def __init__(
        self, one: VersionLine, others: tuple[VersionLine, ...], doing: Doing, parent: QWidget
    ) -> None:
        super().__init__(
            f"What is different in {one.reference}?", "Compare  (Enter)", doing.mode(), doing.begin, doing.commands,
            parent=parent, heavy=False,
        )  # fmt: skip
        self._new = one.reference
        self.old = choice_field(self, [(f"{each.reference}: {each.note}", each.reference) for each in others])
        self.form.addRow("From", self.old)
        self.add_permission()

    def wish(self) -> DiffWish:
        """There has to be another version."""
        old = self.old.currentData()
        if not old:
            raise NotRightError("There is no other version to hold it against.")
        return DiffWish(old=str(old), new=self._new)
