"""The camera's side of a ring: puts frames into slots, keeps triggered ones until the line lets them go."""

from __future__ import annotations

import mmap
import os
from pathlib import Path

import numpy as np

from inspector_app.cameras.ring_files import new_ring_file
from inspector_app.cameras.ring_layout import (
    HEAD,
    MAGIC,
    SLOT_HEADER_BYTES,
    VERSION,
    RingLayout,
    SlotHeader,
    bytes_of,
    shape_of,
    utc_ns,
)
from inspector_app.cameras.shot import Shot
from inspector_app.cameras.undeveloped import Undeveloped
from inspector_app.domain.frame import Image


class RingWriter:
    """Writes one ring; there is one writer a ring, and it alone decides which slot is next."""

    def __init__(self, run_folder: Path, layout: RingLayout, first_frame: int = 1) -> None:
        self.path = new_ring_file(run_folder, layout.file_bytes)
        self.layout = layout
        with self.path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), layout.file_bytes)
        self._bytes = memoryview(self._map)
        self._frames = [0] * layout.slots
        self._held: set[int] = set()
        self.next_frame = first_frame
        HEAD.pack_into(self._map, 0, MAGIC, VERSION, layout.slots, layout.slot_bytes, os.getpid())

    def fits(self, shot: Shot) -> bool:
        """Whether a slot has room for this shot."""
        return bytes_of(shape_of(shot.image)) + bytes_of(shape_of(shot.golden)) <= self.layout.pixel_bytes

    def publish(self, shot: Shot, part_id: str | None = None) -> int | None:
        """Writes a frame, held if it has a part id; returns its slot, or None where every slot is held."""
        slot = self._free_slot()
        if slot is None:
            return None
        self._write(slot, shot, part_id)
        if part_id is not None:
            self._held.add(slot)
        return slot

    def release(self, slot: int) -> None:
        """The line has done with this triggered frame: its slot may be written again."""
        self._held.discard(slot)

    @property
    def held(self) -> int:
        """How many triggered frames the line has not yet released."""
        return len(self._held)

    def close(self) -> None:
        """Unmaps and removes the ring; who has it open still reads the last frames."""
        self._bytes.release()
        self._map.close()
        self.path.unlink(missing_ok=True)

    def _free_slot(self) -> int | None:
        """The oldest slot that nobody waits for; never the newest, which the window may be reading."""
        newest = max(range(self.layout.slots), key=self._frames.__getitem__)
        free = [slot for slot in range(self.layout.slots) if slot not in self._held and slot != newest]
        return min(free, key=self._frames.__getitem__, default=None)

    def _write(self, slot: int, shot: Shot, part_id: str | None) -> None:
        offset = self.layout.offset(slot)
        sequence = self._bytes[offset : offset + 8].cast("Q")
        odd = sequence[0] | 1
        sequence[0] = odd
        header = SlotHeader(
            odd,
            self.next_frame,
            shot.device_frame_id,
            utc_ns(shot.captured_at),
            int(shot.monotonic_s * 1e9),
            shape_of(shot.image),
            shape_of(shot.golden),
            part_id is not None,
            part_id or "",
        ).pack()
        self._bytes[offset + 8 : offset + len(header)] = header[8:]
        at = self._put(shot.image, offset + SLOT_HEADER_BYTES)
        if shot.golden is not None:
            self._put(shot.golden, at)
        sequence[0] = odd + 1
        sequence.release()
        self._frames[slot] = self.next_frame
        self.next_frame += 1

    def _put(self, image: Image | Undeveloped, at: int) -> int:
        size = bytes_of(shape_of(image))
        target: Image = np.frombuffer(self._bytes, np.uint8, size, at).reshape(image.shape)
        if isinstance(image, np.ndarray):
            np.copyto(target, image)
        else:
            image.develop(target)
        return at + size
