"""All live feeds, 1 to 8, as large as the place allows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from inspector_app.domain.messages import CameraState
from inspector_app.ui.bench.live_fetch import LiveShot
from inspector_app.ui.bench.live_tile import LiveTile

_TICK_MS = 250


class LiveWall(QWidget):
    """A tile a view, in the order of the recipe."""

    chosen = Signal(str)
    rings_changed = Signal(object)
    views_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles: dict[str, LiveTile] = {}
        self._rings: dict[str, str | None] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)
        self._empty = QLabel("No cameras yet.\nThe line is starting.", self)
        self._empty.setWordWrap(True)
        self._grid.addWidget(self._empty, 0, 0)
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    @property
    def tiles(self) -> Mapping[str, LiveTile]:
        """The tiles by view."""
        return self._tiles

    def set_cameras(self, cameras: Sequence[CameraState]) -> None:
        """The cameras of the line as they are now."""
        views = [camera.view for camera in cameras]
        if views != list(self._tiles):
            self._rebuild(views)
            self.views_changed.emit()
        for camera in cameras:
            self._tiles[camera.view].set_camera(camera)
            self._rings[camera.view] = camera.ring
        self._tell_rings()

    def show_shots(self, shots: Mapping[str, LiveShot]) -> None:
        """New frames of some views."""
        for view, shot in shots.items():
            if view in self._tiles:
                self._tiles[view].show_shot(shot)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Tiles change their places with the shape of the wall."""
        super().resizeEvent(event)
        self._arrange()
        self._tell_rings()

    def sizeHint(self) -> QSize:  # noqa: N802
        """A narrow column."""
        return QSize(220, 400)

    def _rebuild(self, views: Sequence[str]) -> None:
        for tile in self._tiles.values():
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles = {view: LiveTile(view, self) for view in views}
        self._rings = {}
        for tile in self._tiles.values():
            tile.chosen.connect(self.chosen)
        self._empty.setVisible(not views)
        self._arrange()

    def _arrange(self) -> None:
        columns = best_columns(len(self._tiles), self.width(), self.height())
        for index, tile in enumerate(self._tiles.values()):
            self._grid.addWidget(tile, index // columns, index % columns)
            tile.show()

    def _tell_rings(self) -> None:
        rings = {
            view: (ring, self._tiles[view].picture_size())
            for view, ring in self._rings.items()
            if ring is not None and view in self._tiles
        }
        self.rings_changed.emit(rings)

    def _tick(self) -> None:
        for tile in self._tiles.values():
            tile.tick()


def best_columns(tiles: int, width: int, height: int) -> int:
    """How many columns make square pictures largest."""

    def side(columns: int) -> float:
        rows = max(1, math.ceil(tiles / columns))
        return min(width / columns, height / rows)

    return max(range(1, max(1, tiles) + 1), key=side)
