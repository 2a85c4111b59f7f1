"""The list at the left: datasets, trainings, packages, each under its heading."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from inspector_app.ui.learning.ports import DatasetLine, Overview, PackageLine, TrainingLine, VersionLine
from inspector_app.ui.learning.words import dataset_row, package_row, training_row, version_row
from inspector_app.ui.style.fonts import bold
from inspector_app.ui.style.palette import QUIET

Entry = DatasetLine | VersionLine | TrainingLine | PackageLine | str
"""What is selected: a thing, or the heading of a section that has nothing."""

DATASETS, TRAININGS, PACKAGES = "Frozen datasets", "Trainings", "Packages"
_ENTRY = Qt.ItemDataRole.UserRole


class Inventory(QListWidget):
    """Keeps what is selected when it is filled anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setStyleSheet("QListWidget { font-size: 15px; } QListWidget::item { padding: 6px; }")
        self.setWordWrap(True)

    @property
    def entry(self) -> Entry | None:
        """What is selected."""
        return _entry_of(self.currentItem())

    def show_all(self, overview: Overview) -> None:
        """Lists everything, newest facts; the selection stays where it is."""
        kept = _key(self.entry)
        self.blockSignals(True)
        self.clear()
        self._section(DATASETS, _dataset_entries(overview.datasets))
        self._section(TRAININGS, [(one, training_row(one)) for one in overview.trainings])
        self._section(PACKAGES, [(one, package_row(one)) for one in overview.packages])
        self.blockSignals(False)
        self.choose(kept)

    def choose(self, key: str) -> None:
        """Selects an entry by its key, else the first that there is."""
        rows = [row for row in range(self.count()) if self.item(row).flags() & Qt.ItemFlag.ItemIsSelectable]
        row = next((row for row in rows if _key(_entry_of(self.item(row))) == key), rows[0])
        self.setCurrentRow(row)

    def choose_training(self, name: str) -> None:
        """Selects a training."""
        self.choose(f"training {name}")

    def move_by(self, step: int) -> None:
        """The next entry that can be selected."""
        row = self.currentRow() + step
        while 0 <= row < self.count():
            if self.item(row).flags() & Qt.ItemFlag.ItemIsSelectable:
                self.setCurrentRow(row)
                return
            row += step

    def _section(self, heading: str, entries: list[tuple[Entry, str]]) -> None:
        head = QListWidgetItem(heading, self)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        head.setFont(bold(16))
        head.setForeground(QUIET)
        for entry, text in entries or [(heading, "none yet")]:
            item = QListWidgetItem(text, self)
            item.setData(_ENTRY, (entry,))


def _entry_of(item: QListWidgetItem | None) -> Entry | None:
    kept: tuple[Entry] | None = item.data(_ENTRY) if item is not None else None
    return kept[0] if kept is not None else None


def _dataset_entries(datasets: Iterable[DatasetLine]) -> list[tuple[Entry, str]]:
    entries: list[tuple[Entry, str]] = []
    for one in datasets:
        entries += [(version, version_row(version)) for version in one.versions]
        if not one.versions or one.trouble:
            entries.append((one, dataset_row(one)))
    return entries


def _key(entry: Entry | None) -> str:
    match entry:
        case VersionLine():
            return f"version {entry.reference}"
        case TrainingLine():
            return f"training {entry.name}"
        case DatasetLine() | PackageLine():
            return f"{type(entry).__name__} {entry.name}"
        case _:
            return str(entry or "")
