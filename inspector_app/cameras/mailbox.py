"""Where frames meet their part: a frame that comes for another part, or too late, is never given out."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable

from inspector_app.domain.frame import Frame


class Mailbox:
    """Collects the frames of one part at a time, from the threads of all cameras."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._part_id: str | None = None
        self._open: set[str] = set()
        self._frames: dict[str, Frame] = {}
        self._late = 0

    @property
    def late(self) -> int:
        """Frames that came for a part that was no longer waited for."""
        return self._late

    def expect(self, part_id: str, views: Iterable[str]) -> None:
        """From now on only frames of this part count."""
        with self._changed:
            self._part_id = part_id
            self._open = set(views)
            self._frames = {}

    def put(self, part_id: str, view: str, frame: Frame | None) -> bool:
        """A frame, or None where the camera has none; False where the part is no longer waited for."""
        with self._changed:
            if part_id != self._part_id or view not in self._open:
                self._late += frame is not None
                return False
            self._open.discard(view)
            if frame is not None:
                self._frames[view] = frame
            self._changed.notify_all()
            return True

    def lose(self, view: str) -> None:
        """The camera of this view is gone: nobody waits for it any longer."""
        with self._changed:
            self._open.discard(view)
            self._changed.notify_all()

    def wait(self, part_id: str, timeout_s: float) -> dict[str, Frame]:
        """The frames of this part, once all have come or the time is up; then none is taken any more."""
        until = time.monotonic() + timeout_s
        with self._changed:
            if part_id != self._part_id:
                return {}
            self._changed.wait_for(lambda: not self._open, max(0.0, until - time.monotonic()))
            frames = self._frames
            self._part_id, self._open, self._frames = None, set(), {}
            return frames
