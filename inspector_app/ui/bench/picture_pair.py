"""The inspected picture and the golden beside it, through one viewport."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from inspector_app.domain.messages import PartInspected
from inspector_app.ui.bench.picture_note import PictureNote
from inspector_app.ui.pictures.loading import LoadedView
from inspector_app.ui.pictures.overlays import finding_overlays
from inspector_app.ui.pictures.picture_view import PictureView
from inspector_app.ui.pictures.viewport import Viewport

_BLINK_MS = 350
_GAP = 4


class PicturePair(QWidget):
    """Shows one view of a part: inspected on the left, golden (or the difference) on the right, findings on both."""

    shown = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.viewport = Viewport(self)
        self.inspected = PictureView(self.viewport, self, leads=True)
        self.golden = PictureView(self.viewport, self)
        self.note = PictureNote(self)
        self._loaded: LoadedView | None = None
        self._part: PartInspected | None = None
        self._difference = False
        self._golden_now = False
        self._blink = QTimer(self, interval=_BLINK_MS)
        self._blink.timeout.connect(self._swap)
        self.inspected.painted.connect(self._painted)

    @property
    def blinking(self) -> bool:
        """Whether picture and golden change places in time."""
        return self._blink.isActive()

    @property
    def difference(self) -> bool:
        """Whether the difference is shown instead of the golden."""
        return self._difference

    @property
    def loaded(self) -> LoadedView | None:
        """The view that is shown."""
        return self._loaded

    def clear(self, words: str) -> None:
        """No picture: says why."""
        self._loaded = None
        self._part = None
        self.inspected.set_overlays(())
        self.golden.set_overlays(())
        self.inspected.show_picture(None, "", words)
        self.golden.show_picture(None, "", "")

    def show_view(self, loaded: LoadedView, part: PartInspected, active: int | None) -> None:
        """Shows a view of a part with its findings there; the active one of them is centred and enlarged."""
        self._loaded, self._part = loaded, part
        self._show_pictures()
        self.set_active(active)

    def set_active(self, active: int | None) -> None:
        """Another finding of this view, or the whole picture."""
        if self._part is None or self._loaded is None:
            return
        overlays = finding_overlays(self._part, self._loaded.view, active)
        self.inspected.set_overlays(overlays)
        self.golden.set_overlays([overlay for overlay in overlays if overlay.active])
        self.focus_active()

    def focus_active(self) -> None:
        """Centres and enlarges the active finding; the whole picture where there is none."""
        active = next((overlay for overlay in self.inspected.overlays if overlay.active), None)
        if active is None:
            self.viewport.fit()
        else:
            self.viewport.focus(active.box)

    def toggle_blink(self) -> None:
        """Picture and golden take turns in the left place, or not."""
        if self._blink.isActive():
            self._blink.stop()
            self._golden_now = False
        elif self._loaded is not None and self._loaded.golden is not None:
            self._blink.start()
        self._show_pictures()

    def toggle_difference(self) -> None:
        """The difference takes the golden's place, or not."""
        self._difference = not self._difference
        self._show_pictures()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Two places of exactly one size, which no layout promises: a zoom is then the same in both."""
        super().resizeEvent(event)
        width = (self.width() - _GAP) // 2
        self.inspected.setGeometry(0, 0, width, self.height())
        self.golden.setGeometry(width + _GAP, 0, width, self.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Two small pictures."""
        one = self.inspected.minimumSizeHint()
        return QSize(2 * one.width() + _GAP, one.height())

    def _swap(self) -> None:
        self._golden_now = not self._golden_now
        self._show_left()

    def _show_pictures(self) -> None:
        loaded = self._loaded
        if loaded is None:
            return
        self._show_left()
        if self._difference:
            unlike = ", orange where unlike the good parts" if loaded.heated else ""
            caption = f"{loaded.view} · difference{unlike}"
            self.golden.show_picture(loaded.difference, caption, "No difference without a golden.")
        else:
            name = f"{loaded.view} · golden, laid over the part"
            caption = f"{loaded.view} · {loaded.golden_note}" if loaded.golden_note else name
            self.golden.show_picture(loaded.golden, caption, loaded.golden_note)

    def _show_left(self) -> None:
        loaded = self._loaded
        if loaded is None:
            return
        if self._golden_now and loaded.golden is not None:
            self.inspected.show_picture(loaded.golden, f"{loaded.view} · GOLDEN (blink)")
        else:
            self.inspected.show_picture(loaded.picture, f"{loaded.view} · inspected", loaded.error)

    def _painted(self, at: float) -> None:
        if self._loaded is not None:
            self.shown.emit(at)
