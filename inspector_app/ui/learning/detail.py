"""What is selected: its facts as text, and for a training its curves."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from inspector_app.ui.learning.inventory import PACKAGES, TRAININGS, Entry
from inspector_app.ui.learning.ports import DatasetLine, PackageLine, TrainingLine, VersionLine
from inspector_app.ui.learning.words import (
    NO_DATASETS,
    NO_PACKAGES,
    NO_TRAININGS,
    dataset_html,
    no_torch_html,
    package_html,
    training_html,
    version_html,
)

if TYPE_CHECKING:
    from inspector_app.ui.learning.curve_plot import CurvePlot


class Detail(QWidget):
    """Text above, curves below where there are any."""

    def __init__(self, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.text = QTextBrowser(self)
        self.text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.text.document().setDefaultStyleSheet("td, th, p, pre { font-size: 15px; }")
        self.curves: CurvePlot | None = None
        self._html = ""
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self.text, 2)

    def show_entry(self, entry: Entry | None, no_torch: str) -> None:
        """Shows a thing of the list; text that did not change keeps its place."""
        html = (no_torch_html(no_torch) if no_torch else "") + _html(entry, self._zone)
        if html != self._html:
            self._html = html
            self.text.setHtml(html)
        epochs = entry.epochs if isinstance(entry, TrainingLine) else ()
        if epochs:
            self._curves().show_epochs(epochs)
        if self.curves is not None:
            self.curves.setVisible(bool(epochs))

    def turn(self, pages: int) -> None:
        """Scrolls the text."""
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def _curves(self) -> CurvePlot:
        if self.curves is None:
            # a third of a second, which nobody waits for who never looks at a training
            from inspector_app.ui.learning.curve_plot import CurvePlot  # noqa: PLC0415

            self.curves = CurvePlot(self)
            self._box.addWidget(self.curves, 3)
        return self.curves


def _html(entry: Entry | None, zone: tzinfo) -> str:
    match entry:
        case VersionLine():
            return version_html(entry, zone)
        case DatasetLine():
            return dataset_html(entry)
        case TrainingLine():
            return training_html(entry)
        case PackageLine():
            return package_html(entry)
        case _:
            return {TRAININGS: NO_TRAININGS, PACKAGES: NO_PACKAGES}.get(str(entry), NO_DATASETS)
