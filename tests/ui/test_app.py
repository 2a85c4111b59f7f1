"""Opening the window as the command does."""

import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from inspector_app.ui.app import run_window
from inspector_app.ui.event_loop_probe import EventLoopProbe
from inspector_app.ui.ports import Ports
from tests.ui.fakes import Station, line_state


def test_it_runs_for_a_while_saves_what_it_shows_and_closes_the_ports(
    qapp: QApplication, station: Station, tmp_path: Path
) -> None:
    closed: list[bool] = []
    probes: list[EventLoopProbe] = []

    def connect() -> Ports:
        time.sleep(0.1)
        ports = station.ports
        return Ports(
            ports.site, ports.line, ports.frames, ports.reader, ports.reports, lambda: closed.append(True)
        )

    code = run_window(
        station.site, connect, seconds=0.8, screenshot=tmp_path / "shot.png", probe=probes.append
    )
    assert code == 0
    assert (tmp_path / "shot.png").exists()
    assert closed == [True]
    assert probes[0].count > 20


def test_a_station_that_does_not_come_up_ends_with_1(qapp: QApplication, station: Station) -> None:
    def connect() -> Ports:
        raise OSError("no home")

    assert run_window(station.site, connect, seconds=0.4) == 1


def test_a_screenshot_that_cannot_be_written_ends_with_1(
    qapp: QApplication, station: Station, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    code = run_window(
        station.site, lambda: station.ports, seconds=0.3, screenshot=tmp_path / "file" / "shot.png"
    )
    assert code == 1
    assert "shot.png" in capsys.readouterr().err


def test_line_state_of_the_fakes_is_whole() -> None:
    assert line_state().cameras
