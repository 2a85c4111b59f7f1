"""A camera of the system's own, by number or path, through OpenCV."""

from __future__ import annotations

import math

import cv2

from inspector_app.cameras.kind import OpenError
from inspector_app.cameras.opencv_stream import OpenCvStream
from inspector_app.settings.camera_sections import UsbCamera, UsbProperty

_PROPERTIES: dict[UsbProperty, int] = {
    "auto_exposure": cv2.CAP_PROP_AUTO_EXPOSURE,
    "exposure": cv2.CAP_PROP_EXPOSURE,
    "gain": cv2.CAP_PROP_GAIN,
    "brightness": cv2.CAP_PROP_BRIGHTNESS,
    "contrast": cv2.CAP_PROP_CONTRAST,
    "autofocus": cv2.CAP_PROP_AUTOFOCUS,
    "focus": cv2.CAP_PROP_FOCUS,
    "auto_white_balance": cv2.CAP_PROP_AUTO_WB,
    "white_balance": cv2.CAP_PROP_WB_TEMPERATURE,
}
_CLOSE = 0.01


def open_usb(section: UsbCamera) -> OpenCvStream:
    """The camera of a section, set up and compared. Raises OpenError."""
    name = f"camera {section.device}"
    capture = cv2.VideoCapture(section.device)
    if not capture.isOpened():
        raise OpenError(f"{name} can't be opened: is it plugged in, and used by nothing else?")
    _set_up(section, capture, name)
    return OpenCvStream(name, capture, section.latency_ms / 1000, section.longest_wait_s)


def _set_up(section: UsbCamera, capture: cv2.VideoCapture, name: str) -> None:
    """Size first: a driver may set everything else back when it changes."""
    wanted: list[tuple[str, int, float | None]] = [
        ("width", cv2.CAP_PROP_FRAME_WIDTH, section.width),
        ("height", cv2.CAP_PROP_FRAME_HEIGHT, section.height),
        ("fps", cv2.CAP_PROP_FPS, section.fps),
        *((key, _PROPERTIES[key], value) for key, value in section.properties.items()),
    ]
    asked = [(key, code, value) for key, code, value in wanted if value is not None]
    for _, code, value in asked:
        capture.set(code, value)
    for key, code, value in asked:
        now = capture.get(code)
        if not math.isclose(now, value, rel_tol=_CLOSE, abs_tol=1e-6):
            raise OpenError(f"{name} did not take its settings: {key} is {now:g}, not {value:g}")
