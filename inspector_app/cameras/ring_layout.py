"""How a ring of frames lies in memory: one page of head, then slots of a header and pixels.

Every slot begins with a sequence number that is odd while the slot is written. Who reads compares it before
and after copying: the same even number twice means that the copy is whole.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import numpy as np

from inspector_app.cameras.undeveloped import Undeveloped
from inspector_app.domain.frame import Image

MAGIC = b"INSPRING"
VERSION = 1
HEAD_BYTES = 4096
SLOT_HEADER_BYTES = 256
HEAD = struct.Struct("=8sIIQQ")  # magic, version, slots, bytes a slot, pid of the writer
_HEADER = struct.Struct("=QQQqqIIIIIIII32s")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_SIDE = 65_536

Shape = tuple[int, int, int]
"""Height, width, channels; channels 0 stands for a gray (H, W) image, height 0 for no image."""

NO_IMAGE: Shape = (0, 0, 0)


class RingError(Exception):
    """A ring can't be made, opened or understood; the message says which and why."""


class SlotHeader(NamedTuple):
    """What a slot says of its frame; times in ns, part_id empty for a live frame."""

    sequence: int
    frame_number: int
    device_frame_id: int
    captured_utc_ns: int
    monotonic_ns: int
    image: Shape
    golden: Shape
    triggered: bool
    part_id: str

    def pack(self) -> bytes:
        """The header as bytes; the sequence number is its first 8."""
        return _HEADER.pack(
            self.sequence,
            self.frame_number,
            self.device_frame_id,
            self.captured_utc_ns,
            self.monotonic_ns,
            *self.image,
            *self.golden,
            int(self.triggered),
            0,
            self.part_id.encode("ascii"),
        )


def unpack_header(data: bytes) -> SlotHeader:
    """The header of a slot from its first bytes."""
    values = _HEADER.unpack(data[: _HEADER.size])
    sequence, frame_number, device_frame_id, captured, monotonic = values[:5]
    part_id = values[13].rstrip(b"\0").decode("ascii", "replace")
    return SlotHeader(
        sequence,
        frame_number,
        device_frame_id,
        captured,
        monotonic,
        values[5:8],
        values[8:11],
        bool(values[11]),
        part_id,
    )


@dataclass(frozen=True, slots=True)
class RingLayout:
    """Sizes of one ring. slot_bytes counts the slot's header as well."""

    slots: int
    slot_bytes: int

    @classmethod
    def for_pixels(cls, slots: int, pixel_bytes: int) -> RingLayout:
        """A layout whose slots hold at least pixel_bytes of image and golden together."""
        pages = -(-(SLOT_HEADER_BYTES + pixel_bytes) // 4096)
        return cls(slots, pages * 4096)

    @property
    def file_bytes(self) -> int:
        """Size of the whole file."""
        return HEAD_BYTES + self.slots * self.slot_bytes

    @property
    def pixel_bytes(self) -> int:
        """How much image and golden may take together."""
        return self.slot_bytes - SLOT_HEADER_BYTES

    def offset(self, slot: int) -> int:
        """Where the header of a slot begins."""
        return HEAD_BYTES + slot * self.slot_bytes


def shape_of(image: Image | Undeveloped | None) -> Shape:
    """The shape as a header holds it."""
    if image is None:
        return NO_IMAGE
    shape = image.shape
    return shape[0], shape[1], shape[2] if len(shape) == 3 else 0


def bytes_of(shape: Shape) -> int:
    """How many bytes an image of this shape takes. Raises RingError for a shape that no image has."""
    height, width, channels = shape
    if max(height, width) > _MOST_SIDE or channels > 4:
        raise RingError(f"a slot holds an image of impossible shape {shape}")
    return height * width * max(1, channels)


def image_in(buffer: memoryview, offset: int, shape: Shape) -> Image:
    """The image at an offset, where it lies: whoever has it, or a view of it, keeps the array below it alive."""
    flat = np.frombuffer(buffer, np.uint8, bytes_of(shape), offset)
    return flat.reshape(shape if shape[2] else shape[:2])


def utc_ns(moment: datetime) -> int:
    """A UTC moment as ns since 1970, exact to the microsecond."""
    return (moment - _EPOCH) // timedelta(microseconds=1) * 1000


def moment_of(ns: int) -> datetime:
    """The UTC moment of ns since 1970."""
    return _EPOCH + timedelta(microseconds=ns // 1000)
