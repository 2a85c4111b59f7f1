"""Which part of a picture is seen, and how large: shared by the inspected picture and the golden beside it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Signal

from inspector_app.domain.geometry import Box

_LARGEST = 16.0
_LARGEST_FOCUS = 6.0
_STEP = 1.25
# A finding is shown this large, as a share of the shorter side of the view.
_FINDING_SHARE = 0.18


class Viewport(QObject):
    """Scale (screen px an image px) and the image point in the middle. All views of one viewport have one size."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._image = QSizeF(1, 1)
        self._view = QSizeF(1, 1)
        self._top = 0.0
        self._centre = QPointF(0.5, 0.5)
        self._scale = 1.0
        self._fitted = True

    @property
    def scale(self) -> float:
        """Screen px an image px."""
        return self._scale

    @property
    def fitted(self) -> bool:
        """Whether the whole picture is seen."""
        return self._fitted

    def set_image_size(self, width: int, height: int) -> None:
        """Another picture; what is seen stays where the size stays."""
        size = QSizeF(width, height)
        if size != self._image:
            self._image = size
            self.fit()

    def set_view_size(self, width: float, height: float, top: float = 0.0) -> None:
        """The views were resized; what is seen lies below `top`, where the caption stands."""
        self._view, self._top = QSizeF(max(1.0, width), max(1.0, height - top)), top
        if self._fitted:
            self.fit()
        else:
            self.changed.emit()

    def fit(self) -> None:
        """Shows the whole picture."""
        self._fitted = True
        self._scale = self._fit_scale()
        self._centre = QPointF(self._image.width() / 2, self._image.height() / 2)
        self.changed.emit()

    def focus(self, box: Box) -> None:
        """Shows a box in the middle, enlarged."""
        side = min(self._view.width(), self._view.height())
        wanted = side * _FINDING_SHARE / max(1.0, box.long_side)
        self._fitted = False
        self._scale = min(max(wanted, self._fit_scale()), _LARGEST_FOCUS)
        self._centre = QPointF(*box.centre)
        self.changed.emit()

    def zoom(self, steps: float, at: QPointF) -> None:
        """Larger or smaller; the image point under `at` (in the view) stays there."""
        fixed = self.to_image(at)
        self._scale = min(max(self._scale * _STEP**steps, self._fit_scale()), _LARGEST)
        if self._scale <= self._fit_scale():
            self.fit()
            return
        self._fitted = False
        self._centre += fixed - self.to_image(at)
        self._keep_inside()
        self.changed.emit()

    def zoom_in_middle(self, steps: float) -> None:
        """Larger or smaller about the middle of the view."""
        self.zoom(steps, self._middle())

    def pan(self, moved: QPointF) -> None:
        """Moves the picture by screen px."""
        self._centre -= moved / self._scale
        self._keep_inside()
        self.changed.emit()

    def to_image(self, point: QPointF) -> QPointF:
        """Image px of a point of the view."""
        return self._centre + (point - self._middle()) / self._scale

    def to_view(self, point: QPointF) -> QPointF:
        """Point of the view of image px."""
        return self._middle() + (point - self._centre) * self._scale

    def place(self, box: Box) -> QRectF:
        """Where a box of image px lies in the view."""
        return QRectF(self.to_view(QPointF(box.x1, box.y1)), self.to_view(QPointF(box.x2, box.y2)))

    def picture_place(self) -> QRectF:
        """Where the whole picture lies in the view."""
        return self.place(Box(0, 0, self._image.width(), self._image.height()))

    def seen(self) -> QRectF:
        """What is seen, in image px."""
        place = QRectF(QPointF(0, self._top), self._view)
        seen = QRectF(self.to_image(place.topLeft()), self.to_image(place.bottomRight()))
        return seen.intersected(QRectF(QPointF(0, 0), self._image))

    def _middle(self) -> QPointF:
        return QPointF(self._view.width() / 2, self._top + self._view.height() / 2)

    def _fit_scale(self) -> float:
        return min(self._view.width() / self._image.width(), self._view.height() / self._image.height())

    def _keep_inside(self) -> None:
        x = min(max(self._centre.x(), 0.0), self._image.width())
        y = min(max(self._centre.y(), 0.0), self._image.height())
        self._centre = QPointF(x, y)
