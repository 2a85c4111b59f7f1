"""One run of the window, from its first paint to its last, and what was measured of it."""

from __future__ import annotations

import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from inspector_app.ui.event_loop_probe import EventLoopProbe
from inspector_app.ui.main_window import MainWindow
from inspector_app.ui.ports import Ports
from inspector_app.ui.screenshot import save_screenshot


@dataclass(frozen=True, slots=True)
class WindowResult:
    """How a run of the window went; times in seconds since `run_window` was called, None where it did not come."""

    code: int
    first_paint_s: float | None
    live_picture_s: float | None
    event_loop_p99_ms: float | None
    event_loop_worst_ms: float | None


class WindowRun(QObject):
    """Attaches what came up, watches the times, closes in the end."""

    def __init__(self, window: MainWindow, screenshot: Path | None, began: float, *, measure: bool) -> None:
        super().__init__()
        self._window, self._screenshot = window, screenshot
        self._began, self._measure = began, measure
        self._ports: Ports | None = None
        self._ended = False
        self._turn = threading.Lock()
        self._probe = EventLoopProbe(self)
        self._code = 0
        self._first_paint: float | None = None
        self._live_picture: float | None = None
        window.bench.widgets.pair.inspected.painted.connect(self._painted)
        window.fetch.fetched.connect(self._fetched)

    def came_up(self, ports: Ports) -> Ports:
        """The station came up, as a worker says; where the window was closed meanwhile it ends again."""
        with self._turn:
            late = self._ended
            if not late:
                self._ports = ports
        if late:
            ports.close()
        return ports

    def attach(self, ports: Ports) -> None:
        """What came up, in the window's own thread."""
        if not self._ended:
            self._window.attach(ports)

    def failed(self, error: Exception) -> None:
        """It did not; the window stays and says why."""
        self._code = 1
        self._window.fail(str(error) or type(error).__name__)

    def finish(self) -> None:
        """The time is over."""
        if self._screenshot is not None:
            try:
                save_screenshot(self._window, self._screenshot)
            except OSError as error:
                print(error, file=sys.stderr)
                self._code = 1
        self._window.close_now()

    def close(self) -> WindowResult:
        """After the window: in the demo this stops the line."""
        self._probe.stop()
        with self._turn:
            self._ended, ports = True, self._ports
        if ports is not None:
            ports.close()
        return WindowResult(
            code=self._code,
            first_paint_s=self._first_paint,
            live_picture_s=self._live_picture,
            event_loop_p99_ms=self._probe.p99_ms(),
            event_loop_worst_ms=self._probe.worst_ms(),
        )

    def _painted(self, at: float) -> None:
        if self._first_paint is None:
            self._first_paint = at - self._began

    def _fetched(self) -> None:
        if self._live_picture is not None:
            return
        self._live_picture = time.monotonic() - self._began
        if self._measure:
            self._probe.start()
