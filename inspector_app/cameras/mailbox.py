"""Where the threads of all cameras meet the line's: a lock and a place to wait, around the joiner."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass

from inspector_app.domain.frame import Frame
from inspector_app.inspection.joining import Counts, Joined, Joiner, Mismatches, Place

Defects = tuple[tuple[str, float], ...]
"""Defects that a simulated camera knows of: class and size in mm."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A frame, how many others its camera has dropped so far, and what a simulated camera knows to be there."""

    frame: Frame
    dropped: int = 0
    defects: Defects | None = None


class Mailbox:
    """The joiner, for several threads. Frames and their absence are reported for the part that was announced."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._joiner: Joiner[Taken] = Joiner(places)
        self._changed = threading.Condition()

    @property
    def late(self) -> int:
        """Frames that came for a part that was no longer waited for."""
        return self._joiner.late

    def expect(self, part_id: str, at_s: float, missed: int = 0) -> None:
        """A part is announced; every view is waited for."""
        with self._changed:
            self._joiner.announce(part_id, at_s, missed=missed)

    def put(self, part_id: str, taken: Taken) -> str:
        """A frame; returns what is wrong with it, empty where nothing is."""
        frame = taken.frame
        with self._changed:
            wrong = self._joiner.arrive(
                frame.view,
                part_id,
                taken,
                frame_id=frame.device_frame_id,
                exposed_s=frame.monotonic_s,
                dropped=taken.dropped,
            )
            self._changed.notify_all()
        return wrong

    def lack(self, part_id: str, view: str, why: str) -> None:
        """The camera has no frame."""
        with self._changed:
            self._joiner.absent(view, part_id, why)
            self._changed.notify_all()

    def lose(self, view: str) -> None:
        """The camera of this view is gone: nobody waits for it any longer."""
        with self._changed:
            self._joiner.lose(view)
            self._changed.notify_all()

    def opened(self, view: str, counts: Counts | None) -> None:
        """The camera of this view is a new run."""
        with self._changed:
            self._joiner.opened(view, counts)

    def wait(self, part_id: str, timeout_s: float) -> Joined[Taken]:
        """The frames of this part, once all have come or the time is up; then none is taken any more."""
        until = time.monotonic() + timeout_s
        with self._changed:
            self._changed.wait_for(
                lambda: not self._joiner.waits(part_id), max(0.0, until - time.monotonic())
            )
            return self._joiner.close(part_id)

    def mismatches(self, view: str) -> Mismatches:
        """What did not fit, of one camera."""
        with self._changed:
            return self._joiner.mismatches(view)
