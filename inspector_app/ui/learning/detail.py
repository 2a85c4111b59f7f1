"""What is selected: its path where it has one, how far its job is, its facts as text, for a training its curves."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QTextBrowser, QVBoxLayout, QWidget

from inspector_app.ui.learning.guide import FIRST_STEPS, Step, steps_of
from inspector_app.ui.learning.inventory import DATASETS, KNOWN_SETS, PACKAGES, TRAININGS, Entry
from inspector_app.ui.learning.ports import (
    DatasetLine,
    JobLine,
    KnownSetLine,
    Overview,
    PackageLine,
    TrainingLine,
    VersionLine,
)
from inspector_app.ui.learning.views.guide_bar import GuideBar
from inspector_app.ui.learning.wishes import Thing, thing_of
from inspector_app.ui.learning.words.dataset_words import NO_DATASETS, dataset_html, version_html
from inspector_app.ui.learning.words.job_words import job_html, progress_words
from inspector_app.ui.learning.words.known_set_words import NO_KNOWN_SETS, known_set_html
from inspector_app.ui.learning.words.package_words import NO_PACKAGES, package_html
from inspector_app.ui.learning.words.training_words import NO_TRAININGS, no_torch_html, training_html

if TYPE_CHECKING:
    from inspector_app.ui.learning.curve_plot import CurvePlot

_EMPTY = {TRAININGS: NO_TRAININGS, PACKAGES: NO_PACKAGES, KNOWN_SETS: NO_KNOWN_SETS}
_BAR = (
    "QProgressBar { border: 1px solid #747474; background: #2E2E2E; font-size: 15px; min-height: 30px; "
    "text-align: center; } QProgressBar::chunk { background: #0072B2; }"
)


class Detail(QWidget):
    """Text in the middle, the path and a bar above it, curves below where there are any."""

    def __init__(self, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.guide = GuideBar(self)
        self.bar = QProgressBar(self)
        self.bar.setStyleSheet(_BAR)
        self.text = QTextBrowser(self)
        self.text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        option = self.text.document().defaultTextOption()
        option.setTextDirection(
            Qt.LayoutDirection.LeftToRight
        )  # a name in Arabic does not turn its line around
        self.text.document().setDefaultTextOption(option)
        self.text.document().setDefaultStyleSheet("td, th, p, pre, li { font-size: 15px; }")
        self.curves: CurvePlot | None = None
        self._html = ""
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self.guide)
        self._box.addWidget(self.bar)
        self._box.addWidget(self.text, 2)
        self.guide.hide()
        self.bar.hide()

    def show_entry(self, entry: Entry | None, overview: Overview) -> None:
        """Shows a thing of the list; text that did not change keeps its place."""
        torch = no_torch_html(overview.no_torch) if overview.no_torch else ""
        html = torch + entry_html(entry, overview, self._zone)
        if html != self._html:
            self._html = html
            self.text.setHtml(html)
        self.guide.show_steps(_steps(entry, overview))
        self._show_progress(running_job(entry, overview))
        epochs = entry.epochs if isinstance(entry, TrainingLine) else ()
        if epochs:
            self._curves().show_epochs(epochs)
        if self.curves is not None:
            self.curves.setVisible(bool(epochs))

    def turn(self, pages: int) -> None:
        """Scrolls the text."""
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def _show_progress(self, job: JobLine | None) -> None:
        self.bar.setVisible(job is not None)
        if job is None:
            return
        # with a range of nothing the bar moves to and fro, and Qt writes no text on it
        known = bool(job.total)
        self.bar.setRange(0, max(1, job.total))
        self.bar.setValue(min(job.done, job.total) if known else 0)
        self.bar.setFormat(f"{job.wish.title}: {progress_words(job)}".replace("%", "%%"))

    def _curves(self) -> CurvePlot:
        if self.curves is None:
            # a third of a second, which nobody waits for who never looks at a training
            from inspector_app.ui.learning.curve_plot import CurvePlot  # noqa: PLC0415

            self.curves = CurvePlot(self)
            self._box.addWidget(self.curves, 3)
        return self.curves


def _steps(entry: Entry | None, overview: Overview) -> tuple[Step, ...]:
    if isinstance(entry, DatasetLine):
        return steps_of(entry, overview)
    return FIRST_STEPS if entry == DATASETS else ()


def running_job(entry: Entry | None, overview: Overview) -> JobLine | None:
    """The job that works on what is selected."""
    about = _about(entry)
    running = (one for one in overview.jobs if one.state == "running")
    return next((one for one in running if (thing_of(one.wish), one.wish.subject) == about), None)


def _about(entry: Entry | None) -> tuple[Thing, str] | None:
    match entry:
        case DatasetLine():
            return "dataset", entry.name
        case VersionLine():
            return "dataset", entry.reference
        case PackageLine():
            return "package", entry.name
        case KnownSetLine():
            return "recipe", entry.recipe
        case JobLine():
            return thing_of(entry.wish), entry.wish.subject
        case _:
            return None


def entry_html(entry: Entry | None, overview: Overview, zone: tzinfo) -> str:  # noqa: PLR0911 - one text a kind of entry
    """What is said of an entry, or of the heading of an empty section."""
    match entry:
        case VersionLine():
            return version_html(entry, overview, zone)
        case DatasetLine():
            return dataset_html(entry, overview, zone)
        case TrainingLine():
            return training_html(entry)
        case PackageLine():
            return package_html(entry, overview, zone)
        case KnownSetLine():
            return known_set_html(entry, overview, zone)
        case JobLine():
            return job_html(entry, zone)
        case _:
            return _EMPTY.get(str(entry), NO_DATASETS)
