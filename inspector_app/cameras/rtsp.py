"""A network stream through FFmpeg: the newest frame only, opened anew by a new process when it ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlsplit, urlunsplit

import cv2

from inspector_app.cameras.kind import OpenError
from inspector_app.cameras.opencv_stream import OpenCvStream
from inspector_app.settings.camera_sections import RtspCamera

_OPEN_MS, _READ_MS = 5000, 2000
_OPTIONS = "OPENCV_FFMPEG_CAPTURE_OPTIONS"


def open_rtsp(section: RtspCamera) -> OpenCvStream:
    """The stream of a section. Raises OpenError; no message holds the password."""
    with _ffmpeg_told(section):
        capture = cv2.VideoCapture(
            _with_password(section),
            cv2.CAP_FFMPEG,
            [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, _OPEN_MS, cv2.CAP_PROP_READ_TIMEOUT_MSEC, _READ_MS],
        )
    if not capture.isOpened():
        raise OpenError(f"{section.url} can't be opened: does the camera answer, and is the password right?")
    return OpenCvStream(section.url, capture, section.latency_ms / 1000, section.longest_wait_s)


@contextmanager
def _ffmpeg_told(section: RtspCamera) -> Iterator[None]:
    """OpenCV takes FFmpeg's options from the environment only, where the next file that is opened finds them too."""
    transport = f"rtsp_transport;{section.transport}|" if section.url.startswith("rtsp") else ""
    before = os.environ.get(_OPTIONS)
    os.environ[_OPTIONS] = f"{transport}fflags;nobuffer"  # else it would keep seconds of video back
    try:
        yield
    finally:
        if before is None:
            del os.environ[_OPTIONS]
        else:
            os.environ[_OPTIONS] = before


def _with_password(section: RtspCamera) -> str:
    password = os.environ.get(section.password_variable, "")
    parts = urlsplit(section.url)
    if not password or not parts.username or parts.password is not None:
        return section.url
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{parts.username}:{quote(password, safe='')}@{host}"))
