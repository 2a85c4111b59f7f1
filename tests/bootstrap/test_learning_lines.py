"""What the learning screen is told of a training that runs."""

import json
import os
from datetime import UTC, datetime, timedelta

import pytest

from inspector_app.bootstrap.job_records import JobRecord, job_file
from inspector_app.bootstrap.learning_lines import training_line

RUNNING = JobRecord(what="train", words=("--name", "x"), pid=os.getpid(), created=0.0, at=datetime.now(UTC))


@pytest.fixture
def work(tmp_path):
    job_file(tmp_path / "x", "train", "json").parent.mkdir(parents=True)
    (tmp_path / "x" / "source.json").write_text('{"dataset": "housings@1"}', encoding="utf-8")
    return tmp_path / "x"


def tell(work, *lines):
    """Progress of a job, each line so many seconds ago."""
    now = datetime.now(UTC)
    told = [{"at": (now - timedelta(seconds=ago)).isoformat(), **line} for ago, line in lines]
    text = "\n".join(json.dumps(line) for line in told)
    job_file(work, "train", "progress").write_text(text + '\n{"at": "cut o', encoding="utf-8")


CUT = (30, {"what": "cutting images", "done": 20, "total": 20})


def test_cutting_images_is_told_in_numbers(work):
    tell(work, CUT)
    line = training_line(work, RUNNING)
    assert (line.doing, line.seconds_left) == ("cutting images: 20 of 20", None)


def test_the_time_left_goes_by_the_epochs_so_far_and_runs_down(work):
    tell(work, CUT, (20, {"epoch": 1, "epochs": 5}), (10, {"epoch": 2, "epochs": 5}))
    line = training_line(work, RUNNING)
    assert line.epochs_planned == 5
    assert line.seconds_left == pytest.approx(20, abs=3)


def test_a_resumed_training_knows_no_time_after_its_first_epoch(work):
    tell(work, (10, {"epoch": 7, "epochs": 9}))
    assert training_line(work, RUNNING).seconds_left is None


def test_a_late_epoch_is_never_a_negative_time(work):
    tell(work, (900, CUT[1]), (890, {"epoch": 1, "epochs": 2}))
    assert training_line(work, RUNNING).seconds_left == 0


def test_quantising_says_its_step_and_the_time_that_is_left_of_all(work):
    running = RUNNING.model_copy(update={"what": "quantize"})
    assert training_line(work, running).doing == "The job starts."
    step = {"what": "measuring on held-out images", "step": 6, "steps": 7, "done": 40, "total": 2600}
    told = json.dumps({"at": datetime.now(UTC).isoformat(), **step, "rest_s": 300.0})
    job_file(work, "quantize", "progress").write_text(told + "\n", encoding="utf-8")
    line = training_line(work, running)
    assert line.doing == "Step 6 of 7: measuring on held-out images, 40 of 2,600"
    assert line.seconds_left == 300
