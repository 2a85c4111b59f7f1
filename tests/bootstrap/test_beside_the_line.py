"""Training and quantising beside a line in auto-reject: refused by the program itself, whoever asks and from where."""

import os

import psutil
import pytest

from inspector_app.bootstrap import beside_the_line
from inspector_app.bootstrap.beside_the_line import check_beside_line, running_mode
from inspector_app.bootstrap.job_records import (
    WHAT,
    JobRecord,
    claim_beside_the_line,
    read_record,
    write_record,
)
from inspector_app.cli.commands import chosen_entry
from inspector_app.cli.main import build_app
from inspector_app.domain.recipe import Mode
from inspector_app.learning.training.plan import TrainingError
from inspector_app.settings.home import Home
from inspector_app.station import StationServer
from inspector_app.station.line_state import line_state
from tests.station.fakes import Bench


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home").create()


@pytest.fixture
def in_auto_reject(monkeypatch):
    monkeypatch.setattr(beside_the_line, "running_mode", lambda _home: Mode.AUTO_REJECT)


def test_where_no_line_runs_nothing_is_in_the_way(home):
    assert running_mode(home) is None
    check_beside_line(home, "")


@pytest.mark.usefixtures("in_auto_reject")
@pytest.mark.parametrize("what", WHAT)
def test_beside_auto_reject_an_engineer_says_so_by_name(home, what):
    work = home.path / "training" / "housings"
    for nobody in ("", " "):
        with pytest.raises(TrainingError, match="auto-reject"):
            claim_beside_the_line(work, what, nobody)
    assert read_record(work, what) is None
    claim_beside_the_line(work, what, "E. Engineer")
    assert read_record(work, what).allowed_by == "E. Engineer"


@pytest.mark.usefixtures("in_auto_reject")
def test_quantize_at_the_command_line_asks_for_the_engineer_too(home):
    checkpoint = home.path / "last.pt"
    checkpoint.write_bytes(b"none")
    words = ["quantize", "--name", "housings", "--checkpoint", str(checkpoint), "--home", str(home.path)]
    with pytest.raises(TrainingError, match="--engineer NAME"):
        build_app(chosen_entry(words))(args=words)
    assert not (home.path / "training" / "housings").exists()


def test_a_training_is_quantised_by_one_process_at_a_time(home):
    work, parent = home.path / "training" / "housings", psutil.Process(os.getppid())
    (work / "jobs").mkdir(parents=True)
    record = {"words": (), "pid": parent.pid, "created": parent.create_time(), "at": "2026-11-24T08:00:00Z"}
    write_record(work, JobRecord(what="quantize", **record))
    with pytest.raises(TrainingError, match=r"works on the training housings already \(quantize\)"):
        claim_beside_the_line(work, "quantize")
    claim_beside_the_line(work)  # quantising an early checkpoint does not keep a training off


@pytest.mark.usefixtures("in_auto_reject")
def test_what_was_said_in_the_window_holds_for_that_job_alone(home):
    work, me = home.path / "training" / "housings", psutil.Process()
    (work / "jobs").mkdir(parents=True)
    record = {"what": "train", "words": (), "at": "2026-11-24T08:00:00Z", "allowed_by": "E. Engineer"}
    write_record(work, JobRecord(pid=os.getpid(), created=me.create_time(), **record))
    claim_beside_the_line(work)
    write_record(work, JobRecord(pid=1, created=0.0, **record))  # of an earlier job
    with pytest.raises(TrainingError, match="--engineer NAME"):
        claim_beside_the_line(work)


@pytest.mark.parametrize("mode", [Mode.SHADOW, Mode.ALERT])
def test_in_other_modes_nobody_is_asked(home, monkeypatch, mode):
    monkeypatch.setattr(beside_the_line, "running_mode", lambda _home: mode)
    check_beside_line(home, "")


@pytest.mark.parametrize("mode", [Mode.AUTO_REJECT, Mode.ALERT])
def test_a_line_that_runs_is_asked(home, mode):
    server = StationServer(home.run, lambda _command, _answer: None)
    try:
        server.publish(line_state(Bench().line._floor).model_copy(update={"mode": mode}))
        assert running_mode(home) is mode
    finally:
        server.close()
