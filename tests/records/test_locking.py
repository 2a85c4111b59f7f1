from __future__ import annotations

import os
import subprocess
import sys

import pytest

from inspector_app.records.locking import HomeBusyError, HomeLock
from inspector_app.settings.home import Home, HomeError

_HOLD = """
import pathlib, sys
from inspector_app.records.locking import HomeLock
from inspector_app.settings.home import Home
lock = HomeLock(Home(pathlib.Path(sys.argv[1]))).acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path).create()


def _hold(home, script=_HOLD):
    command = [sys.executable, "-c", script, str(home.path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_line_is_refused_by_pid_and_a_killed_one_leaves_no_lock(home):
    with _hold(home) as process:
        with pytest.raises(HomeBusyError, match=rf"process {process.pid}\)"):
            HomeLock(home).acquire()
        process.kill()
    with HomeLock(home) as lock:
        assert lock.held


def test_a_second_lock_in_one_process_is_refused_too(home):
    with HomeLock(home), pytest.raises(HomeBusyError, match=f"process {os.getpid()}"):
        HomeLock(home).acquire()


@pytest.mark.skipif(sys.platform != "linux", reason="fork")
def test_a_forked_camera_does_not_keep_the_lock_of_a_killed_line(home):
    forked = _HOLD.replace(
        'print("held", flush=True)',
        'if not os.fork():\n    print("held", flush=True)\n    time.sleep(2)\n    os._exit(0)',
    )
    with _hold(home, "import os, time\n" + forked) as process:
        process.kill()
        process.wait()
        HomeLock(home).acquire().release()


def test_release_can_be_repeated_and_the_lock_taken_again(home):
    lock = HomeLock(home).acquire()
    lock.release()
    lock.release()
    assert not lock.held
    with HomeLock(home):
        pass


def test_a_home_without_its_folders_is_a_clear_error(tmp_path):
    with pytest.raises(HomeError, match="can't be written"):
        HomeLock(Home(tmp_path / "nowhere")).acquire()
