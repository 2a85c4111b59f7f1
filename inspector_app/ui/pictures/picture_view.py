"""A widget that shows one picture through a viewport: zoom at the cursor, pan, overlays, an inset of the whole."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector_app.ui.pictures.overlays import Overlay, draw_overlays
from inspector_app.ui.pictures.picture import Picture, fit_inside
from inspector_app.ui.pictures.viewport import Viewport
from inspector_app.ui.style.fonts import base_font, bold
from inspector_app.ui.style.palette import INK, ORANGE, PAPER, PICTURE, QUIET, TEXT

_INSET = 0.24
_CAPTION = 24


class PictureView(QWidget):
    """Shows a picture, or says in words why there is none."""

    painted = Signal(float)
    """The picture was painted for the first time since it was set, at this moment (monotonic seconds)."""

    def __init__(self, viewport: Viewport, parent: QWidget | None = None, *, leads: bool = False) -> None:
        super().__init__(parent)
        self._viewport = viewport
        self._leads = leads  # the view whose size the viewport follows
        self._picture: Picture | None = None
        self._words = ""
        self._caption = ""
        self._overlays: Sequence[Overlay] = ()
        self._fresh = False
        self._grabbed: QPointF | None = None
        viewport.changed.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Small enough for the smallest window."""
        return QSize(160, 160)

    @property
    def picture(self) -> Picture | None:
        """What is shown."""
        return self._picture

    @property
    def words(self) -> str:
        """What stands there where no picture is shown."""
        return self._words

    @property
    def overlays(self) -> Sequence[Overlay]:
        """What is drawn over the picture."""
        return self._overlays

    def show_picture(self, picture: Picture | None, caption: str, words: str = "") -> None:
        """Shows a picture under a caption, or the words where it is None."""
        self._picture, self._caption, self._words = picture, caption, words
        self._fresh = True
        if picture is not None and self._leads:
            self._viewport.set_image_size(picture.width, picture.height)
        self.update()

    def set_overlays(self, overlays: Sequence[Overlay]) -> None:
        """Replaces what is drawn over the picture."""
        self._overlays = tuple(overlays)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Picture, overlays, inset, caption."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        painter.fillRect(area, PICTURE)
        if self._picture is None:
            self._draw_words(painter, area)
        else:
            self._picture.draw(painter, self._viewport.picture_place(), area)
            draw_overlays(painter, self._viewport, self._overlays, area.adjusted(2, _CAPTION + 2, -2, -2))
            if not self._viewport.fitted and self._leads:
                self._draw_inset(painter, self._picture, area)
        self._draw_caption(painter, area)
        painter.end()
        if self._fresh:
            self._fresh = False
            self.painted.emit(time.monotonic())

    def _draw_words(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(TEXT)
        painter.setFont(base_font(17))
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        painter.drawText(area.adjusted(24, 30, -24, -24), flags, self._words)

    def _draw_caption(self, painter: QPainter, area: QRectF) -> None:
        if not self._caption:
            return
        painter.setFont(bold(13))
        bar = QRectF(0, 0, area.width(), _CAPTION)
        dark = INK.toRgb()
        dark.setAlpha(190)
        painter.fillRect(bar, dark)
        painter.setPen(QUIET)
        text = painter.fontMetrics().elidedText(
            self._caption, Qt.TextElideMode.ElideRight, int(area.width()) - 12
        )
        painter.drawText(
            bar.adjusted(6, 0, -6, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text
        )

    def _draw_inset(self, painter: QPainter, picture: Picture, area: QRectF) -> None:
        """The whole picture, small, with the part of it that is seen."""
        side = min(area.width(), area.height()) * _INSET
        corner = QRectF(area.right() - side - 6, area.bottom() - side - 6, side, side)
        place = fit_inside(picture.width, picture.height, corner)
        picture.draw(painter, place, area)
        scale = place.width() / picture.width
        seen = self._viewport.seen()
        marked = QRectF(seen.topLeft() * scale + place.topLeft(), seen.size() * scale)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect, pen in ((place, QPen(PAPER, 1.5)), (marked, QPen(INK, 3.5)), (marked, QPen(ORANGE, 2))):
            painter.setPen(pen)
            painter.drawRect(rect)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zooms at the cursor."""
        self._viewport.zoom(event.angleDelta().y() / 120, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Takes hold of the picture."""
        self._grabbed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Pans."""
        if self._grabbed is not None:
            self._viewport.pan(event.position() - self._grabbed)
            self._grabbed = event.position()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """Lets go."""
        self._grabbed = None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The viewport follows the leading view."""
        super().resizeEvent(event)
        if self._leads:
            self._viewport.set_view_size(self.width(), self.height(), _CAPTION)
