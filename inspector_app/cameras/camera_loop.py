"""The loop inside a camera's process: orders, live pictures and the heartbeat, one after the other."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue

from inspector_app.cameras.kind import CameraKind, CaptureError
from inspector_app.cameras.link import (
    CameraAlive,
    CameraOpened,
    CameraSetup,
    FrameFailed,
    FrameTaken,
    Order,
    ReleaseOrder,
    Report,
    RingMade,
    StopOrder,
    TriggerOrder,
)
from inspector_app.cameras.ring_layout import RingError, RingLayout, bytes_of, shape_of
from inspector_app.cameras.ring_writer import RingWriter
from inspector_app.cameras.shot import Shot

_QUIET_S = 0.25
"""After a capture the line inspects; work ahead waits until that is likely done, as it needs the cores."""


class CameraLoop:
    """Drives one camera.

    A live picture is published live_fps times a second even when no part comes, so that a picture that stands
    still is known to be dead, not idle.
    """

    def __init__(self, setup: CameraSetup, camera: CameraKind, say: Callable[[Report], None]) -> None:
        self._setup = setup
        self._camera = camera
        self._say = say
        self._ring: RingWriter | None = None
        self._frames = 0
        self._skipped = 0
        self._dropped = 0
        self._told_open = False
        self._next_live = time.monotonic()
        self._prepare_at: float | None = None
        self._later: deque[tuple[float, TriggerOrder]] = deque()
        """Orders whose part has not come before this camera yet, and when it does."""

    def run(self, orders: SimpleQueue[Order]) -> None:
        """Until a StopOrder."""
        while True:
            order = self._wait(orders)
            if isinstance(order, StopOrder):
                return
            if isinstance(order, TriggerOrder):
                self._take_in(order)
            elif isinstance(order, ReleaseOrder):
                self._release(order)
            self._take_due()
            self._be_alive()

    def close(self) -> None:
        """Removes the ring."""
        if self._ring is not None:
            self._ring.close()

    def _wait(self, orders: SimpleQueue[Order]) -> Order | None:
        try:
            return orders.get(timeout=max(0.001, self._next_due() - time.monotonic()))
        except Empty:
            return None

    def _next_due(self) -> float:
        later = self._later[0][0] if self._later else self._next_live
        return min(self._next_live, self._prepare_at or self._next_live, later)

    def _take_in(self, order: TriggerOrder) -> None:
        now = time.monotonic()
        announced_s = order.since(now) - order.offset_s
        self._later.append(
            (announced_s + order.offset_s, order.model_copy(update={"triggered_s": announced_s}))
        )

    def _take_due(self) -> None:
        while self._later and self._later[0][0] <= time.monotonic():
            self._trigger(self._later.popleft()[1])

    def _trigger(self, order: TriggerOrder) -> None:
        try:
            shot = self._camera.capture(order)
            slot = self._publish(shot, order.part_id)
        except (CaptureError, RingError) as error:
            self._say(FrameFailed(part_id=order.part_id, why=str(error)))
            return
        if slot is None or self._ring is None:
            self._say(FrameFailed(part_id=order.part_id, why="every slot holds a frame not yet collected"))
            return
        self._dropped = shot.dropped
        ring = str(self._ring.path)
        self._say(
            FrameTaken(
                part_id=order.part_id, ring=ring, slot=slot, defects=shot.defects, dropped=shot.dropped
            )
        )
        self._prepare_at = time.monotonic() + _QUIET_S

    def _release(self, order: ReleaseOrder) -> None:
        if self._ring is not None and order.ring == str(self._ring.path):
            self._ring.release(order.slot)

    def _be_alive(self) -> None:
        now = time.monotonic()
        if not self._told_open and self._camera.ready:
            self._told_open = True
            self._say(CameraOpened(stills=self._camera.stills, free_running=self._camera.free_running))
        if self._prepare_at is not None and now >= self._prepare_at:
            self._prepare_at = None
            self._camera.prepare()
        if now >= self._next_live:
            self._next_live = now + 1 / self._setup.live_fps
            self._show_live()
            self._say(
                CameraAlive(
                    frames=self._frames,
                    skipped=self._skipped,
                    thrown=self._camera.thrown,
                    dropped=self._dropped,
                )
            )

    def _show_live(self) -> None:
        shot = self._camera.live()
        if shot is not None and self._publish(shot, None) is None:
            self._skipped += 1

    def _publish(self, shot: Shot, part_id: str | None) -> int | None:
        ring = self._ring
        if ring is None or not ring.fits(shot):
            ring = self._new_ring(shot)
        slot = ring.publish(shot, part_id)
        self._frames += slot is not None
        return slot

    def _new_ring(self, shot: Shot) -> RingWriter:
        """A ring that this shot fits into. Who still reads the old one keeps it mapped until done."""
        pixels = bytes_of(shape_of(shot.image)) + bytes_of(shape_of(shot.golden))
        old = self._ring
        ring = RingWriter(
            Path(self._setup.run_folder),
            RingLayout.for_pixels(self._setup.ring_slots, pixels),
            old.next_frame if old is not None else 1,
        )
        self._ring = ring
        self._say(RingMade(path=str(ring.path)))
        if old is not None:
            old.close()
        return ring
