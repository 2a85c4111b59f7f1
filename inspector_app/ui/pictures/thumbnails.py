"""Small pictures for strips and lists, read in a worker and kept for as long as they are near."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from inspector_app.domain.geometry import Box
from inspector_app.domain.messages import PartInspected
from inspector_app.ui.background import Background
from inspector_app.ui.pictures.leading import first_view, leading_finding
from inspector_app.ui.pictures.picture import scaled_down, to_qimage

_KEPT = 300
_SIDE = 160
_MARGIN = 2.5


class Thumbnails(QObject):
    """Thumbnails by inspection: the first finding with its surroundings, else the whole first view."""

    loaded = Signal(str)

    def __init__(self, home: Path, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home = home
        self._background = background
        self._kept: OrderedDict[str, QImage | None] = OrderedDict()
        self._asked: set[str] = set()

    def get(self, part: PartInspected) -> QImage | None:
        """The thumbnail where it is there; else it is fetched, and `loaded` tells when it came."""
        key = part.inspection_id
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._asked:
            self._asked.add(key)
            self._background.run(lambda: _thumbnail(self._home, part), lambda image: self._keep(key, image))
        return None

    def _keep(self, key: str, image: QImage | None) -> None:
        self._asked.discard(key)
        self._kept[key] = image
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        self.loaded.emit(key)


def _thumbnail(home: Path, part: PartInspected) -> QImage | None:
    """Runs in a worker; None where there is no picture to show."""
    from inspector_app.imaging.reading import ImageError, read_image  # noqa: PLC0415

    view, finding = first_view(part), leading_finding(part)
    if view is None or view.image_path is None:
        return None
    try:
        image = read_image(home / view.image_path)
    except ImageError:
        return None
    box = Box(*finding.box) if finding is not None and finding.view == view.view else None
    height, width = image.shape[:2]
    if box is not None:
        x1, y1, x2, y2 = _crop(box, width, height)
        image = image[y1:y2, x1:x2]
    return scaled_down(to_qimage(image), _SIDE, _SIDE)


def _crop(box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    """A square round the box, inside the image."""
    half = max(box.long_side * _MARGIN, 48) / 2
    x, y = box.centre
    half = min(half, width / 2, height / 2)
    x = min(max(x, half), width - half)
    y = min(max(y, half), height - half)
    return round(x - half), round(y - half), round(x + half), round(y + half)
