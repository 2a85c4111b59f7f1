"""Opens the window: something within a second, the rest as it comes up."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from inspector_app.ui.background import Background
from inspector_app.ui.event_loop_probe import EventLoopProbe
from inspector_app.ui.main_window import MainWindow
from inspector_app.ui.ports import Ports, Site
from inspector_app.ui.screenshot import save_screenshot
from inspector_app.ui.style.fonts import base_font, load_fonts
from inspector_app.ui.style.palette import grey_palette
from inspector_app.ui.style.sheet import style_sheet

# opencv-python points these at its own Qt, which is another one
_FOREIGN = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
_SWITCH_S = 0.001


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
    probe: Callable[[EventLoopProbe], None] | None = None,
) -> int:
    """Shows the window, connects beside it, runs until it is closed; with `seconds` it closes by itself.

    connect may take long and may raise; it runs in a worker. probe is called at the end with what was measured.
    Returns 0, or 1 where the station did not come up or the screenshot could not be written.
    """
    application = make_application()
    window = MainWindow(site)
    starter = Background("start")
    run = _Run(window, screenshot)
    measured = EventLoopProbe()
    fill_screen(window, application)
    loop = QEventLoop()
    window.closed.connect(loop.quit)
    # after the first paint: connecting imports the database and more
    QTimer.singleShot(0, lambda: starter.run(connect, run.attach, run.failed))
    if seconds is not None:
        QTimer.singleShot(round(seconds * 1000), run.finish)
    if probe is not None:
        measured.start()
    loop.exec()
    starter.close()
    if probe is not None:
        measured.stop()
        probe(measured)
    run.close()
    return run.code


def fill_screen(window: MainWindow, application: QApplication) -> None:
    """Shows the window as large as the screen lets it be, its frame included."""
    free = application.primaryScreen().availableGeometry()
    window.resize(free.width(), free.height())
    window.showMaximized()


class _Run:
    """One run of the window, from its first paint to its last."""

    def __init__(self, window: MainWindow, screenshot: Path | None) -> None:
        self._window, self._screenshot = window, screenshot
        self._ports: Ports | None = None
        self.code = 0

    def attach(self, ports: Ports) -> None:
        """The station came up."""
        self._ports = ports
        self._window.attach(ports)

    def failed(self, error: Exception) -> None:
        """It did not; the window stays and says why."""
        self.code = 1
        self._window.fail(str(error) or type(error).__name__)

    def finish(self) -> None:
        """The time is over."""
        if self._screenshot is not None:
            try:
                save_screenshot(self._window, self._screenshot)
            except OSError as error:
                print(error, file=sys.stderr)
                self.code = 1
        self._window.close_now()

    def close(self) -> None:
        """After the window: in the demo this stops the line."""
        if self._ports is not None:
            self._ports.close()
