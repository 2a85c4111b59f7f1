"""The answer "I see a defect that it missed": draw a box on the kept picture, press the key of its class."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_app.domain.geometry import Box
from inspector_app.domain.messages import DrawnInfo, PartInspected, ViewImage
from inspector_app.ui.bench.part_pictures import PartPictures
from inspector_app.ui.bench.picture_note import PictureNote
from inspector_app.ui.bench.words import clock, part_name
from inspector_app.ui.pictures.loading import LoadedView
from inspector_app.ui.pictures.overlays import Overlay, finding_overlays
from inspector_app.ui.pictures.picture_view import PictureView
from inspector_app.ui.pictures.viewport import Viewport
from inspector_app.ui.style.palette import SKY

_SMALLEST_PX = 3.0
_HINT = "Draw a box round the defect with the left button, then press the key of its class."


class DrawingView(PictureView):
    """A picture on which the left button draws a box and the others pan."""

    drawn = Signal(object)

    def __init__(self, viewport: Viewport, parent: QWidget | None = None) -> None:
        super().__init__(viewport, parent, leads=True)
        self._port = viewport
        self._from: QPointF | None = None
        self.setCursor(Qt.CursorShape.CrossCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A corner of the box."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = self._port.to_image(event.position())
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The other corner."""
        if self._from is None:
            super().mouseMoveEvent(event)
        else:
            self._tell(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The box is done."""
        if self._from is not None and event.button() is Qt.MouseButton.LeftButton:
            self._tell(event.position())
            self._from = None
        super().mouseReleaseEvent(event)

    def _tell(self, position: QPointF) -> None:
        """The box in image px, inside the image, whichever corner came first."""
        picture, start = self.picture, self._from
        if picture is None or start is None:
            return
        end = self._port.to_image(position)
        xs = sorted(min(max(x, 0.0), float(picture.width)) for x in (start.x(), end.x()))
        ys = sorted(min(max(y, 0.0), float(picture.height)) for y in (start.y(), end.y()))
        self.drawn.emit(Box(xs[0], ys[0], xs[1], ys[1]))


class DrawDefect(QWidget):
    """One kept picture of one of the last parts, and the box that is being drawn on it."""

    finished = Signal(object, object)
    left = Signal()

    def __init__(self, pictures: PartPictures, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._pictures = pictures
        self._parts: Sequence[PartInspected] = ()
        self._index = 0
        self._view: ViewImage | None = None
        self.box: Box | None = None
        self.viewport = Viewport(self)
        self.picture = DrawingView(self.viewport, self)
        self.picture.drawn.connect(self._drawn)
        self.note = PictureNote(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.picture, 1)

    @property
    def part(self) -> PartInspected | None:
        """The part that is drawn on."""
        return self._parts[self._index] if self._parts else None

    @property
    def view(self) -> str:
        """The view that is drawn on."""
        return self._view.view if self._view is not None else ""

    def begin(self, parts: Sequence[PartInspected], view: str | None) -> None:
        """The first of `parts` is drawn on; the others can be gone back to. view: which one was looked at."""
        self._parts, self._index = list(parts), 0
        self.note.forget()
        self._open(view)

    def older(self) -> None:
        """The part before this one: the line went on while the person looked."""
        self._step(1)

    def newer(self) -> None:
        """The part after this one."""
        self._step(-1)

    def next_view(self) -> None:
        """Another view of the same part."""
        part = self.part
        if part is None or self._view is None:
            return
        names = [view.view for view in part.views]
        self._open(names[(names.index(self._view.view) + 1) % len(names)])

    def pick(self, defect_class: str) -> None:
        """The class of the drawn box: that ends it."""
        part = self.part
        if part is None or self._view is None:
            self.note.info("There is no picture to draw on yet.")
        elif self.box is None:
            self.note.info(_HINT)
        else:
            drawn = DrawnInfo(view=self._view.view, defect_class=defect_class, box=self.box.as_tuple())
            self.finished.emit(part, drawn)

    def _step(self, by: int) -> None:
        index = self._index + by
        if not 0 <= index < len(self._parts):
            self.note.info("That is the oldest part kept here." if by > 0 else "That is the newest part.")
            return
        self._index = index
        self._open(self.view)

    def _open(self, name: str | None) -> None:
        part = self.part
        self.box = None
        self.picture.set_overlays(())
        self._view = None
        if part is None or not part.views:
            self.picture.show_picture(None, "", "No part was inspected yet; there is no picture to draw on.")
            return
        self._view = next((view for view in part.views if view.view == name), part.views[0])
        self.picture.show_picture(None, self._caption(part), "Loading the picture …")
        self._pictures.load("drawing", part, self._view, self._loaded)

    def _loaded(self, loaded: LoadedView) -> None:
        part = self.part
        if part is None:
            return
        self.picture.show_picture(loaded.picture, self._caption(part), loaded.error)
        self.viewport.fit()
        self._show_overlays()

    def _caption(self, part: PartInspected) -> str:
        at = clock(part.at, self._zone)
        return f"{self.view} · {part_name(part)} · machine: {part.outcome} · {at} · draw the missed defect"

    def _drawn(self, box: Box) -> None:
        self.box = box if min(box.width, box.height) >= _SMALLEST_PX else None
        self._show_overlays()

    def _show_overlays(self) -> None:
        part = self.part
        overlays = finding_overlays(part, self.view, None) if part is not None else []
        if self.box is not None:
            scale = self._view.mm_per_px if self._view is not None else 0.0
            size = f"{self.box.long_side * scale:.2f} mm" if scale else f"{self.box.long_side:.0f} px"
            overlays.append(Overlay(self.box, f"missed? {size}", active=True, drawn=True, colour=SKY))
        self.picture.set_overlays(overlays)
