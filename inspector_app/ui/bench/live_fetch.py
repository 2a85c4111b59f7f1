"""Fetches the newest frames beside the window's thread; a frame that comes while one is fetched is not waited for."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QImage

from inspector_app.domain.frame import Image
from inspector_app.ui.background import Background
from inspector_app.ui.pictures.picture import scaled_down, to_qimage
from inspector_app.ui.ports import LiveFrames

INTERVAL_MS = 66


@dataclass(frozen=True, slots=True, eq=False)
class LiveShot:
    """A frame made to fit its tile, and when it was taken (monotonic seconds)."""

    image: QImage
    taken_at: float


class LiveFetch(QObject):
    """Some fifteen times a second at most; never more than half of a core's time."""

    fetched = Signal(object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._frames: LiveFrames | None = None
        self._wanted: dict[str, tuple[str, QSize]] = {}
        self._busy = False
        self._next = 0.0
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self._fetch)

    def attach(self, frames: LiveFrames) -> None:
        """Fetches from here from now on."""
        self._frames = frames
        self._timer.start()

    def stop(self) -> None:
        """Fetches no more."""
        self._timer.stop()
        self._frames = None

    def want(self, rings: Mapping[str, tuple[str, QSize]]) -> None:
        """Which rings to read: view -> (ring, size of its tile in device px)."""
        self._wanted = dict(rings)

    def _fetch(self) -> None:
        frames = self._frames
        if self._busy or frames is None or not self._wanted or time.monotonic() < self._next:
            return
        self._busy = True
        wanted = dict(self._wanted)
        self._background.run(lambda: _newest(frames, wanted), self._done, self._failed)

    def _done(self, result: tuple[dict[str, LiveShot], float]) -> None:
        shots, took_s = result
        self._busy = False
        self._next = time.monotonic() + took_s
        if shots:
            self.fetched.emit(shots)

    def _failed(self, _error: Exception) -> None:
        # Nothing to say here: a feed without frames turns grey and says for how long.
        self._busy = False
        self._next = time.monotonic() + 0.5


def _newest(frames: LiveFrames, wanted: Mapping[str, tuple[str, QSize]]) -> tuple[dict[str, LiveShot], float]:
    """Runs in a worker."""
    began = time.monotonic()
    shots = {}
    for view, (ring, size) in wanted.items():
        newest = frames.newest(ring)
        if newest is not None:
            taken_at = time.monotonic() - newest.age_s
            shots[view] = LiveShot(_fitted(newest.image, size), taken_at)
    return shots, time.monotonic() - began


def _fitted(image: Image, size: QSize) -> QImage:
    """Every n-th pixel first, where the frame is much larger than its tile: this is a preview, not the evidence."""
    step = max(1, min(image.shape[1] // max(1, size.width()), image.shape[0] // max(1, size.height())) // 2)
    return scaled_down(to_qimage(image[::step, ::step]), size.width(), size.height())
