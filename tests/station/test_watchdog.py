"""The watchdog over real processes: death, hanging, refusal, an orderly end."""

import os
import signal
import sys
import time
from types import SimpleNamespace

import psutil
import pytest

from inspector_app.station import Watchdog
from inspector_app.station.heart import Heart, beat_file

LIVING = """
import signal, sys, threading
from pathlib import Path
from inspector_app.station.heart import Heart, beat_file
ended = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: ended.set())
heart = Heart(beat_file(Path(sys.argv[1])), lambda stalled: None)
heart.start()
while not ended.wait(0.05):
    heart.progress()
Path(sys.argv[1], "ended").touch()
heart.close()
"""
ANSWERING = LIVING + "print('loading'); print('[3]')"
HANGING = LIVING.replace(
    "heart.progress()",
    "threading.Event().wait() if Path(sys.argv[1], 'hang').exists() else heart.progress(0.3)",
)


def until(condition, seconds=15.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.02)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a named pipe stands for the stalled disk")
def test_the_heart_beats_on_while_the_disk_of_its_mark_stalls(tmp_path):
    stalled = tmp_path / "mark"
    os.mkfifo(stalled)  # whoever writes waits for a reader
    beats = []
    heart = Heart(stalled, beats.append)
    heart.start()
    until(lambda: True in beats)  # it says as well that the loop does not turn
    with stalled.open(encoding="utf-8"):
        heart.close()


@pytest.fixture
def watch(tmp_path):
    dogs = []

    def start(program, **kwargs):
        dogs.append(Watchdog([sys.executable, "-c", program, str(tmp_path)], tmp_path, **kwargs))
        dogs[-1].start()
        return dogs[-1]

    yield start
    for dog in dogs:
        dog.stop()
        assert dog.pid is None


def test_a_killed_line_is_back_within_five_seconds(watch):
    dog = watch(LIVING)
    until(lambda: dog.state == "running")
    first = dog.pid
    os.kill(first, signal.SIGKILL)
    killed = time.monotonic()
    until(lambda: dog.state == "running" and dog.pid not in {first, None})
    assert time.monotonic() - killed < 5
    assert dog.restarts == 1


def test_a_line_that_hangs_is_killed_and_started_anew(watch, tmp_path):
    dog = watch(HANGING)
    until(lambda: dog.state == "running")
    first = dog.pid
    (tmp_path / "hang").touch()
    until(lambda: not psutil.pid_exists(first))
    (tmp_path / "hang").unlink()
    until(lambda: dog.state == "running" and dog.pid is not None)
    assert dog.pid != first


def test_a_frozen_process_is_killed_too(watch):
    dog = watch(LIVING, beat_lost_s=1.0)
    until(lambda: dog.state == "running")
    first = dog.pid
    os.kill(first, signal.SIGSTOP)
    until(lambda: dog.state == "running" and dog.pid not in {first, None})


def test_a_refused_start_is_not_tried_again_and_says_why(watch):
    dog = watch("import sys; print('a line already works on this home', file=sys.stderr); sys.exit(1)")
    until(lambda: dog.state == "refused")
    assert "already works" in dog.last_words
    assert dog.restarts == 0


def test_a_line_that_ran_and_is_refused_when_it_is_started_again_says_why(watch, tmp_path):
    dog = watch(LIVING)
    until(lambda: dog.state == "running")
    assert dog.refusal == ""
    dog._command = [
        sys.executable,
        "-c",
        "import sys; print('recipe demo: bad', file=sys.stderr); sys.exit(1)",
    ]
    os.kill(dog.pid, signal.SIGKILL)
    until(lambda: dog.refusal == "recipe demo: bad")
    assert dog.state in {"waiting", "starting"}


def test_a_line_that_ended_by_itself_stays_ended(watch):
    dog = watch("pass")
    until(lambda: dog.state == "ended")
    assert dog.restarts == 0


def test_one_that_dies_again_and_again_is_started_ever_more_slowly(watch):
    dog = watch("import os; os.abort()")
    time.sleep(3.0)
    assert 1 <= dog.restarts <= 5
    assert dog.state in {"waiting", "starting"}


def test_one_that_never_beats_is_given_up_and_tried_again(watch):
    dog = watch("import time; time.sleep(60)", starting_s=0.5)
    until(lambda: dog.restarts >= 1)


def test_stopping_lets_the_line_finish(watch, tmp_path):
    dog = watch(LIVING)
    until(lambda: dog.state == "running")
    dog.stop()
    assert (tmp_path / "ended").exists()
    assert not beat_file(tmp_path).exists()
    assert dog.state == "stopped"


def test_the_heart_stops_without_progress_and_says_when_it_is_stalled(tmp_path):
    beats = []
    heart = Heart(beat_file(tmp_path), beats.append)
    heart.start()
    try:
        heart.progress(allowed_s=60)
        until(lambda: True in beats)
        assert beats[0] is False
        heart.progress(allowed_s=0.0)
        time.sleep(0.1)
        count = len(beats)
        time.sleep(1.2)
        assert len(beats) == count
    finally:
        heart.close()


def test_a_machine_that_stood_still_costs_no_line(watch, monkeypatch):
    stood_s = [0.0]
    clock = SimpleNamespace(monotonic=lambda: time.monotonic() + stood_s[0])
    monkeypatch.setattr("inspector_app.station.watchdog.time", clock)
    dog = watch(LIVING)
    until(lambda: dog.state == "running")
    first = dog.pid
    for _ in range(6):
        stood_s[0] += 20.0
        time.sleep(0.35)
    assert (dog.pid, dog.restarts) == (first, 0)


def test_what_the_run_came_to_is_kept(watch):
    dog = watch(ANSWERING)
    until(lambda: dog.state == "running")
    assert not dog.answer
    dog.stop()
    assert dog.answer == "[3]"
