"""One run of a camera's process, as the line holds it: orders in, reports out, and its end."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO

from pydantic import ValidationError

from inspector_app.cameras.link import REPORTS, CameraSetup, Order, Report

_COMMAND = (sys.executable, "-m", "inspector_app.cameras.process")
_LONGEST_LINE = 1 << 16


class CameraChild:
    """A started process. Reports are handed to on_report from a thread of its own."""

    def __init__(self, setup: CameraSetup, on_report: Callable[[CameraChild, Report], None]) -> None:
        self._on_report = on_report
        self._writing = threading.Lock()
        self._process = subprocess.Popen(
            [*_COMMAND, setup.model_dump_json()], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._reader = threading.Thread(target=self._read, name=f"camera-{setup.view}", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._process.poll()

    def order(self, order: Order) -> bool:
        """Sends an order; False where the process is gone."""
        stdin = _pipe(self._process.stdin)
        try:
            with self._writing:
                stdin.write(order.line())
                stdin.flush()
        except (OSError, ValueError):  # ValueError: closed by `end` meanwhile
            return False
        return True

    def end(self, wait_s: float) -> None:
        """Waits so long for it to end by itself, then kills it, and closes the pipes."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(wait_s)
        self._process.kill()
        self._process.wait()
        self._reader.join(timeout=2)
        with contextlib.suppress(OSError):
            _pipe(self._process.stdin).close()
        _pipe(self._process.stdout).close()

    def _read(self) -> None:
        stdout = _pipe(self._process.stdout)
        while line := stdout.readline(_LONGEST_LINE):
            try:
                report = REPORTS.validate_json(line)
            except ValidationError:
                continue  # a broken process is noticed by its silence
            self._on_report(self, report)


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise RuntimeError("a camera's process was started without pipes")
    return stream
