"""The list at the left: jobs, datasets with their versions, trainings, packages, known sets, each under its heading."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from inspector_app.ui.learning.ports import (
    DatasetLine,
    JobLine,
    KnownSetLine,
    Overview,
    PackageLine,
    TrainingLine,
    VersionLine,
)
from inspector_app.ui.learning.words.rows import (
    dataset_row,
    job_row,
    known_set_row,
    package_row,
    training_row,
    version_row,
)
from inspector_app.ui.style.fonts import bold
from inspector_app.ui.style.palette import QUIET

Entry = DatasetLine | VersionLine | TrainingLine | PackageLine | KnownSetLine | JobLine | str
"""What is selected: a thing, or the heading of a section that has nothing."""

JOBS, DATASETS, TRAININGS, PACKAGES, KNOWN_SETS = "Jobs", "Datasets", "Trainings", "Packages", "Known sets"
_ENTRY = Qt.ItemDataRole.UserRole


class Inventory(QListWidget):
    """Keeps what is selected when it is filled anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setStyleSheet("QListWidget { font-size: 15px; } QListWidget::item { padding: 6px; }")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def entry(self) -> Entry | None:
        """What is selected."""
        return _entry_of(self.currentItem())

    def show_all(self, overview: Overview) -> None:
        """Lists everything, newest facts; the selection and what is seen stay where they are."""
        kept, place = key_of(self.entry), self.verticalScrollBar().value()
        self.blockSignals(True)
        self.clear()
        jobs: list[tuple[Entry, str]] = [(one, job_row(one)) for one in listed_jobs(overview.jobs)]
        if jobs:
            self._section(JOBS, jobs)
        self._section(DATASETS, _dataset_entries(overview.datasets))
        self._section(TRAININGS, [(one, training_row(one)) for one in overview.trainings])
        self._section(PACKAGES, [(one, package_row(one)) for one in overview.packages])
        self._section(KNOWN_SETS, [(one, known_set_row(one)) for one in overview.known_sets])
        self.blockSignals(False)
        self.choose(kept)
        self.verticalScrollBar().setValue(place)

    def choose(self, key: str) -> bool:
        """Selects an entry by its key, else the first that there is; whether it was there."""
        rows = [row for row in range(self.count()) if self.item(row).flags() & Qt.ItemFlag.ItemIsSelectable]
        row = next((row for row in rows if key_of(_entry_of(self.item(row))) == key), None)
        self.setCurrentRow(rows[0] if row is None else row)
        return row is not None

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


def listed_jobs(jobs: Iterable[JobLine]) -> list[JobLine]:
    """Those that run, and those that did not come to their end; what came of the others stands where it belongs."""
    return [job for job in jobs if job.state != "done"]


def key_of(entry: Entry | None) -> str:  # noqa: PLR0911 - one key a kind of entry
    """What an entry is found again by."""
    match entry:
        case VersionLine():
            return f"version {entry.reference}"
        case TrainingLine():
            return f"training {entry.name}"
        case DatasetLine():
            return f"dataset {entry.name}"
        case PackageLine():
            return f"package {entry.name}"
        case KnownSetLine():
            return f"known set {entry.recipe}"
        case JobLine():
            return f"job {entry.wish.kind} {entry.wish.subject}"
        case _:
            return str(entry or "")


def _entry_of(item: QListWidgetItem | None) -> Entry | None:
    kept: tuple[Entry] | None = item.data(_ENTRY) if item is not None else None
    return kept[0] if kept is not None else None


def _dataset_entries(datasets: Iterable[DatasetLine]) -> list[tuple[Entry, str]]:
    entries: list[tuple[Entry, str]] = []
    for one in datasets:
        entries.append((one, dataset_row(one)))
        entries += [(version, version_row(version)) for version in one.versions]
    return entries
