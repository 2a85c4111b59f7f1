"""What is the same for every family: fewer crops a step where memory is short, nothing done twice."""

from dataclasses import replace

import pytest

from inspector_app.learning.training import train as training
from inspector_app.learning.training.folder import is_finished, newest, seconds_used, training_record
from inspector_app.learning.training.plan import ShortOfMemoryError, TrainingError, TrainingPlan


class SmallMachine:
    """A family on a machine that has memory for so many crops a step."""

    def __init__(self, room):
        self.room = room
        self.batches = []

    def train(self, plan, *, resume, tell):
        del resume, tell
        self.batches.append(plan.batch)
        if plan.batch > self.room:
            raise ShortOfMemoryError(f"a step of {plan.batch} crops does not fit into memory")
        newest(plan.work).parent.mkdir(parents=True)
        newest(plan.work).write_bytes(b"weights")


@pytest.fixture
def plan(tmp_path):
    data = tmp_path / "data.yaml"
    data.write_text("names: {0: open}")
    return TrainingPlan(data, tmp_path / "work", device="cpu")


@pytest.fixture
def machine(monkeypatch):
    small = SmallMachine(room=8)
    monkeypatch.setattr(training, "detector", lambda _family: small)
    monkeypatch.setattr(training, "chosen_device", lambda wanted: wanted)
    monkeypatch.setattr(training, "device_words", lambda device: device)
    return small


def test_half_the_crops_a_step_until_they_fit_and_it_is_said(plan, machine, capsys):
    assert training.train(plan).is_file()
    assert machine.batches == [32, 16, 8]
    assert is_finished(plan.work)
    said = capsys.readouterr().err
    assert "32 crops does not fit into memory; going on with 16 crops" in said


def test_no_room_for_one_crop_says_what_to_do(plan, machine):
    machine.room = 0
    with pytest.raises(TrainingError, match="not enough memory to train yolov8n on even one crop"):
        training.train(plan)
    assert not is_finished(plan.work)


def test_a_finished_training_is_not_done_again(plan, machine):
    training.train(plan)
    machine.batches.clear()
    training.train(plan)
    assert machine.batches == []


def test_a_family_that_there_is_not_is_named_with_those_that_there_are(plan, machine):
    with pytest.raises(
        TrainingError, match=r"no family named yolov99; there are: yolov8n.*yolo26n.*rtdetr-n"
    ):
        training.train(replace(plan, family="yolov99"))


@pytest.mark.parametrize(
    ("table", "seconds"), [("", 0), ("epoch,time\n", 0), ("epoch,time\n1,40.5\n2,81\n", 81)]
)
def test_time_used_is_read_from_the_last_row(tmp_path, table, seconds):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "results.csv").write_text(table)
    assert seconds_used(tmp_path) == seconds


def test_a_card_names_the_family_of_a_training_that_was_resumed_and_no_path(tmp_path):
    pytest.importorskip("yaml")
    (tmp_path / "run").mkdir()
    (tmp_path / "family").write_text("yolo26n")
    (tmp_path / "run" / "args.yaml").write_text(
        "model: /home/ada/training/x/run/weights/last.pt\nbatch: 16\n"
    )
    (tmp_path / "run" / "results.csv").write_text("epoch,time\n1,40\n2,81\n")
    record = training_record(tmp_path)
    assert (record["arguments"]["model"], record["arguments"]["batch"], record["epochs"]) == (
        "yolo26n",
        16,
        2,
    )
