from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from inspector_app.settings.home import Home, HomeError, resolve_home


def test_create_makes_every_folder_and_can_be_repeated(tmp_path):
    home = Home(tmp_path / "a" / "station").create()
    home.create()
    for folder in (home.images, home.kept_goldens, home.recipes, home.models, home.reports, home.run):
        assert folder.is_dir()
    assert [entry.name for entry in home.path.iterdir() if entry.name.startswith(".write-test")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_only_this_user_may_look_into_run(tmp_path):
    assert Home(tmp_path).create().run.stat().st_mode & 0o077 == 0


def test_a_home_that_is_a_file_is_a_clear_error(tmp_path):
    path = tmp_path / "home"
    path.write_text("not a folder")
    with pytest.raises(HomeError, match=r"home folder .*home can't be written"):
        Home(path).create()
    assert path.read_text() == "not a folder"


def test_paths_in_rows_are_relative_with_slashes(tmp_path):
    home = Home(tmp_path)
    assert home.relative(home.images / "2026-01-02" / "x.jpg") == "images/2026-01-02/x.jpg"


def test_the_option_goes_before_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("INSPECTOR_HOME", str(tmp_path / "env"))
    assert resolve_home(tmp_path / "option").path == tmp_path / "option"
    assert resolve_home(None).path == tmp_path / "env"
    assert resolve_home(None, demo=True).path == tmp_path / "env"


def test_the_home_of_a_user_that_there_is_not_is_a_clear_error():
    with pytest.raises(HomeError, match="no such user"):
        resolve_home(Path("~nobody-of-this-name/x"))


def test_a_home_whose_name_is_no_text_is_a_clear_error():
    with pytest.raises(HomeError, match="is no text"):
        resolve_home(Path("b\udcff"))


def test_the_demo_has_a_home_of_its_own(monkeypatch):
    monkeypatch.delenv("INSPECTOR_HOME", raising=False)
    station, demo = resolve_home(None).path, resolve_home(None, demo=True).path
    assert demo == station.with_name(station.name + "-demo")


_READ_ONLY = """
import pathlib, subprocess, sys
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m,ro", "none", sys.argv[1]], check=True)
from inspector_app.settings.home import Home, HomeError
try:
    Home(pathlib.Path(sys.argv[1])).create()
except HomeError as error:
    print("refused:", error)
"""


def test_a_read_only_disk_is_a_clear_error(tmp_path):
    if sys.platform != "linux" or subprocess.run(["unshare", "-Urm", "true"], check=False).returncode:
        pytest.skip("mount namespaces are not allowed here")
    command = ["unshare", "-Urm", sys.executable, "-c", _READ_ONLY, str(tmp_path)]
    root = Path(__file__).parents[2]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    expected = f"refused: The home folder {tmp_path} can't be written: Read-only file system"
    assert result.stdout.startswith(expected)
