import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "linux" and not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector_app.ui.app import make_application
from inspector_app.ui.main_window import MainWindow
from tests.ui.fakes import Station, line_state, make_home


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    make_home(folder)
    return folder


@pytest.fixture
def station(home: Path) -> Station:
    return Station(home)


@pytest.fixture
def real_guard() -> None:
    """For tests of the guard itself; the others don't wait 250 ms at every part."""


@pytest.fixture
def window(
    qtbot: QtBot, station: Station, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[MainWindow]:
    """A real window of the smallest supported size, not yet attached."""
    if "real_guard" not in request.fixturenames:
        monkeypatch.setattr("inspector_app.ui.keys.guard.GUARD_MS", 60)
    made = MainWindow(station.site)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close_now()
    made.deleteLater()


@pytest.fixture
def bench(qtbot: QtBot, window: MainWindow, station: Station) -> "Bench":
    """The window on a line that runs, with what the station's reader holds."""
    return Bench(qtbot, window, station)


class Bench:
    """What a test does with a window."""

    def __init__(self, qtbot: QtBot, window: MainWindow, station: Station) -> None:
        self.qtbot, self.window, self.station = qtbot, window, station
        self.screen = window.bench
        self.answering = window.answering

    def start(self, **state: object) -> "Bench":
        self.window.attach(self.station.ports)
        self.station.line.tell(line_state(**state))
        self.qtbot.waitUntil(lambda: self.window.link.state is not None)
        if self.station.reader.waits:
            self.until_open()
        return self

    def until_open(self) -> None:
        """The part in hand is shown, and its guard is open."""
        button = self.screen.widgets.answers.buttons["confirm"]
        self.qtbot.waitUntil(button.isEnabled, timeout=5000)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A finger's key: pressed, and the scanner's silence waited for."""
        QTest.keyClick(self.window, key, modifier)
        self.qtbot.wait(45)
        self.qtbot.waitUntil(lambda: self.window.keys.silent)

    @property
    def in_hand(self) -> int | None:
        part = self.answering.in_hand
        return part.number if part is not None else None

    @property
    def note(self) -> str:
        return self.screen.widgets.pair.note.text

    def until_in_hand(self, number: int | None) -> None:
        self.qtbot.waitUntil(lambda: self.in_hand == number)
