"""One live feed. A picture that stopped never looks live: grey, hatched, and said in words."""

from __future__ import annotations

import time

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector_app.domain.messages import CameraState
from inspector_app.ui.bench.live_fetch import LiveShot
from inspector_app.ui.pictures.picture import fit_inside
from inspector_app.ui.style.fitting import fitting_font
from inspector_app.ui.style.fonts import bold
from inspector_app.ui.style.palette import GREEN, INK, ORANGE, PAPER, PICTURE, QUIET, VERMILLION

_CAPTION = 20
_NARROW = 130
_SOONEST_S = 1.0
_LATEST_S = 5.0


def _state_words(camera: CameraState) -> str:
    return "frozen" if camera.state == "live" else camera.state


def stale_after_s(fps: float) -> float:
    """From what age on a picture is frozen: four frames late, but not before 1 s and never after 5 s."""
    return min(_LATEST_S, max(_SOONEST_S, 4 / fps if fps > 0 else _LATEST_S))


class LiveTile(QWidget):
    """The newest picture of one view, its camera's state, and for how long nothing came."""

    chosen = Signal(str)

    def __init__(self, view: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self._image: QImage | None = None
        self._grey: QImage | None = None
        self._taken_at = time.monotonic()
        self._camera: CameraState | None = None
        self._was_frozen = False
        self.setMinimumSize(80, 70)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setToolTip(
            f"Live picture of {view}. Click it when you see a defect that the machine missed: the newest kept "
            "picture of this view opens, and you draw a box round the defect."
        )

    @property
    def age_s(self) -> float:
        """Seconds since the picture was taken, by this process's own clock: a stuck reader shows as well."""
        return max(0.0, time.monotonic() - self._taken_at)

    @property
    def frozen(self) -> bool:
        """Whether this is not a live picture."""
        camera = self._camera
        if self._image is None or camera is None or camera.state != "live":
            return True
        return self.age_s > stale_after_s(camera.fps)

    @property
    def words(self) -> str:
        """What stands across a picture that is not live."""
        if not self.frozen:
            return ""
        camera = self._camera
        if camera is not None and camera.state == "starting" and self._image is None:
            return "camera is starting"
        note = (
            f" · camera {camera.state}"
            if camera is not None and camera.state not in {"live", "no image"}
            else ""
        )
        return f"no live image, {self.age_s:.0f} s{note}"

    def picture_size(self) -> QSize:
        """The room for the picture, in device px."""
        scale = self.devicePixelRatioF()
        return QSize(round(self.width() * scale), round((self.height() - _CAPTION) * scale))

    def show_shot(self, shot: LiveShot) -> None:
        """A new frame."""
        self._image, self._grey, self._taken_at = shot.image, None, shot.taken_at
        self.update()

    def set_camera(self, camera: CameraState) -> None:
        """How the camera is."""
        if camera != self._camera:
            self._camera = camera
            self.update()

    def tick(self) -> None:
        """Called a few times a second: a feed that froze must show it though no frame comes."""
        if self.frozen or self._was_frozen:
            self._was_frozen = self.frozen
            self.update()

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """A defect was seen here."""
        self.chosen.emit(self.view)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Picture, or grey and hatched; caption with the camera's state."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), PICTURE)
        area = QRectF(0, _CAPTION, self.width(), self.height() - _CAPTION)
        frozen = self.frozen
        image = self._greyed() if frozen else self._image
        if image is not None:
            painter.drawImage(fit_inside(image.width(), image.height(), area), image)
        if frozen:
            self._draw_frozen(painter, area)
        self._draw_caption(painter, frozen)
        painter.end()

    def _greyed(self) -> QImage | None:
        if self._grey is None and self._image is not None:
            self._grey = self._image.convertToFormat(QImage.Format.Format_Grayscale8)
        return self._grey

    def _draw_frozen(self, painter: QPainter, area: QRectF) -> None:
        painter.fillRect(area, QColor(40, 40, 40, 130))
        painter.fillRect(area, QBrush(QColor(235, 235, 235, 120), Qt.BrushStyle.BDiagPattern))
        words = self.words
        height = min(area.height() - 4, 46.0)
        plate = QRectF(2, area.center().y() - height / 2, self.width() - 4, height)
        painter.fillRect(plate, ORANGE)
        painter.setPen(INK)
        painter.setFont(fitting_font(words, round(plate.width()) - 8, round(height) - 4, 16, heavy=True))
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        painter.drawText(plate.adjusted(4, 2, -4, -2), flags, words)

    def _draw_caption(self, painter: QPainter, frozen: bool) -> None:
        camera = self._camera
        painter.setFont(bold(14))
        painter.setPen(PAPER)
        room = self.width() - 28
        narrow = self.width() < _NARROW
        state = (
            ""
            if camera is None or (narrow and not frozen)
            else f"{camera.fps:.0f}/s"
            if not frozen
            else _state_words(camera)
        )
        used = painter.fontMetrics().horizontalAdvance(state) + 8
        name = painter.fontMetrics().elidedText(self.view, Qt.TextElideMode.ElideRight, max(20, room - used))
        painter.drawText(QRectF(22, 0, room, _CAPTION), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(QUIET)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(22, 0, room, _CAPTION), right, state)
        self._draw_lamp(painter, frozen)

    def _draw_lamp(self, painter: QPainter, frozen: bool) -> None:
        """A full disc that lives, or a hollow square that stands."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if frozen:
            painter.setPen(VERMILLION)
            painter.drawRect(QRectF(7, 5.5, 9, 9))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(GREEN)
        painter.drawEllipse(QRectF(6, 5, 10, 10))
