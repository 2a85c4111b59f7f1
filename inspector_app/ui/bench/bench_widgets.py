"""The widgets of the bench and where they lie; no behaviour."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from inspector_app.ui.bench.answer_pad import AnswerPad
from inspector_app.ui.bench.choice_pad import ChoicePad, Extra
from inspector_app.ui.bench.counters_bar import CountersBar
from inspector_app.ui.bench.demo_controls import DemoControls
from inspector_app.ui.bench.draw_defect import DrawDefect
from inspector_app.ui.bench.live_wall import LiveWall
from inspector_app.ui.bench.look_bar import LookBar
from inspector_app.ui.bench.part_pictures import PartPictures
from inspector_app.ui.bench.picture_pair import PicturePair
from inspector_app.ui.bench.verdict_banner import VerdictBanner
from inspector_app.ui.bench.waiting_strip import WaitingStrip
from inspector_app.ui.ports import Site

_GAP = 6
_LIVE_SHARE = 0.155
DRAWING_KEYS = (
    Extra("7", "Older part", "Shows the part before this one: the line goes on while you look."),
    Extra("8", "Next view", "Shows another camera's picture of the same part."),
    Extra("9", "Newer part", "Shows the part after this one."),
)


class BenchWidgets(QWidget):
    """Live feeds at the left, the part in hand in the middle, answers at the right, counters below."""

    def __init__(self, pictures: PartPictures, site: Site, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.live = LiveWall(self)
        self.demo = DemoControls(self)
        self.banner = VerdictBanner(site.zone, self)
        self.pair = PicturePair(self)
        self.draw = DrawDefect(pictures, site.zone, self)
        self.look = LookBar(self)
        self.strip = WaitingStrip(self)
        self.answers = AnswerPad(self)
        self.choices = ChoicePad(site.classes, site.reasons, self)
        self.classes = ChoicePad(site.classes, (), self, DRAWING_KEYS)
        self.counters = CountersBar(self)
        self.centre = _stack(self, self.pair, self.draw)
        self.pad = _stack(self, self.answers, self.choices, self.classes)
        self._left = QWidget(self)
        self._lay_out()
        self.demo.setVisible(site.demo)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Heights and widths that follow the window are asked for again."""
        super().resizeEvent(event)
        self.fit()

    def _lay_out(self) -> None:
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.live, 1)
        left.addWidget(self.demo)
        middle = QVBoxLayout()
        middle.setSpacing(_GAP)
        middle.addWidget(self.banner)
        middle.addWidget(self.centre, 1)
        middle.addWidget(self.look)
        middle.addWidget(self.strip)
        upper = QHBoxLayout()
        upper.setSpacing(_GAP)
        upper.addWidget(self._left)
        upper.addLayout(middle, 1)
        upper.addWidget(self.pad)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        whole.setSpacing(_GAP)
        whole.addLayout(upper, 1)
        whole.addWidget(self.counters)

    def fit(self) -> None:
        """Sizes that follow the window, and how many views there are."""
        wide = 1.5 if len(self.live.tiles) > 4 else 1.0
        self._left.setFixedWidth(max(200, round(self.width() * _LIVE_SHARE * wide)))
        self.pad.setFixedWidth(self.answers.sizeHint().width())
        for widget in (self.banner, self.look, self.strip, self.counters):
            widget.setFixedHeight(widget.sizeHint().height())


def _stack(parent: QWidget, *widgets: QWidget) -> QStackedWidget:
    stack = QStackedWidget(parent)
    stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    for widget in widgets:
        stack.addWidget(widget)
    return stack
