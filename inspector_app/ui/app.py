"""Opens the window: something within a second, the rest as it comes up."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, TracebackType

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from inspector_app.ui.background import Background
from inspector_app.ui.main_window import MainWindow
from inspector_app.ui.ports import Ports, Site
from inspector_app.ui.style.fonts import base_font, load_fonts
from inspector_app.ui.style.palette import grey_palette
from inspector_app.ui.style.sheet import style_sheet
from inspector_app.ui.window_run import WindowResult, WindowRun

# opencv-python points these at its own Qt, which is another one
_FOREIGN = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
_SWITCH_S = 0.001
_SIGNALS_MS = 100
_log = logging.getLogger(__name__)


def make_application() -> QApplication:
    """The one application of this process, in our grey."""
    for name in _FOREIGN:
        os.environ.pop(name, None)
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Inspector")
    application.setQuitOnLastWindowClosed(False)  # the run ends when its window has closed, not earlier
    application.setStyle("Fusion")
    application.setPalette(grey_palette())
    application.setStyleSheet(style_sheet())
    load_fonts()
    application.setFont(base_font())
    # A worker that computes in Python gives way to the event loop after 1 ms, not 5.
    sys.setswitchinterval(_SWITCH_S)
    return application


def run_window(
    site: Site,
    connect: Callable[[], Ports],
    *,
    seconds: float | None = None,
    screenshot: Path | None = None,
    measure: bool = False,
) -> WindowResult:
    """Shows the window, connects beside it, runs until it is closed; with `seconds` it closes by itself.

    connect may take long and may raise; it runs in a worker. measure: watches how late the event loop is, from the
    first live picture on. The result's code is 0, or 1 where the station did not come up or the screenshot could not
    be written.
    """
    began = time.monotonic()
    application = make_application()
    window = MainWindow(site)
    run = WindowRun(window, screenshot, began, measure=measure)
    starter = Background("start")
    loop = QEventLoop()
    window.closed.connect(loop.quit)
    fill_screen(window, application)
    # after the first paint: connecting imports the database and more
    QTimer.singleShot(0, lambda: starter.run(lambda: run.came_up(connect()), run.attach, run.failed))
    if seconds is not None:
        QTimer.singleShot(round(seconds * 1000), run.finish)
    with closed_by_signals(window), telling_bugs(window):
        loop.exec()
    starter.close()
    return run.close()


@contextmanager
def telling_bugs(window: MainWindow) -> Iterator[None]:
    """A bug of ours in one press or one paint is logged and said; the window goes on."""
    before = sys.excepthook

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _log.error("the window has a bug", exc_info=(kind, error, trace))
        window.tell_bug(f"{kind.__name__}: {error}")

    sys.excepthook = tell
    try:
        yield
    finally:
        sys.excepthook = before


@contextmanager
def closed_by_signals(window: MainWindow) -> Iterator[None]:
    """Ctrl-C and a polite kill close the window as its frame does, but without a question."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    # Python runs a handler wherever it happens to be, in the middle of a paint too, where Qt must not be called;
    # the timer also gives it a place to run while nothing else happens
    asked = threading.Event()
    looking = QTimer(window)
    looking.timeout.connect(lambda: window.close_now() if asked.is_set() else None)

    def close(_number: int, _frame: FrameType | None) -> None:
        asked.set()

    before = {number: signal.signal(number, close) for number in (signal.SIGINT, signal.SIGTERM)}
    looking.start(_SIGNALS_MS)
    try:
        yield
    finally:
        looking.stop()
        for number, handler in before.items():
            signal.signal(number, handler)


def fill_screen(window: MainWindow, application: QApplication) -> None:
    """Shows the window as large as the screen lets it be, its frame included."""
    free = application.primaryScreen().availableGeometry()
    window.resize(free.width(), free.height())
    window.showMaximized()
