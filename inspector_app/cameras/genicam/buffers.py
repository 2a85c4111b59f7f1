"""One filled buffer of the driver: what it says of itself, and its pixels, still where the driver put them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from inspector_app.cameras.genicam.pixel_formats import Bytes, PixelFormat
from inspector_app.cameras.kind import CaptureError
from inspector_app.domain.frame import Image

_BIG_ENDIAN = 2  # GenTL: PIXELENDIANNESS_BIG
_IMAGE_PAYLOADS = {1, 4}  # GenTL: PAYLOAD_TYPE_IMAGE, PAYLOAD_TYPE_CHUNK_DATA


@dataclass(frozen=True, slots=True, eq=False)
class Grabbed:
    """A buffer that is ours until it is given back. Times are seconds; device_s by the camera's own clock."""

    buffer: Any
    frame_id: int
    arrived_s: float
    device_s: float | None
    chunks: Mapping[str, float]

    def pixels(self) -> DriverPixels:
        """Raises CaptureError where the buffer holds no image, or none of a known format."""
        return DriverPixels.of(self.buffer)


@dataclass(frozen=True, slots=True, eq=False)
class DriverPixels:
    """A view of the driver's buffer (undeveloped.Undeveloped)."""

    format: PixelFormat
    shape: tuple[int, ...]
    lines: Bytes
    big_endian: bool

    @classmethod
    def of(cls, buffer: Any) -> DriverPixels:  # noqa: ANN401 - genicam has no types
        """The pixels of a GenTL buffer. Raises CaptureError."""
        from harvesters.util.pfnc import dict_by_ints  # noqa: PLC0415 - only where harvesters is loaded anyway

        if number(buffer, "payload_type", 1) not in _IMAGE_PAYLOADS:
            raise CaptureError("the buffer holds no image")
        code = number(buffer, "pixel_format")
        pixel_format = PixelFormat.named(dict_by_ints.get(code, f"0x{code:08x}"))
        height, width = number(buffer, "height"), number(buffer, "width")
        if not height or not width:
            raise CaptureError("the buffer holds no image: it has no size")
        lines = _lines(buffer, pixel_format, height, width)
        big = number(buffer, "pixel_endianness") == _BIG_ENDIAN
        return cls(pixel_format, pixel_format.image_shape(height, width), lines, big)

    def develop(self, target: Image) -> None:
        """Writes the image into the target, straight from the buffer."""
        self.format.develop(self.lines, target, big_endian=self.big_endian)


def number(buffer: Any, name: str, missing: int = 0) -> int:  # noqa: ANN401
    """A figure of a buffer; not every producer knows every one."""
    try:
        return int(getattr(buffer, name))
    except Exception:
        return missing


def _lines(buffer: Any, pixel_format: PixelFormat, height: int, width: int) -> Bytes:  # noqa: ANN401
    """The bytes of the lines, without what pads them; a view."""
    used = pixel_format.line_bytes(width)
    stride = used + number(buffer, "padding_x")
    offset = number(buffer, "image_offset")
    raw = buffer.raw_buffer
    filled = min(len(raw), number(buffer, "size_filled", len(raw)) or len(raw))
    if offset + height * stride > filled:
        raise CaptureError(f"the buffer holds {filled} bytes, an image of {width} x {height} px needs more")
    lines: Bytes = np.frombuffer(raw, np.uint8, height * stride, offset).reshape(height, stride)
    return lines[:, :used]
