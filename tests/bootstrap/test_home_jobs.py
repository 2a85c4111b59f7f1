"""Jobs of a home: real child processes, found again by a later window, ended, and what they came to."""

import os
import signal
import sys
import time
from pathlib import Path

import psutil
import pytest

from inspector_app.bootstrap.home_jobs import HomeJobs, read_record
from inspector_app.bootstrap.training_jobs import JobError
from inspector_app.settings.home import Home
from inspector_app.ui.learning.answers import CheckAnswer
from inspector_app.ui.learning.wishes import CheckWish, GatesWish, ImportWish, SplitWish

STAND_IN = Path(__file__).with_name("job_stand_in.py")
WISH = CheckWish(name="h")


class Windows:
    """One window after the other on one home; `ending` is what the next job does."""

    def __init__(self, home: Home) -> None:
        self.home, self.ending = home, "wait"
        self.words: list[str] = []

    def open(self) -> HomeJobs:
        return HomeJobs(self.home, self._command)

    def _command(self, words):
        self.words = list(words)
        return [sys.executable, str(STAND_IN), self.ending, *words]


@pytest.fixture
def windows(tmp_path):
    made = Windows(Home(tmp_path / "home").create())
    yield made
    jobs = made.open()
    for line in jobs.all():
        if line.state == "running":
            jobs.stop(line.wish)


def until(jobs, wanted, seconds=120.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        lines = jobs.all()
        if lines and wanted(lines[0]):
            return lines[0]
        time.sleep(0.05)
    raise AssertionError(jobs.all())


def test_a_running_job_tells_how_far_it_is_and_a_later_window_finds_and_stops_it(windows):
    windows.open().begin(WISH)
    later = windows.open()
    line = until(later, lambda line: line.done == 50)
    assert (line.state, line.doing, line.total) == ("running", "images looked at", 100)
    assert 5 < line.seconds_left < 15
    assert windows.words[:3] == ["dataset", "check", "--files=200"]
    assert windows.words[-2:] == ["--", "h"]
    assert f"--home={windows.home.path}" in windows.words
    later.stop(WISH)
    assert later.all()[0].state == "stopped"
    later.forget(WISH)
    assert later.all() == ()


def test_what_it_came_to_is_kept_for_any_window(windows):
    windows.ending = "done"
    windows.open().begin(WISH)
    until(windows.open(), lambda line: line.state == "done")
    answer = windows.open().all()[0].answer
    assert isinstance(answer, CheckAnswer)
    assert (answer.good, answer.remarks[0].count, answer.remarks[0].files) == (False, 300, ("/h/a.png",))


@pytest.mark.parametrize(("ending", "words"), [("fail", "The disk is full."), ("odd", "can't be read")])
def test_what_it_failed_of_is_said(windows, ending, words):
    windows.ending = ending
    jobs = windows.open()
    jobs.begin(WISH)
    assert words in until(jobs, lambda line: line.state == "failed").trouble


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")
def test_a_killed_job_says_so_and_can_be_begun_again(windows):
    jobs = windows.open()
    jobs.begin(WISH)
    until(jobs, lambda line: line.done)
    (folder,) = windows.home.jobs.iterdir()
    os.kill(read_record(folder).pid, signal.SIGKILL)
    assert "killed" in until(jobs, lambda line: line.state == "failed").trouble
    windows.ending = "done"
    jobs.begin(WISH)
    assert until(jobs, lambda line: line.state == "done").trouble == ""


def test_two_jobs_about_one_thing_are_refused_and_about_others_not(windows):
    jobs = windows.open()
    jobs.begin(WISH)
    with pytest.raises(JobError, match="“Check h” runs already"):
        jobs.begin(SplitWish(name="h"))
    with pytest.raises(JobError, match="stop it first"):
        jobs.forget(WISH)
    jobs.begin(GatesWish(package="h", line="castings"))  # a package may be called as a dataset is
    jobs.begin(CheckWish(name="lids"))
    assert {line.wish.subject for line in jobs.all() if line.state == "running"} == {"h", "lids"}


@pytest.mark.skipif(sys.platform != "linux", reason="scheduling classes are of Linux")
def test_what_times_networks_is_not_left_to_what_nobody_else_wants(windows):
    jobs = windows.open()
    for wish, idle in ((WISH, True), (GatesWish(package="p", line="x"), False)):
        jobs.begin(wish)
        found = next(folder for folder in windows.home.jobs.iterdir() if read_record(folder).wish == wish)
        pid = psutil.Process(read_record(found).pid).pid
        assert (os.sched_getscheduler(pid) == os.SCHED_IDLE) is idle


def test_a_wish_in_any_script_and_a_damaged_record_hide_nothing(windows):
    windows.ending = "done"
    jobs = windows.open()
    jobs.begin(CheckWish(name="خدش" * 40))
    until(jobs, lambda line: line.state == "done")
    other = windows.home.jobs / "check-damaged"
    other.mkdir()
    (other / "job.json").write_text("{", encoding="utf-8")
    assert [line.wish.subject for line in jobs.all()] == ["خدش" * 40]


def test_a_job_that_can_not_be_started_leaves_nothing_running(windows):
    jobs = HomeJobs(windows.home, lambda _words: [str(windows.home.path / "no-such-program")])
    with pytest.raises(OSError, match="no-such-program"):
        jobs.begin(ImportWish(name="h", source="/x"))
    assert jobs.all() == ()


def test_a_disk_that_is_full_at_the_record_leaves_no_job_that_nobody_finds(windows, monkeypatch):
    started = []
    monkeypatch.setattr("inspector_app.bootstrap.home_jobs.started_here", started.append)

    def full(_path, _content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("inspector_app.bootstrap.home_jobs.write_whole", full)
    with pytest.raises(OSError, match="No space"):
        windows.open().begin(WISH)
    assert started[0].wait(timeout=20) is not None


def test_a_job_that_was_done_before_it_was_told_to_stop_is_done(windows):
    windows.ending = "done"
    jobs = windows.open()
    jobs.begin(WISH)
    until(jobs, lambda line: line.state == "done")
    (folder,) = windows.home.jobs.iterdir()
    record = read_record(folder).model_copy(update={"cancelled": True})
    (folder / "job.json").write_text(record.model_dump_json(), encoding="utf-8")
    assert windows.open().all()[0].state == "done"
