"""A package takes the place of another: a kill at any moment leaves one of the two, whole."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from inspector_app.model_packages.package import open_package
from inspector_app.model_packages.shelf import find_package, package_names
from tests.model_packages.test_package import seal

KILLED_AT_RENAME = """
import os, signal, sys
from pathlib import Path
from tests.model_packages.test_package import seal
last, work, target = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
rename, count = Path.rename, 0
def counted(path, goal):
    global count
    count += 1
    if count == last:
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(path, goal)
Path.rename = counted
seal(work, target, content=b"new")
"""


def killed_at(number, tmp_path):
    """A process that replaces the package and is killed before its rename of this number."""
    if not hasattr(signal, "SIGKILL"):
        pytest.skip("no SIGKILL here")
    words = [str(number), str(tmp_path / f"work{number}"), str(tmp_path / "models" / "m")]
    done = subprocess.run(
        [sys.executable, "-c", KILLED_AT_RENAME, *words], cwd=Path(__file__).parents[2], check=False
    )
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize("number", [1, 2])
def test_the_old_package_is_there_after_a_kill(number, tmp_path):
    old = seal(tmp_path / "work", tmp_path / "models" / "m", content=b"old")
    killed_at(number, tmp_path)
    assert find_package("m", [tmp_path / "models"]).sha256 == old.sha256


def test_a_list_brings_it_back_as_well_and_the_next_one_takes_its_place(tmp_path):
    models = tmp_path / "models"
    seal(tmp_path / "work", models / "m", content=b"old")
    killed_at(2, tmp_path)
    assert not (models / "m").exists()
    assert package_names([models]) == ("m",)
    new = seal(tmp_path / "again", models / "m", content=b"new")
    assert open_package(models / "m").sha256 == new.sha256
    assert [path.name for path in models.iterdir()] == ["m"]


def test_who_looks_in_between_is_no_harm_to_who_writes(tmp_path, monkeypatch):
    models = tmp_path / "models"
    old = seal(tmp_path / "work", models / "m", content=b"old")
    rename, seen = Path.rename, []

    def looked_at(path, goal):
        if path.name == ".m.new" and not seen:
            seen.append(find_package("m", [models]).sha256)
        return rename(path, goal)

    monkeypatch.setattr(Path, "rename", looked_at)
    new = seal(tmp_path / "again", models / "m", content=b"new")
    assert seen == [old.sha256]
    assert find_package("m", [models]).sha256 == new.sha256
    assert [path.name for path in models.iterdir()] == ["m"]
