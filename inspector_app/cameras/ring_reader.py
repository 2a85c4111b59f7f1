"""Reading a ring: the newest frame for a window, or one triggered frame for the line. Never writes."""

from __future__ import annotations

import mmap
import os
import sys
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np

from inspector_app.cameras.ring_layout import (
    HEAD,
    HEAD_BYTES,
    MAGIC,
    SLOT_HEADER_BYTES,
    VERSION,
    RingError,
    RingLayout,
    SlotHeader,
    bytes_of,
    image_in,
    moment_of,
    unpack_header,
)
from inspector_app.domain.frame import Image

_ATTEMPTS = 5


@dataclass(frozen=True, slots=True, eq=False)
class RingFrame:
    """One frame. skipped counts the frames between this one and the one read before."""

    image: Image
    golden: Image | None
    frame_number: int
    device_frame_id: int
    part_id: str | None
    captured_at: datetime
    monotonic_s: float
    skipped: int = 0

    @property
    def age_s(self) -> float:
        """Seconds since it was taken, by the monotonic clock."""
        return max(0.0, time.monotonic() - self.monotonic_s)


class RingReader:
    """Opens a ring read-only. Several may read one ring; none disturbs its writer."""

    def __init__(self, path: str | Path) -> None:
        """Raises RingError where the file is gone, someone else's, or no ring."""
        self.path = Path(path)
        try:
            with self.path.open("rb") as file:
                _check_owner(file.fileno(), self.path)
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise RingError(f"the frames at {self.path} can't be read: {error}") from error
        self._bytes = memoryview(self._map)
        self.layout = self._read_head()
        self._last_frame = 0

    def newest(self) -> RingFrame | None:
        """A copy of the newest whole frame, or None where nothing came since the last call."""
        for _ in range(_ATTEMPTS):
            slot, header = max(self._headers(), key=lambda entry: entry[1].frame_number)
            if header.frame_number <= self._last_frame:
                return None
            frame = self._copy(slot, header)
            if frame is not None:
                self._last_frame = header.frame_number
                return frame
        return None

    def triggered(self, slot: int, part_id: str, let_go: Callable[[], None]) -> RingFrame | None:
        """The triggered frame in a slot, not copied; None where the slot is not this part's (any more).

        The writer leaves it alone until it is told otherwise: let_go is called once when nobody has the pixels any
        more, from whichever thread was last, and not at all where there is no frame.
        """
        if not 0 <= slot < self.layout.slots:
            return None
        header = self._header(slot)
        if header.sequence % 2 or header.part_id != part_id:
            return None
        frame = self._in_place(slot, header)
        if frame is not None:
            held = [_below(image) for image in (frame.image, frame.golden) if image is not None]
            _call_when_gone(held, let_go)
        return frame

    def age_s(self) -> float | None:
        """Seconds since the newest frame was taken, without copying it; None before the first."""
        newest = max((header for _, header in self._headers()), key=lambda header: header.frame_number)
        if not newest.frame_number:
            return None
        return max(0.0, time.monotonic() - newest.monotonic_ns / 1e9)

    def close(self) -> None:
        """Unmaps the file."""
        self._bytes.release()
        self._map.close()

    def _read_head(self) -> RingLayout:
        if len(self._map) < HEAD_BYTES:
            raise RingError(f"{self.path} is no ring of frames: it has only {len(self._map)} bytes")
        magic, version, slots, slot_bytes, _ = HEAD.unpack_from(self._map, 0)
        layout = RingLayout(slots, slot_bytes)
        if magic != MAGIC or version != VERSION or layout.file_bytes != len(self._map) or slots < 1:
            raise RingError(f"{self.path} is no ring of frames of version {VERSION}")
        return layout

    def _headers(self) -> list[tuple[int, SlotHeader]]:
        """Headers of all slots; a slot that is being written counts as empty."""
        headers = ((slot, self._header(slot)) for slot in range(self.layout.slots))
        return [
            (slot, header if header.sequence % 2 == 0 else header._replace(frame_number=0))
            for slot, header in headers
        ]

    def _header(self, slot: int) -> SlotHeader:
        offset = self.layout.offset(slot)
        return unpack_header(bytes(self._bytes[offset : offset + SLOT_HEADER_BYTES]))

    def _copy(self, slot: int, header: SlotHeader) -> RingFrame | None:
        """A copy of the frame, or None where the slot was written meanwhile."""
        frame = self._in_place(slot, header)
        if frame is None:
            return None
        golden = frame.golden.copy() if frame.golden is not None else None
        copied = replace(frame, image=frame.image.copy(), golden=golden)
        return copied if self._header(slot) == header else None

    def _in_place(self, slot: int, header: SlotHeader) -> RingFrame | None:
        """The frame where it lies, or None where the header is torn; a whole one always fits."""
        at = self.layout.offset(slot) + SLOT_HEADER_BYTES
        image_bytes, golden_bytes = bytes_of(header.image), bytes_of(header.golden)
        if image_bytes + golden_bytes > self.layout.pixel_bytes:
            return None
        skipped = max(0, header.frame_number - self._last_frame - 1) if self._last_frame else 0
        return RingFrame(
            image_in(self._bytes, at, header.image),
            image_in(self._bytes, at + image_bytes, header.golden) if golden_bytes else None,
            header.frame_number,
            header.device_frame_id,
            header.part_id or None,
            moment_of(header.captured_utc_ns),
            header.monotonic_ns / 1e9,
            skipped,
        )


def _below(image: Image) -> Image:
    """The array that every view of an image refers to; numpy keeps it alive for each of them."""
    return image.base if isinstance(image.base, np.ndarray) else image


def _call_when_gone(arrays: list[Image], call: Callable[[], None]) -> None:
    left = [len(arrays)]
    counting = threading.Lock()

    def gone() -> None:
        with counting:
            left[0] -= 1
            last = not left[0]
        if last:
            call()

    for array in arrays:
        weakref.finalize(array, gone).atexit = False


def _check_owner(descriptor: int, path: Path) -> None:
    # /dev/shm is open to everyone: a file of the right name by another user must not be believed
    if sys.platform != "win32" and os.fstat(descriptor).st_uid != os.getuid():
        raise RingError(f"the frames at {path} belong to another user")
