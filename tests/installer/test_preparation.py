"""Real environments, filled from a folder of tiny wheels; the tests share one."""

import subprocess
import sys

import pytest

from installer import preparation
from installer.console import SetupError
from installer.environments import Environment
from installer.installed import installed_versions
from installer.preparation import prepare
from installer.stamps import remove_stamp, why_not_ready


@pytest.fixture
def ready(project):
    """The environment, made where it is not."""
    prepare(project.environment, project.root)
    return project.environment


def runs(environment):
    done = subprocess.run([environment.inspector], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.strip()


def test_a_fresh_one_is_made_and_the_second_time_is_quick(project, ready, capsys):
    assert runs(ready) == "tiny"
    assert why_not_ready(ready, project.root) is None
    prepare(ready, project.root)
    assert capsys.readouterr().out.splitlines()[-1] == "[inspector] .venv is ready."


def test_libraries_are_told_not_to_phone_home_whoever_starts_python(ready):
    code = (
        "import os; print(os.environ['YOLO_AUTOINSTALL'], os.environ['YOLO_OFFLINE'], os.environ['NNCF_CI'])"
    )
    done = subprocess.run([ready.python, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["false", "true", "1"]


def test_an_install_that_was_cut_off_goes_on_where_it_was(project, ready, capsys):
    remove_stamp(ready)
    (ready.site_packages / "tiny_data.txt").unlink()
    assert why_not_ready(ready, project.root) == "it is not finished"
    prepare(ready, project.root)
    assert "tiny-1.0 was cut off half-way" in capsys.readouterr().out
    assert (ready.site_packages / "tiny_data.txt").read_text() == "data"


def test_a_package_that_vanished_comes_back(project, ready):
    info = next(ready.site_packages.glob("tiny-*.dist-info"))
    (info / "RECORD").unlink()
    info.rename(info.with_suffix(".gone"))
    assert why_not_ready(ready, project.root) == "tiny 1.0 is missing in it"
    prepare(ready, project.root)
    assert installed_versions(ready.site_packages)["tiny"] == "1.0"


@pytest.mark.skipif(sys.platform == "win32", reason="a Python in use can't be removed on Windows")
def test_a_python_that_is_gone_makes_it_anew(project, ready, capsys):
    ready.python.unlink()
    prepare(ready, project.root)
    assert ".venv is broken; it is made anew" in capsys.readouterr().out
    assert runs(ready) == "tiny"


@pytest.mark.skipif(sys.platform == "win32", reason="a Python in use can't be moved on Windows")
def test_a_moved_project_gets_a_new_one(project, ready, capsys):
    aside = ready.folder.with_name("elsewhere")
    ready.folder.rename(aside)
    moved = Environment(aside, ready.locks, needs_gb=0.1)
    assert why_not_ready(moved, project.root) == "the project was moved"
    prepare(moved, project.root)
    assert "is made anew" in capsys.readouterr().out
    assert runs(moved) == "tiny"


def test_other_locked_versions_are_installed(project, ready):
    before = project.lock.read_text(encoding="utf-8")
    project.lock.write_text("tiny==2.0\n", encoding="utf-8")
    try:
        assert why_not_ready(ready, project.root) == "other versions are locked now"
        prepare(ready, project.root)
        assert runs(ready) == "tiny 2"
    finally:
        project.lock.write_text(before, encoding="utf-8")


def test_more_locks_than_needed_are_fine_and_fewer_are_not(project, ready):
    more = project.lock.with_name("dev.txt")
    more.write_text("# nothing\n", encoding="utf-8")
    wider = Environment(ready.folder, (*ready.locks, more), needs_gb=0.1)
    assert why_not_ready(wider, project.root) == "other versions are locked now"
    prepare(wider, project.root)
    assert why_not_ready(ready, project.root) is None


def test_a_second_opencv_is_refused(project, ready):
    before = project.lock.read_text(encoding="utf-8")
    project.lock.write_text("tiny==1.0\nopencv-python-headless==5.0\n", encoding="utf-8")
    try:
        with pytest.raises(SetupError, match=r"opencv-python-headless is in \.venv and overwrites"):
            prepare(ready, project.root)
    finally:
        project.lock.write_text(before, encoding="utf-8")
    assert why_not_ready(ready, project.root) == "it is not finished"


def test_a_version_that_does_not_exist_is_said_with_pips_words(project, tmp_path):
    lock = tmp_path / "station.txt"
    lock.write_text("tiny==9.9\n", encoding="utf-8")
    environment = Environment(project.root / ".venv", (lock,), needs_gb=0.1)
    with pytest.raises(SetupError, match=r"Installing station failed.(?s:.*)tiny==9\.9"):
        prepare(environment, project.root)


def test_a_disk_that_is_too_small_is_refused_before_anything_is_made(project):
    environment = Environment(project.root / ".venv-huge", (project.lock,), needs_gb=1e6)
    with pytest.raises(SetupError, match=r"takes 1000000.0 GB"):
        prepare(environment, project.root)
    assert not environment.folder.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="glibc")
def test_a_system_that_is_too_old_is_named():
    with pytest.raises(SetupError, match=r"glibc 2\.34.*2\.31"):
        preparation._refuse_old_system(("glibc", "2.31"))
    preparation._refuse_old_system(("glibc", "2.36"))
