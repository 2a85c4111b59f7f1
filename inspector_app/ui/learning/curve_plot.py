"""Loss and mAP by epoch. The only module that imports pyqtgraph, which takes a while: it is loaded when looked at."""

from __future__ import annotations

import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector_app.ui.learning.ports import EpochLine
from inspector_app.ui.style.palette import ORANGE, PAPER, PICTURE, QUIET, SKY

_TRAINING, _VALIDATION = "on what it learns from", "on the validation part"


class CurvePlot(QWidget):
    """Two charts side by side; the curves differ by their marks and not by colour alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.loss, self.map50 = _chart("loss"), _chart("mAP at IoU 0.5")
        self.map50.setYRange(0, 1)
        self.loss.addLegend(offset=(-8, 8), labelTextColor=PAPER)
        self.training = _curve(self.loss, SKY, "o", _TRAINING)
        self.validation = _curve(self.loss, ORANGE, "t", _VALIDATION)
        self.found = _curve(self.map50, PAPER, "s", None)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.loss)
        row.addWidget(self.map50)

    def show_epochs(self, epochs: tuple[EpochLine, ...]) -> None:
        """Draws these epochs in place of what was there."""
        numbers = [epoch.number for epoch in epochs]
        self.training.setData(numbers, [epoch.training_loss for epoch in epochs])
        self.validation.setData(numbers, [epoch.validation_loss for epoch in epochs])
        self.found.setData(numbers, [epoch.map50 for epoch in epochs])


def _chart(title: str) -> pyqtgraph.PlotWidget:
    chart = pyqtgraph.PlotWidget(background=PICTURE)
    chart.setTitle(title, color=PAPER, size="12pt")
    chart.setLabel("bottom", "epoch", color=QUIET)
    chart.showGrid(x=True, y=True, alpha=0.25)
    chart.setMouseEnabled(x=False, y=False)
    chart.hideButtons()
    chart.setMenuEnabled(False)
    chart.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    for side in ("left", "bottom"):
        chart.getAxis(side).setTextPen(QUIET)
    return chart


def _curve(
    chart: pyqtgraph.PlotWidget, colour: object, symbol: str, name: str | None
) -> pyqtgraph.PlotDataItem:
    pen = pyqtgraph.mkPen(colour, width=2)
    return chart.plot(pen=pen, symbol=symbol, symbolSize=7, symbolBrush=colour, symbolPen=None, name=name)
