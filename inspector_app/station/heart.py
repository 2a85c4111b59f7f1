"""The line's heartbeat: beats while the loop makes progress, and stops when it hangs."""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

BEAT_S = 0.5
HANGS_AFTER_S = 4.0
"""The loop turns several times a second; what takes longer, and did not say so, hangs."""
STALLED_AFTER_S = 0.8
_LOG = logging.getLogger(__name__)


def beat_file(run_folder: Path) -> Path:
    """What the watchdog looks at."""
    return run_folder / "line.beat"


def last_beat(file: Path | None) -> datetime | None:
    """When a line that was killed beat last; None after one that ended in order, whose file is gone."""
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC) if file is not None else None
    except OSError:
        return None


class Heart:
    """Calls `beat(stalled)` twice a second, and marks a file that the watchdog looks at.

    Each in a thread of its own: a disk that stalls holds the mark up, and READY must go off all the same.
    """

    def __init__(self, file: Path | None, beat: Callable[[bool], None]) -> None:
        self._file = file
        self._beat = beat
        self._progress = time.monotonic()
        self._allowed_s = HANGS_AFTER_S
        self._count = 0
        self._closing = threading.Event()
        self._beaten = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, name="heart", daemon=True),
            threading.Thread(target=self._keep_marking, name="heart-mark", daemon=True),
        ]

    def start(self) -> None:
        """Begins to beat."""
        for thread in self._threads:
            thread.start()

    def progress(self, allowed_s: float = HANGS_AFTER_S) -> None:
        """The loop turns. allowed_s: how long the next turn may take."""
        self._progress, self._allowed_s = time.monotonic(), allowed_s

    def close(self) -> None:
        """Stops, and removes the file."""
        self._closing.set()
        self._beaten.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(timeout=2)
        if self._file is not None:
            self._file.unlink(missing_ok=True)

    def _run(self) -> None:
        while not self._closing.wait(BEAT_S):
            behind = time.monotonic() - self._progress
            if behind > self._allowed_s:
                continue
            try:
                self._beat(behind > STALLED_AFTER_S)
            except Exception:  # a bug in what is told must not look like a dead line
                _LOG.exception("the heartbeat failed")
            self._beaten.set()

    def _keep_marking(self) -> None:
        while self._file is not None and self._beaten.wait() and not self._closing.is_set():
            self._beaten.clear()
            self._mark(self._file)

    def _mark(self, file: Path) -> None:
        self._count += 1
        try:
            file.write_text(json.dumps({"pid": os.getpid(), "beat": self._count}), encoding="utf-8")
        except OSError:
            _LOG.exception("the heartbeat could not be written")  # a full disk must not end the line
