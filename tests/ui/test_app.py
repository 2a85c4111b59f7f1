"""Opening the window as the command does."""

import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from inspector_app.ui.app import run_window, telling_bugs
from inspector_app.ui.display import DisplayError, require_display
from inspector_app.ui.main_window import MainWindow
from inspector_app.ui.ports import Ports
from tests.ui.fakes import Station, line_state


def test_it_runs_for_a_while_saves_what_it_shows_and_closes_the_ports(
    qapp: QApplication, station: Station, tmp_path: Path
) -> None:
    closed: list[bool] = []

    def connect() -> Ports:
        time.sleep(0.1)
        return replace(station.ports, close=lambda: closed.append(True))

    station.line.state = line_state()
    result = run_window(station.site, connect, seconds=1.2, screenshot=tmp_path / "shot.png", measure=True)
    assert result.code == 0
    assert (tmp_path / "shot.png").exists()
    assert closed == [True]
    assert 0 < result.first_paint_s < result.live_picture_s < 1.2
    assert result.event_loop_p99_ms <= result.event_loop_worst_ms


def test_what_comes_up_after_the_window_was_closed_ends_again(qapp: QApplication, station: Station) -> None:
    closed: list[bool] = []

    def connect() -> Ports:
        time.sleep(0.8)
        return replace(station.ports, close=lambda: closed.append(True))

    assert run_window(station.site, connect, seconds=0.3).code == 0
    deadline = time.monotonic() + 5
    while not closed and time.monotonic() < deadline:
        time.sleep(0.02)
    assert closed == [True]


def test_a_station_that_does_not_come_up_ends_with_1(qapp: QApplication, station: Station) -> None:
    def connect() -> Ports:
        raise OSError("no home")

    assert run_window(station.site, connect, seconds=0.4).code == 1


def test_a_screenshot_that_cannot_be_written_ends_with_1(
    qapp: QApplication, station: Station, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    result = run_window(
        station.site, lambda: station.ports, seconds=0.3, screenshot=tmp_path / "file" / "shot.png"
    )
    assert result.code == 1
    assert "shot.png" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "no display"),
        ({"DISPLAY": ":4711"}, ":4711 does not answer"),
    ],
)
def test_without_a_display_it_says_what_to_do(environment: dict[str, str], words: str) -> None:
    with pytest.raises(DisplayError, match=words) as caught:
        require_display(environment, "linux")
    assert "inspector-app run" in str(caught.value)


@pytest.mark.parametrize(
    ("environment", "platform"),
    [({}, "win32"), ({"QT_QPA_PLATFORM": "offscreen"}, "linux"), ({"WAYLAND_DISPLAY": "wayland-1"}, "linux")],
)
def test_other_displays_are_left_to_qt(environment: dict[str, str], platform: str) -> None:
    require_display(environment, platform)


def test_a_bug_of_ours_is_said_and_the_window_goes_on(
    window: MainWindow, caplog: pytest.LogCaptureFixture
) -> None:
    with telling_bugs(window):
        sys.excepthook(KeyError, KeyError("view 9"), None)
    assert "KeyError: 'view 9'" in window.status.texts[2]
    assert "the window has a bug" in caplog.text
    assert window.isVisible()


def test_a_polite_kill_closes_the_window(qapp: QApplication, station: Station) -> None:
    QTimer.singleShot(300, lambda: os.kill(os.getpid(), signal.SIGTERM))
    began = time.monotonic()
    assert run_window(station.site, lambda: station.ports, seconds=20).code == 0
    assert time.monotonic() - began < 10
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
