"""Trainings as jobs: real child processes that stand in for training, found again, ended, gone on with."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from inspector_app.bootstrap.child_jobs import LONGEST_JOB
from inspector_app.bootstrap.job_records import claim, read_record
from inspector_app.bootstrap.learning_desk import HomeLearningDesk
from inspector_app.bootstrap.training_jobs import JobError
from inspector_app.learning.training.plan import TrainingError
from inspector_app.settings.home import Home
from inspector_app.ui.learning.ports import Wish

STAND_IN = Path(__file__).with_name("training_stand_in.py")
WISH = Wish("housings-v1", "housings@1", "yolov8s", 5)


class Desks:
    """Desks of one home, as one window after the other makes them; `ending` is what the next job does."""

    def __init__(self, home: Home) -> None:
        self.home, self.ending = home, "wait"
        self.words: list[str] = []

    def open(self) -> HomeLearningDesk:
        return HomeLearningDesk(self.home, self._command)

    def _command(self, words):
        self.words = list(words)
        return [sys.executable, str(STAND_IN), self.ending, *words]

    @property
    def work(self) -> Path:
        return self.home.path / "training" / WISH.name


@pytest.fixture
def desks(tmp_path):
    made = Desks(Home(tmp_path / "home").create())
    yield made
    desk = made.open()
    for line in desk.trainings():
        if line.state in {"running", "quantising"}:
            desk.cancel(line.name)


def until(desk, wanted, seconds=20.0):
    """The one training once it is as wanted."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        lines = desk.trainings()
        if lines and wanted(lines[0]):
            return lines[0]
        time.sleep(0.05)
    raise AssertionError(desk.trainings())


def test_a_training_runs_at_low_priority_and_tells_its_epochs(desks):
    desk = desks.open()
    desk.start(WISH)
    line = until(desk, lambda line: len(line.epochs) == 2 and line.seconds_left is not None)
    assert (line.state, line.dataset, line.family, line.epochs_planned) == (
        "running", "housings@1", "yolov8s", 4,
    )  # fmt: skip
    assert line.epochs[1].map50 == pytest.approx(0.7)
    assert desks.words[:9] == [
        "train", "--name", "housings-v1", "--data", "housings@1", "--family", "yolov8s", "--minutes", "5",
    ]  # fmt: skip
    process = psutil.Process(read_record(desks.work, "train").pid)
    if sys.platform == "linux":
        assert os.sched_getscheduler(process.pid) == os.SCHED_IDLE
    if sys.platform != "win32":
        assert process.nice() == LONGEST_JOB
        assert os.getpgid(process.pid) == process.pid  # Ctrl-C at the window's terminal does not reach it
        assert os.getsid(process.pid) == os.getsid(0)  # and niceness counts against the line


def test_a_window_that_comes_later_finds_stops_and_resumes_it(desks):
    desks.open().start(WISH)
    later = desks.open()
    assert until(later, lambda line: len(line.epochs) == 2).state == "running"
    later.cancel(WISH.name)
    stopped = later.trainings()[0]
    assert (stopped.state, stopped.trouble, len(stopped.epochs)) == ("stopped", "", 2)
    desks.ending = "finish"
    later.resume(WISH.name)
    finished = until(later, lambda line: line.state == "finished")
    assert [epoch.number for epoch in finished.epochs] == [1, 2, 3, 4]
    assert not finished.trouble


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")
def test_a_killed_training_is_no_finished_one_and_says_so(desks):
    desk = desks.open()
    desk.start(WISH)
    until(desk, lambda line: len(line.epochs) == 2)
    os.kill(read_record(desks.work, "train").pid, signal.SIGKILL)
    line = until(desk, lambda line: line.state == "stopped")
    assert "killed" in line.trouble


def test_a_pid_that_another_process_has_by_now_is_not_taken_for_the_job(desks):
    desk = desks.open()
    desk.start(WISH)
    desk.cancel(WISH.name)
    record = read_record(desks.work, "train")
    path = desks.work / "jobs" / "train.json"
    path.write_text(record.model_copy(update={"pid": os.getpid()}).model_dump_json(), encoding="utf-8")
    assert desk.trainings()[0].state == "stopped"
    with pytest.raises(JobError, match="No job works"):
        desk.cancel(WISH.name)


def test_what_a_job_failed_of_is_said(desks):
    desks.ending = "fail"
    desk = desks.open()
    desk.start(WISH)
    assert until(desk, lambda line: line.trouble).trouble == "The disk is full."


def test_one_job_at_a_time_and_each_training_its_own_name(desks):
    desk = desks.open()
    desk.start(WISH)
    with pytest.raises(JobError, match="One runs at a time"):
        desks.open().start(Wish("other", "housings@1", "yolov8n", 5))
    until(desk, lambda line: line.epochs)
    desk.cancel(WISH.name)
    with pytest.raises(JobError, match="already"):
        desk.start(WISH)


def test_quantising_tells_its_step_and_why_it_failed(desks):
    desks.ending = "finish"
    desk = desks.open()
    desk.start(WISH)
    until(desk, lambda line: line.state == "finished")
    desks.ending = "wait"
    desk.quantise(WISH.name, "boards")
    assert until(desk, lambda line: line.doing == "choosing thresholds").state == "quantising"
    desk.cancel(WISH.name)
    desks.ending = "fail"
    assert desks.words[1:5] == ["--name", WISH.name, "--recipe", "boards"]
    desk.quantise(WISH.name, None)
    assert "--recipe" not in desks.words
    line = until(desk, lambda line: line.trouble)
    assert (line.state, line.trouble) == ("finished", "There are no images of the test part.")


def test_who_allowed_a_job_is_kept(desks):
    desk = desks.open()
    desk.start(Wish(WISH.name, WISH.dataset, WISH.family, 5, allowed_by="E. Engineer"))
    assert read_record(desks.work, "train").allowed_by == "E. Engineer"


def test_who_accepted_open_errors_is_told_to_the_training_and_again_when_it_goes_on(desks):
    desks.ending = "fail"
    desk = desks.open()
    desk.start(Wish(WISH.name, WISH.dataset, WISH.family, 5, errors_accepted_by="Q. Lead", reason="-a trial"))
    said = {"--open-errors-accepted-by=Q. Lead", "--reason=-a trial"}
    assert said <= set(desks.words)
    until(desk, lambda line: line.trouble)
    desk.resume(WISH.name)
    assert said <= set(desks.words)


def test_a_training_of_the_command_line_is_listed_and_can_be_resumed(desks):
    (desks.work / "run").mkdir(parents=True)
    (desks.work / "source.json").write_text('{"dataset": "housings@2", "compares": false}', encoding="utf-8")
    (desks.work / "family").write_text("yolov8m", encoding="utf-8")
    desk = desks.open()
    assert desk.trainings()[0].state == "stopped"
    desk.resume(WISH.name)
    assert {"--image-alone", "housings@2", "yolov8m"} <= set(desks.words)


def test_a_training_at_the_command_line_is_seen_running_and_keeps_others_out(desks):
    code = (
        "import sys; from pathlib import Path; from inspector_app.bootstrap.job_records import claim; "
        "claim(Path(sys.argv[1])); input()"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(desks.work)], stdin=subprocess.PIPE) as other:
        line = until(desks.open(), lambda line: line.state == "running")
        with pytest.raises(TrainingError, match=f"process {other.pid} works on"):
            claim(desks.work)
        other.communicate(b"\n")
    line = desks.open().trainings()[0]
    assert (line.state, line.trouble) == ("stopped", "")
    again = [sys.executable, "-c", code, str(desks.work)]
    assert subprocess.run(again, input=b"\n", check=False).returncode == 0


def test_a_damaged_training_is_listed_with_its_trouble_and_hides_nothing(desks):
    desks.work.mkdir(parents=True)
    (desks.work / "source.json").write_text("{", encoding="utf-8")
    overview = desks.open().overview()
    assert "damaged" in overview.trainings[0].trouble
    shipped = next(one for one in overview.packages if one.name == "board-defects")
    assert len(shipped.classes) == 6
    assert shipped.standing.startswith("under test")


def test_an_empty_home_has_nothing_but_what_ships(desks):
    overview = desks.open().overview()
    assert overview.datasets == overview.trainings == ()
    assert "yolov8n" in overview.families
