"""A job packed in one home and made ready in another, without training anything."""

import json
import zipfile
from dataclasses import asdict

import cv2
import numpy as np
import pytest

from inspector_app.bootstrap.packed_training import check_can_be_packed, pack, packed_here, unpack
from inspector_app.bootstrap.training import Source, keep_source, source_told
from inspector_app.domain.geometry import Box
from inspector_app.learning.crops.files import DATA_YAML, Mark, make_folders, write_crop, write_data_yaml
from inspector_app.learning.packed.job import job_told, read_job
from inspector_app.learning.packed.sealed import LIST, Sealed, write_sealed
from inspector_app.learning.training.plan import TrainingError, TrainingPlan
from inspector_app.settings.home import Home

CLASSES = ("no", "Narbe: alt", "1.5", '#"x')


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "Werk: 1 #süd").create()


@pytest.fixture
def there(tmp_path):
    return Home(tmp_path / "there").create()


@pytest.fixture
def plan(home):
    work = home.path / "training" / "far"
    work.mkdir(parents=True)
    keep_source(work, Source(dataset="own@1", compares=False))
    make_folders(work / "crops")
    for part in ("train", "val"):
        crop = np.full((32, 32, 3), 77, np.uint8)
        write_crop(work / "crops", part, "000001-0", crop, [Mark(1, Box(4, 4, 12, 12))])
    (work / "crops" / "labels" / "train.cache").write_bytes(b"a pickle of ultralytics")
    start = home.path / "start.safetensors"
    start.write_bytes(b"weights")
    data = write_data_yaml(work / "crops", CLASSES)
    return TrainingPlan(
        data, work, start=start, epochs=3, minutes=2.5, augment=("light",), compares=False, device="cpu"
    )


@pytest.fixture
def job(plan, tmp_path):
    said = []
    file = tmp_path / "far.job.zip"
    pack(file, plan, None, said.append)
    assert "MB, of" in said[0]
    return file


def test_the_other_machine_gets_the_same_plan_and_files(job, plan, there):
    sent = unpack(job, there, "cpu")
    work = there.path / "training" / "far"
    here = {"data": work / "crops" / DATA_YAML, "work": work, "start": work / "start.safetensors"}
    assert asdict(sent.plan) == {**asdict(plan), **here}
    assert (work / "start.safetensors").read_bytes() == b"weights"
    crops = sorted(path.name for path in (work / "crops").rglob("*") if path.is_file())
    assert crops == ["000001-0.png", "000001-0.png", "000001-0.txt", "000001-0.txt", DATA_YAML]
    assert source_told(work) == Source(dataset="own@1", compares=False)
    assert cv2.imread(str(work / "crops" / "images" / "val" / "000001-0.png"))[0, 0, 0] == 77


def test_classes_of_any_name_arrive(job, there):
    assert read_job(job)[1].classes == CLASSES
    unpack(job, there, "cpu")
    (kept,) = (there.path / "training" / "far").glob("job.json")
    assert job_told(Sealed.model_validate_json(kept.read_bytes()), kept).classes == CLASSES


def test_the_same_job_goes_on_and_another_of_its_name_is_refused(job, plan, there, tmp_path):
    first = unpack(job, there, "cpu")
    assert unpack(job, there, "cpu") == first
    (plan.work / "crops" / "labels" / "val" / "000001-0.txt").write_text("", encoding="utf-8")
    pack(other := tmp_path / "other.zip", plan, None, print)
    with pytest.raises(TrainingError, match="another training of this name"):
        unpack(other, there, "cpu")


def test_where_it_was_packed_it_is_not_run(job, home):
    with pytest.raises(TrainingError, match="was packed in this very home"):
        unpack(job, home, "cpu")


def _again(job, change, files=()):
    """The job sealed anew with other facts or members, as somebody would who wants to get something in."""
    sealed, told = read_job(job)
    with zipfile.ZipFile(job) as opened:
        opened.extractall(job.parent / "out")
    members = {name: job.parent / "out" / name for name in sealed.files}
    for name in files:
        (job.parent / "evil").write_bytes(b"x")
        members[name] = job.parent / "evil"
    write_sealed(job, sealed.kind, {**told.model_dump(mode="json"), **change}, members)


@pytest.mark.parametrize(
    ("change", "files", "said"),
    [
        ({"name": "../../up"}, (), "can't be the name of a training"),
        ({"name": ""}, (), "can't be the name of a training"),
        ({"name": ".hidden"}, (), "can't be the name of a training"),
        ({"classes": []}, (), "can't be the job of a training"),
        ({"classes": ["a\nb"]}, (), "can't be the name of a class"),
        ({}, ("run/weights/last.pt",), "which no job has"),
        ({}, ("crops/labels/train.cache",), "which no job has"),
        ({}, ("source.json",), "which no job has"),
        ({"source": {"dataset": 3}}, (), "what it learns from can't be read"),
        ({"plan": {"epochs": 3, "quantum": 1}}, (), "its plan is of another Inspector"),
        ({"plan": {"epochs": "many"}}, (), "its plan is of another Inspector"),
    ],
)
def test_a_job_that_can_not_be_ours_leaves_nothing_of_it(job, there, change, files, said):
    _again(job, change, files)
    with pytest.raises(TrainingError, match=said):
        unpack(job, there, "cpu")
    assert not (there.path / "training" / "far").exists()
    assert not (there.path.parent / "up").exists()


def test_a_job_that_was_cut_off_leaves_nothing_of_it(job, there):
    job.write_bytes(job.read_bytes()[:-30])
    with pytest.raises(TrainingError, match="is no whole file"):
        unpack(job, there, "cpu")
    assert not (there.path / "training").exists()


def test_a_job_is_no_result(job, home):
    with pytest.raises(TrainingError, match="is no file of `inspector-app training run`"):
        packed_here(job, home)


def test_what_has_begun_here_is_not_packed(plan, tmp_path):
    (plan.work / "run").mkdir()
    with pytest.raises(TrainingError, match="has begun on this machine"):
        check_can_be_packed(plan, tmp_path / "job.zip")
    with pytest.raises(TrainingError, match="no such folder"):
        check_can_be_packed(plan, tmp_path / "nowhere" / "job.zip")


def test_the_list_is_the_first_thing_in_the_file(job):
    with zipfile.ZipFile(job) as opened:
        assert opened.namelist()[0] == LIST
        assert json.loads(opened.read(LIST))["told"]["name"] == "far"
