"""The newest frame of a stream that OpenCV reads: a thread reads without pause, so that nothing grows old."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np

from inspector_app.domain.frame import Image

_FAILURES_IN_A_ROW = 5
_PAUSE_S = 0.02


class Capture(Protocol):
    """What is used of cv2.VideoCapture."""

    def read(self) -> tuple[bool, cv2.typing.MatLike | None]:
        """The next frame, waiting for it."""


@dataclass(frozen=True, slots=True, eq=False)
class Arrived:
    """A frame, its number in this stream, and when it arrived (monotonic seconds)."""

    image: Image
    number: int
    at_s: float


class NewestFrames:
    """Keeps one frame; it is replaced by every later one."""

    def __init__(self, capture: Capture) -> None:
        self._capture = capture
        self._changed = threading.Condition()
        self._newest: Arrived | None = None
        self._closing = False
        self.trouble = ""
        """Why no frame will come any more."""
        self.last_s = time.monotonic()
        """When the last frame arrived."""
        self._thread = threading.Thread(target=self._run, name="newest-frames", daemon=True)
        self._thread.start()

    def take(self, good: Callable[[Arrived], bool], until_s: float) -> Arrived | None:
        """The newest frame, once it is good; None where that did not come about in time."""
        with self._changed:
            while self._newest is None or not good(self._newest):
                left = until_s - time.monotonic()
                if left <= 0 or self.trouble:
                    return None
                self._changed.wait(left)
            return self._newest

    def close(self, wait_s: float) -> bool:
        """Ends the thread; False where it is stuck in the driver."""
        self._closing = True
        self._thread.join(wait_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        number = failures = 0
        while not self._closing and failures < _FAILURES_IN_A_ROW:
            came, image = self._read()
            if not came or image is None:
                failures += 1
                time.sleep(_PAUSE_S)
                continue
            number, failures = number + 1, 0
            self._arrived(Arrived(np.asarray(image, np.uint8), number, time.monotonic()))
        with self._changed:
            self.trouble = "the stream has ended"
            self._changed.notify_all()

    def _read(self) -> tuple[bool, cv2.typing.MatLike | None]:
        try:
            return self._capture.read()
        except cv2.error:
            return False, None

    def _arrived(self, frame: Arrived) -> None:
        with self._changed:
            self._newest, self.last_s = frame, frame.at_s
            self._changed.notify_all()
