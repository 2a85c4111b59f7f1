"""Comparing, reporting and moving packages."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from inspector_app.ui.learning.dialogs.fields import PathField, about, choice_field
from inspector_app.ui.learning.dialogs.wish_dialog import NotRightError, WishDialog, filled
from inspector_app.ui.learning.doing import Doing
from inspector_app.ui.learning.ports import Overview, PackageLine
from inspector_app.ui.learning.wishes import CompareWish, PackageExportWish, PackageImportWish, ReportWish
from inspector_app.ui.report.saving import documents_folder

_PARTS = (("its test part", "test"), ("its vault", "vault"))
_BOARDS = "freshly generated boards"
_MOST_BOARDS = 100_000
_ABOUT_VAULT = (
    "The vault proves what a package is worth, and wears out by use: each opening is counted, and too many warn on the "
    "card. The test part is looked at more freely."
)


class CompareDialog(WishDialog):
    """With which other package, on what."""

    def __init__(self, one: PackageLine, overview: Overview, doing: Doing, parent: QWidget) -> None:
        super().__init__(
            f"Compare {one.name}",
            "Compare  (Enter)",
            doing.mode(),
            doing.begin,
            doing.commands,
            parent=parent,
        )
        self._package = one.name
        others = [each.name for each in overview.packages if each.name != one.name and not each.fault]
        self.other = choice_field(self, [(name, name) for name in others])
        self.data, self.part = _data_field(self, overview), choice_field(self, _PARTS)
        self.boards = _boards_field(self, 1000)
        for label, field in (
            ("With", self.other), ("On", self.data), ("Part", self.part), ("Boards", self.boards),
        ):  # fmt: skip
            self.form.addRow(label, field)
        self.data.currentIndexChanged.connect(lambda _index: self._show_fields())
        self.add_permission()
        self._show_fields()

    def _show_fields(self) -> None:
        own = bool(self.data.currentData())
        self.form.setRowVisible(self.part, own)
        self.form.setRowVisible(self.boards, not own)
        QTimer.singleShot(0, self, self.adjustSize)  # no hole where fields were

    def wish(self) -> CompareWish:
        """There has to be another package."""
        other = self.other.currentData()
        if not other:
            raise NotRightError("There is no other package to compare it with.")
        return CompareWish(
            package=self._package,
            other=str(other),
            data=str(self.data.currentData() or ""),
            boards=self.boards.value(),
            part=self.part.currentData(),
        )


class ReportDialog(WishDialog):
    """On what it is measured."""

    def __init__(self, one: PackageLine, overview: Overview, doing: Doing, parent: QWidget) -> None:
        super().__init__(
            f"Validation report of {one.name}", "Measure and draw  (Enter)", doing.mode(), doing.begin, doing.commands,
            parent=parent,
        )  # fmt: skip
        self._package = one.name
        self.data = _data_field(self, overview)
        self.part = choice_field(self, _PARTS)
        self.recipe = choice_field(
            self,
            [
                ("none: every labelled defect counts, sizes in px", ""),
                *((each, each) for each in overview.recipes),
            ],
        )
        self.vault = about(self, _ABOUT_VAULT)
        self.boards = _boards_field(self, 2000)
        for label, field in (
            ("On", self.data), ("Part", self.part), ("Recipe", self.recipe), ("", self.vault),
            ("Boards", self.boards),
        ):  # fmt: skip
            self.form.addRow(label, field)
        self.data.currentIndexChanged.connect(lambda _index: self._show_fields())
        self.add_permission()
        self._show_fields()

    def wish(self) -> ReportWish:
        """Whatever was chosen."""
        return ReportWish(
            package=self._package, data=str(self.data.currentData() or ""), part=self.part.currentData(),
            boards=self.boards.value(), recipe=str(self.recipe.currentData() or ""),
        )  # fmt: skip

    def _show_fields(self) -> None:
        own = bool(self.data.currentData())
        for field in (self.part, self.recipe, self.vault):
            self.form.setRowVisible(field, own)
        self.form.setRowVisible(self.boards, not own)
        QTimer.singleShot(0, self, self.adjustSize)  # no hole where fields were


class PackageExportDialog(WishDialog):
    """Where to."""

    def __init__(self, one: PackageLine, doing: Doing, parent: QWidget) -> None:
        super().__init__(
            f"Export {one.name}", "Export  (Enter)", doing.mode(), doing.begin, doing.commands,
            parent=parent, heavy=False,
        )  # fmt: skip
        self._package = one.name
        self.out = PathField(self, str(documents_folder() / f"{one.name}.zip"), kinds=("New file",))
        self.form.addRow("File", self.out)
        self.form.addRow(
            "", about(self, "Card, networks, golden answers and signature in one file; read back first.")
        )
        self.add_permission()

    def wish(self) -> PackageExportWish:
        """A file has to be named."""
        out = Path(filled(self.out.path, "A file to write to")).expanduser().absolute()
        return PackageExportWish(package=self._package, out=str(out))


class PackageImportDialog(WishDialog):
    """Which file."""

    def __init__(self, doing: Doing, parent: QWidget) -> None:
        super().__init__(
            "Import a package", "Import  (Enter)", doing.mode(), doing.begin, doing.commands,
            parent=parent, heavy=False,
        )  # fmt: skip
        self.file = PathField(self, kinds=("File",), name_filter="Packages (*.zip);;All files (*)")
        self.form.addRow("File", self.file)
        self.form.addRow(
            "", about(self, "Every file and the signature are checked; it is under test here then.")
        )
        self.add_permission()

    def wish(self) -> PackageImportWish:
        """A file has to be named."""
        file = Path(filled(self.file.path, "The file of a package")).expanduser().absolute()
        return PackageImportWish(file=str(file))


def _data_field(parent: QWidget, overview: Overview) -> QComboBox:
    versions = [each for one in overview.datasets for each in one.versions if not each.trouble]
    choices = [
        (f"{each.reference}: {each.note}" if each.note else each.reference, each.reference)
        for each in versions
    ]
    box = choice_field(parent, [*choices, (_BOARDS, "")])
    box.setCurrentIndex(0)
    return box


def _boards_field(parent: QWidget, usual: int) -> QSpinBox:
    box = QSpinBox(parent)
    box.setRange(2, _MOST_BOARDS)
    box.setValue(usual)
    box.setSuffix(" boards")
    return box
