"""Faults 1, 11, 23 and 24 on a line in a process of its own: a camera gone, a hung inference, death, a dead window."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bootstrap.line_process import make_home
from tests.faults.conftest import until
from tests.faults.watched import WatchedLine, child_environment

BACK_AFTER_DEATH_S = 15

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs signals that stop and kill a process")


@pytest.fixture(scope="module")
def line(tmp_path_factory):
    os.chdir(Path(__file__).parents[2])
    line = WatchedLine(make_home(tmp_path_factory.mktemp("watched") / "home", views=1))
    yield line
    line.close()


@pytest.fixture(autouse=True)
def is_well(line):
    """Each test begins with a line that is READY and passes parts."""
    since = time.monotonic()
    until(
        lambda: line.ready(since) and any(part.signal == "ACCEPT" for part in line.parts(since)), 60, "READY"
    )


def accepted(parts):
    return [part for part in parts if part.signal == "ACCEPT"]


@pytest.mark.parametrize(("how", "bound_s"), [(signal.SIGKILL, 1.0), (signal.SIGSTOP, 2.0)])
def test_a_camera_that_dies_or_hangs_takes_ready_with_it_and_comes_back_by_a_reference(line, how, bound_s):
    (camera,) = line.cameras()
    camera.send_signal(how)
    gone = time.monotonic()
    until(lambda: any(not state.ready for state in line.heard("line_state", gone)), bound_s, "READY off")
    without = time.monotonic()
    until(lambda: line.ready(without), what="READY again")
    parts = line.parts(without)
    assert parts, "READY came back without a part that showed the reference"
    reference = next(part for part in parts if part.views)
    assert reference.signal == "REJECT"
    assert all(part.signal == "REJECT" for part in parts if not part.views)
    assert any("has shown its reference" in notice.text for notice in line.heard("notice", without))


def test_inference_that_hangs_is_killed_and_a_person_starts_the_line_again(line):
    pid = line.dog.pid
    line.fall_ill("hang")
    until(lambda: not (line.home.run / "hang").exists(), what="the inference that hangs")
    hung = time.monotonic()
    until(lambda: any(not state.ready for state in line.heard("line_state", hung)), 3, "READY off")
    comes_back_paused(line, pid)


def test_a_segfault_is_back_within_fifteen_seconds_and_a_person_starts_the_line_again(line):
    pid = line.dog.pid
    line.fall_ill("segfault")
    until(lambda: line.dog.pid != pid, what="its death")
    died = time.monotonic()
    comes_back_paused(line, pid)
    assert time.monotonic() - died < BACK_AFTER_DEATH_S


def comes_back_paused(line, pid):
    until(lambda: line.dog.pid not in {pid, None}, what="another process")
    again = time.monotonic()
    until(lambda: line.state(again) is not None and line.state(again).state == "paused", what="the line")
    assert not line.ready(again)
    assert "until a person starts it" in line.state(again).detail
    assert not line.parts(again)
    line.start_feed()


WINDOW = """
import sys, time
from pathlib import Path
from inspector_app.station import LineClient
client = LineClient(Path(sys.argv[1]))
client.start()
client.wait_connected(30)
print("open", flush=True)
time.sleep(600)
"""


def test_a_frozen_window_holds_up_no_part(line):
    with subprocess.Popen(
        [sys.executable, "-c", WINDOW, str(line.home.run)], stdout=subprocess.PIPE, env=child_environment()
    ) as window:
        assert window.stdout.readline() == b"open\n"
        window.send_signal(signal.SIGSTOP)
        frozen = time.monotonic()
        until(lambda: len(accepted(line.parts(frozen))) >= 8, what="parts")
        assert line.ready(frozen)
        window.kill()
