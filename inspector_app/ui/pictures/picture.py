"""A picture for the screen: the image and smaller ones made by area averaging, so that no thin defect vanishes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from inspector_app.domain.frame import Image

_SMALLEST = 400


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """An image in full size, then halves of it; sizes in px of the full one."""

    levels: tuple[QImage, ...]

    @property
    def width(self) -> int:
        """Width in px."""
        return self.levels[0].width()

    @property
    def height(self) -> int:
        """Height in px."""
        return self.levels[0].height()

    @property
    def size_bytes(self) -> int:
        """Memory that it takes."""
        return sum(level.sizeInBytes() for level in self.levels)

    def level(self, scale: float) -> QImage:
        """The smallest level that still has a pixel for each of the screen's, at screen px an image px."""
        for image in reversed(self.levels):
            if image.width() >= self.width * scale:
                return image
        return self.levels[0]

    def draw(self, painter: QPainter, place: QRectF, clip: QRectF) -> None:
        """Draws the whole picture into `place`; only what lies in `clip` costs time."""
        scale = place.width() / self.width
        shown = place.intersected(clip)
        image = self.level(scale * painter.device().devicePixelRatioF())
        factor = image.width() / place.width()
        source = QRectF(
            (shown.left() - place.left()) * factor, (shown.top() - place.top()) * factor,
            shown.width() * factor, shown.height() * factor,
        )  # fmt: skip
        # Above 3 px a pixel a person wants to see the pixels themselves.
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 3)
        painter.drawImage(shown, image, source)


def to_qimage(image: Image) -> QImage:
    """A QImage with its own memory from (H, W) gray or (H, W, 3) BGR; colour as RGB32, which draws fastest."""
    image = np.ascontiguousarray(image)
    height, width = image.shape[:2]
    kind = QImage.Format.Format_Grayscale8 if image.ndim == 2 else QImage.Format.Format_BGR888
    wrapped = QImage(image.data, width, height, image.strides[0], kind)
    return wrapped.copy() if image.ndim == 2 else wrapped.convertToFormat(QImage.Format.Format_RGB32)


def to_picture(image: Image) -> Picture:
    """The image and its halves. Call it in a worker."""
    # cv2 takes a quarter of a second to import, which the first paint does not wait for
    from inspector_app.imaging.scaling import shrink  # noqa: PLC0415

    levels = [to_qimage(image)]
    scale = 1.0
    while min(levels[-1].width(), levels[-1].height()) >= 2 * _SMALLEST:
        scale /= 2
        levels.append(to_qimage(shrink(image, scale)))
    return Picture(tuple(levels))


def fit_inside(width: int, height: int, area: QRectF) -> QRectF:
    """The largest rectangle of this shape in the middle of the area."""
    scale = min(area.width() / max(1, width), area.height() / max(1, height))
    place = QRectF(0, 0, width * scale, height * scale)
    place.moveCenter(area.center())
    return place


def scaled_down(image: QImage, width: int, height: int) -> QImage:
    """The image made to fit; never larger than it is."""
    if image.width() <= width and image.height() <= height:
        return image
    return image.scaled(
        width, height, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
