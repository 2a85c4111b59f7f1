"""The window on a real line: another process, real cameras' processes, real records; only the network is a stand-in."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inspector_app.bootstrap.line_options import LineOptions
from inspector_app.bootstrap.report_jobs import ReportError, ShiftReportJobs
from inspector_app.bootstrap.window_ports import StartError, connect
from inspector_app.settings.home import Home
from inspector_app.ui.main_window import MainWindow
from inspector_app.ui.ports import Ports, Site
from tests.bootstrap.line_process import make_home

ROOT = Path(__file__).resolve().parents[2]
SLOW = 30_000


class RealLine:
    """A line that can be killed and started again."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bootstrap.line_process", str(self.home.path), "3000"], cwd=ROOT
        )

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(20)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[RealLine]:
    made = RealLine(make_home(tmp_path / "home"))
    made.start()
    yield made
    made.end()


@pytest.fixture
def site(line: RealLine) -> Site:
    return Site(home=line.home.path, people=("Operator 1",))


@pytest.fixture
def ports(qtbot: QtBot, line: RealLine, site: Site) -> Iterator[Ports]:
    qtbot.waitUntil((line.home.run / "gate.json").exists, timeout=SLOW)
    made = connect(line.home, site, LineOptions(), lambda _end: None)
    yield made
    made.close()


def test_the_window_lives_with_a_line_that_dies_and_comes_back(
    qtbot: QtBot, line: RealLine, site: Site, ports: Ports
) -> None:
    assert not ports.owns_line
    window = MainWindow(site)
    qtbot.addWidget(window)
    window.show()
    window.attach(ports)
    wall, banner, pair = window.bench.widgets.live, window.bench.widgets.banner, window.bench.widgets.pair

    def live() -> bool:
        return len(wall.tiles) == 2 and not any(tile.frozen for tile in wall.tiles.values())

    def frozen() -> bool:
        return all(tile.frozen for tile in wall.tiles.values())

    qtbot.waitUntil(live, timeout=SLOW)
    qtbot.waitUntil(lambda: "PASS" in banner.text and pair.inspected.picture is not None, timeout=SLOW)

    line.kill()
    qtbot.waitUntil(lambda: "no answer" in window.header.line.text, timeout=SLOW)
    qtbot.waitUntil(frozen, timeout=SLOW)
    qtbot.keyClick(window, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: "does not answer" in pair.note.text, timeout=SLOW)

    line.start()
    qtbot.waitUntil(lambda: "an hour" in window.header.line.text, timeout=SLOW)
    qtbot.waitUntil(live, timeout=SLOW)
    window.close_now()


def test_a_report_without_a_shift_says_so(line: RealLine, ports: Ports) -> None:
    with pytest.raises(ReportError, match="no shift yet"):
        ShiftReportJobs(line.home).draw(None)


def test_a_line_that_is_refused_is_quoted(tmp_path: Path, qapp: object) -> None:
    home = Home(tmp_path / "empty").create()
    with pytest.raises(StartError, match="no such recipe"):
        connect(home, Site(home=home.path, people=()), LineOptions(recipe="none"), lambda _end: None)
