"""A second model in shadow beside the active one: it gets a part when its verdict has left, and is dropped first."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from inspector_app.domain.frame import Frame
from inspector_app.domain.second_opinion import SecondOpinion
from inspector_app.inspection.second_look import SecondLook

_LEAST_SHARE = 1.5
"""The second one runs only where the pause between parts is so many times what it took last: the active one first."""
_NICENESS = 15
_LOG = logging.getLogger(__name__)


class SecondModel:
    """One part at a time; a part that comes while it works, or too soon after the one before, is dropped."""

    def __init__(
        self, keep: Callable[[SecondOpinion], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """keep: raises where the records refuse, which loses that opinion and nothing else."""
        self._keep, self._clock = keep, clock
        self.judged, self.dropped = 0, 0
        self._changed = threading.Condition()
        self._waiting: tuple[SecondLook, str, Mapping[str, Frame]] | None = None
        self._busy = self._closing = False
        self._took_s, self._offered_at = 0.0, float("-inf")
        self._thread = threading.Thread(target=self._run, name="second-model", daemon=True)
        self._thread.start()

    def offer(self, look: SecondLook, inspection_id: str, frames: Mapping[str, Frame]) -> None:
        """After the verdict has left. Copies the images only where it takes the part; never waits."""
        with self._changed:
            now = self._clock()
            pause, self._offered_at = now - self._offered_at, now
            if self._busy or self._waiting is not None or pause < self._took_s * _LEAST_SHARE:
                self.dropped += 1
                return
            copied = {view: replace(frame, image=frame.image.copy()) for view, frame in frames.items()}
            self._waiting = look, inspection_id, copied
            self._changed.notify()

    def close(self) -> None:
        """Ends after the part in work."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(timeout=5)
        if self.judged or self.dropped:
            _LOG.info(
                "the second model judged %d parts; %d were dropped under load", self.judged, self.dropped
            )

    def _run(self) -> None:
        _be_nice()
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting is not None or self._closing)
                if self._closing or self._waiting is None:
                    return
                look, inspection_id, frames = self._waiting
                self._waiting, self._busy = None, True
            try:
                opinion = look.look(inspection_id, frames)
                self._keep(opinion)
                self.judged += 1
                self._took_s = opinion.took_ms / 1000
            except Exception:  # an opinion less; the line goes on
                _LOG.exception("the second model has no opinion of %s", inspection_id)
            with self._changed:
                self._busy = False


def _be_nice() -> None:
    """Of the calling thread alone: on Linux each has a niceness of its own."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
