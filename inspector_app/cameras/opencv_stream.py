"""A camera that runs by itself and that OpenCV reads: what usb and rtsp have in common."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import cv2

from inspector_app.cameras.kind import CaptureError, LostError, OpenError
from inspector_app.cameras.link import TriggerOrder
from inspector_app.cameras.newest_frames import Arrived, NewestFrames
from inspector_app.cameras.shot import Shot

_FIRST_FRAME_S = 8.0
_NO_FRAME_S = 2.0


class OpenCvStream:
    """The part's frame is the first one that was exposed after its trigger; a stream that ends is opened anew."""

    stills = False
    free_running = True
    thrown = 0

    def __init__(self, name: str, capture: cv2.VideoCapture, latency_s: float, longest_wait_s: float) -> None:
        """latency_s: from exposure to arrival. Raises OpenError where no first frame comes."""
        self._name, self._capture = name, capture
        self._latency_s, self._longest_wait_s = latency_s, longest_wait_s
        self._frames = NewestFrames(capture)
        self._shown = 0
        if self._frames.take(lambda _: True, time.monotonic() + _FIRST_FRAME_S) is None:
            raise OpenError(f"{name}: {self._frames.trouble or f'no picture within {_FIRST_FRAME_S:g} s'}")

    @property
    def ready(self) -> bool:
        """The first picture came before it was open."""
        return True

    def capture(self, order: TriggerOrder) -> Shot:
        """The first frame exposed after the trigger. Raises CaptureError where none comes."""
        self._look_after()
        now = time.monotonic()
        since = order.since(now)
        frame = self._frames.take(
            lambda arrived: arrived.at_s - self._latency_s >= since, now + self._longest_wait_s
        )
        if frame is None:
            raise CaptureError(f"no frame came within {self._longest_wait_s:g} s of the trigger")
        return self._as_shot(frame)

    def live(self) -> Shot | None:
        """The newest frame, once."""
        self._look_after()
        frame = self._frames.take(lambda arrived: arrived.number > self._shown, 0.0)
        return self._as_shot(frame) if frame is not None else None

    def prepare(self) -> None:
        """Nothing."""

    def close(self) -> None:
        """Gives the device back, unless its driver still holds the reading thread."""
        if self._frames.close(wait_s=1.0):
            self._capture.release()

    def _as_shot(self, frame: Arrived) -> Shot:
        self._shown = frame.number
        began = frame.at_s - self._latency_s
        taken = datetime.now(UTC) - timedelta(seconds=time.monotonic() - began)
        return Shot(frame.image, frame.number, taken, began)

    def _look_after(self) -> None:
        """A read that hangs shows as frames that stay away."""
        if self._frames.trouble:
            raise LostError(f"{self._name}: {self._frames.trouble}")
        silent = time.monotonic() - self._frames.last_s
        if silent > _NO_FRAME_S:
            raise LostError(f"{self._name}: no frame came for {silent:.1f} s")
