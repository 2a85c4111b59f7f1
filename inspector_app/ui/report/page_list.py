"""Pages one below the other, as wide as the window allows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from inspector_app.ui.style.palette import EDGE

_GAP = 12
_WIDEST = 1100

_TURNS = {"PageDown": 0.9, "PageUp": -0.9, "2": 0.9, "8": -0.9, "Down": 0.15, "Up": -0.15}
"""Keys, the numeric pad's too, and the share of what is seen by which they scroll."""


class PageSheet(QWidget):
    """One page."""

    def __init__(self, image: QImage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = image

    def fit_width(self, width: int) -> QSize:
        """Takes this width; returns its size."""
        size = QSize(width, round(width * self._image.height() / max(1, self._image.width())))
        self.resize(size)
        return size

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws the page."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(self.rect()), self._image)
        painter.setPen(EDGE)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class PageList(QScrollArea):
    """Scrolls through the pages."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body = QWidget()
        self._pages: list[PageSheet] = []
        self.setWidget(self._body)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def count(self) -> int:
        """How many pages are shown."""
        return len(self._pages)

    def show_pages(self, images: Sequence[QImage]) -> None:
        """Replaces the pages; the place is kept, so that a report that was drawn anew can be compared."""
        for page in self._pages:
            page.hide()
            page.deleteLater()
        self._pages = [PageSheet(image, self._body) for image in images]
        for page in self._pages:
            page.show()
        self._arrange()

    def scroll(self, pages: float) -> None:  # type: ignore[override] # QWidget.scroll moves pixels; nobody calls it here
        """Up or down by a share of what is seen."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(pages * self.viewport().height()))

    def turn(self, key: str) -> bool:
        """Scrolls by a key's name; False where it turns no page."""
        if key not in _TURNS:
            return False
        self.scroll(_TURNS[key])
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Pages are as wide as the window allows."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.viewport().width()
        width = min(_WIDEST, room - 2 * _GAP)
        top = _GAP
        for page in self._pages:
            size = page.fit_width(width)
            page.move((room - width) // 2, top)
            top += size.height() + _GAP
        self._body.resize(room, top)
