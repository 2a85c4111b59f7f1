import os
import shutil
import subprocess
import sys

import pytest

from installer import display, starting
from installer.environments import Environment

linux = pytest.mark.skipif(sys.platform != "linux", reason="Windows always has a screen")


@linux
@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
        ({"QT_QPA_PLATFORM": "xcb"}, False),
    ],
)
def test_what_counts_as_a_screen(variables, expected):
    assert display.has_display(variables) is expected


@linux
def test_without_a_screen_run_says_what_to_do(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(starting, "has_display", lambda: False)
    monkeypatch.setattr(starting.subprocess, "run", lambda *a, **k: pytest.fail("must not start"))
    assert starting._start_demo(Environment(tmp_path / ".venv", (), needs_gb=0), []) == 1
    said = capsys.readouterr().err
    assert "no display" in said
    assert f"{tmp_path / '.venv' / 'bin' / 'inspector-app'} run --recipe demo" in said


@linux
@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed")
def test_tests_get_a_screen_of_their_own_that_goes_away_again():
    with display.display_for_tests(
        {"DISPLAY": ":4711", "WAYLAND_DISPLAY": "w", "PATH": os.environ["PATH"]}
    ) as got:
        assert got["DISPLAY"] not in (":4711", "")
        assert got["QT_QPA_PLATFORM"] == "xcb"
        assert "WAYLAND_DISPLAY" not in got
        assert _screens(got["DISPLAY"])
    assert not _screens(got["DISPLAY"])


def _screens(number):
    return os.path.exists(f"/tmp/.X11-unix/X{number.lstrip(':')}")  # noqa: PTH110 - where X servers listen


@linux
def test_without_xvfb_it_says_so(monkeypatch, capsys):
    monkeypatch.setattr(display.shutil, "which", lambda name: None)
    with display.display_for_tests({"DISPLAY": ":0"}) as got:
        assert got == {"QT_QPA_PLATFORM": "offscreen"}
    assert "Xvfb is missing" in capsys.readouterr().out


def test_the_demo_gets_its_options_and_its_exit_code_comes_back(monkeypatch, tmp_path):
    seen = []

    def run(command, **options):
        seen.append(command)
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(starting, "has_display", lambda: True)
    monkeypatch.setattr(starting.subprocess, "run", run)
    options = starting._parser().parse_args(["--", "--seconds", "5"])
    assert starting._start_demo(Environment(tmp_path, (), needs_gb=0), options.demo) == 3
    assert seen[0][1:] == ["demo", "--seconds", "5"]
