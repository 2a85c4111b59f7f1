"""A video file as a camera: each part is the next frame."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np

from inspector_app.cameras.kind import CaptureError, OpenError
from inspector_app.cameras.link import TriggerOrder
from inspector_app.cameras.shot import Shot
from inspector_app.domain.frame import Image
from inspector_app.settings.camera_sections import VideoCamera


def open_video(section: VideoCamera) -> VideoKind:
    """The camera of a section. Raises OpenError naming the file."""
    file = Path(section.file).expanduser()
    if not file.is_file():
        raise OpenError(f"the video {file} is not there")
    return VideoKind(file, loop=section.loop)


class VideoKind:
    """Plays one file, a frame a part; the live picture is the last one."""

    stills = True
    ready = True
    free_running = False
    thrown = 0

    def __init__(self, file: Path, *, loop: bool) -> None:
        """Raises OpenError where no frame can be read."""
        self._file, self._loop = file, loop
        self._capture = cv2.VideoCapture(str(file), cv2.CAP_FFMPEG)
        first = self._read()
        if first is None:
            raise OpenError(f"{file} can't be read as a video")
        self._next: Image | None = first
        self._taken = 0
        self._last = Shot(first, 0, datetime.now(UTC), time.monotonic())

    def capture(self, order: TriggerOrder) -> Shot:
        """The next frame. Raises CaptureError at the end of a file that is not looped."""
        del order
        image = self._next if self._next is not None else self._read_on()
        self._next = None
        if image is None:
            raise CaptureError(f"{self._file} is at its end")
        self._taken += 1
        self._last = Shot(image, self._taken, datetime.now(UTC), time.monotonic())
        return self._last

    def live(self) -> Shot:
        """The last frame, taken again."""
        return replace(self._last, captured_at=datetime.now(UTC), monotonic_s=time.monotonic())

    def prepare(self) -> None:
        """Decodes the next frame."""
        if self._next is None:
            self._next = self._read_on()

    def close(self) -> None:
        """Closes the file."""
        self._capture.release()

    def _read_on(self) -> Image | None:
        image = self._read()
        if image is None and self._loop:
            self._capture.release()
            self._capture = cv2.VideoCapture(str(self._file), cv2.CAP_FFMPEG)
            image = self._read()
        return image

    def _read(self) -> Image | None:
        came, image = self._capture.read()
        return np.asarray(image, np.uint8) if came and image is not None else None
