"""A full disk, really made: a small file system in a mount namespace."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _run(case, folder):
    if sys.platform != "linux" or subprocess.run(["unshare", "-Urm", "true"], check=False).returncode:
        pytest.skip("mount namespaces are not allowed here, so no disk can be filled")
    command = ["unshare", "-Urm", sys.executable, "-m", "tests.records.disk_full_child", case, str(folder)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=60)
    assert result.returncode == 0, result.stderr
    assert result.stdout.endswith("done\n")
    return result.stdout


def test_an_image_that_does_not_fit_is_an_error_and_leaves_nothing(tmp_path):
    assert "refused: The image of view top could not be kept: No space left" in _run(
        "image_does_not_fit", tmp_path
    )


def test_rows_that_do_not_fit_are_an_error_and_nothing_is_half_done(tmp_path):
    assert f"refused: The disk of {tmp_path / 'station.db'} is full" in _run("row_does_not_fit", tmp_path)


def test_good_images_make_room_for_the_next_part(tmp_path):
    assert "made room: " in _run("good_images_make_room", tmp_path)


def test_a_home_on_a_full_disk_is_a_clear_error_and_no_half_made_database(tmp_path):
    assert "refused: HomeError: The home folder" in _run("no_home", tmp_path)
