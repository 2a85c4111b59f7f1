import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from inspector_app.cli import main
from inspector_app.datasets.formats.known import WRITTEN, read_folder, write_folder
from inspector_app.datasets.store import read_dataset
from inspector_app.domain.disposition import Answer, Condition, Disposition
from inspector_app.domain.part import new_id
from inspector_app.domain.verdict import Outcome
from inspector_app.records.store import Store
from inspector_app.settings.home import Home
from inspector_app.settings.station import Settings
from tests.cli.running import inspector
from tests.datasets.builders import full_dataset, picture
from tests.datasets.formats.test_round_trips import assert_same
from tests.records.builders import inspect


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


def run(home, *words):
    return main.run(["dataset", *map(str, words), "--home", str(home)])


def test_in_by_one_format_and_out_by_every_other(tmp_path, home, capsys):
    dataset = full_dataset(tmp_path)
    write_folder(dataset, tmp_path / "in", "cvat")
    assert run(home, "import", tmp_path / "in", "--name", "first") == 0
    assert "3 images out of cvat, 1 of them clean, 3 with a golden" in capsys.readouterr().out
    for name in WRITTEN:
        assert run(home, "export", "first", "--format", name, "--out", tmp_path / name) == 0
        assert run(home, "import", tmp_path / name, "--name", f"by-{name}", "--link") == 0
        assert_same(read_dataset(home / "datasets" / f"by-{name}"), dataset)


def test_the_answer_for_scripts(tmp_path, home):
    write_folder(full_dataset(tmp_path), tmp_path / "in", "coco")
    progress = tmp_path / "progress"
    done = inspector(
        *("dataset", "import", str(tmp_path / "in"), "--name", "one", "--json"),
        *("--home", str(home), "--progress", str(progress)),
    )
    assert json.loads(done.stdout) == {
        "folder": str(home / "datasets" / "one"),
        "format": "coco",
        "images": 3,
        "clean": 1,
        "goldens": 3,
        "labels": {"scratch": 3, "1": 1, "never seen": 0, "dent, old": 1, "no": 0},
        "outlined": 2,
        "replaced": 0,
        "left_out": {},
    }
    lines = [json.loads(line) for line in progress.read_text(encoding="utf-8").splitlines()]
    assert [(line["what"], line["done"]) for line in lines] == [
        *(("images read", each) for each in (1, 2, 3)),
        *(("images kept", each) for each in (1, 2, 3)),
    ]


def test_a_fault_is_one_sentence_with_file_and_line(tmp_path, home, capsys):
    write_folder(full_dataset(tmp_path), tmp_path / "in", "yolo")
    (tmp_path / "in" / "labels" / "empty.txt").write_text("0 0.5 0.5 nan 0.1\n", encoding="utf-8")
    assert run(home, "import", tmp_path / "in", "--name", "one") == 1
    said = capsys.readouterr().err.strip()
    assert said.endswith("labels/empty.txt:1: a coordinate is no usable number: 'nan'.")
    assert len(said.splitlines()) == 1
    assert list((home / "datasets").iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ("--name", "one"),
        ("x", "--name", "one", "--answers"),
        ("x", "--name", "../one"),
        ("x", "--name", "one", "--add-to", "../two"),
        ("x", "--name", "one", "--unlabelled", "maybe"),
        ("x",),
    ],
)
def test_used_wrongly(home, words):
    assert run(home, "import", *words) == 2


def test_images_without_labels_are_clean_only_if_somebody_says_so(tmp_path, home, capsys):
    write_folder(full_dataset(tmp_path), tmp_path / "in", "yolo")
    picture(tmp_path / "in" / "images" / "new.png")
    assert run(home, "import", tmp_path / "in", "--name", "one") == 1
    assert "--unlabelled clean" in capsys.readouterr().err
    assert run(home, "import", tmp_path / "in", "--name", "one", "--unlabelled", "clean") == 0
    assert "4 images" in capsys.readouterr().out


def answered(home, number):
    with Store.open(Home(home).create(), Settings(disk_reserve_mb=0)) as store:
        part = inspect(store, number, Outcome.FAIL, serial=f"S{number}")
        store.add_disposition(
            Disposition(new_id(), part.id, Answer.CONFIRM, Condition.BAD, "Ada", datetime.now(UTC))
        )
    return part


def test_answers_become_a_dataset_and_join_another(tmp_path, home, capsys):
    assert run(home, "import", "--answers", "--name", "none") == 1
    answered(home, 1)
    assert run(home, "import", "--answers", "--name", "march") == 0
    answered(home, 2)
    assert run(home, "import", "--answers", "--name", "april", "--add-to", "march") == 0
    assert "2 images have newer answers now" in capsys.readouterr().out
    april = read_dataset(home / "datasets" / "april")
    assert sorted({image.tags["serial"] for image in april.images}) == ["S1", "S2"]
    assert {image.tags["answered_by"] for image in april.images} == {"Ada"}
    assert len(read_dataset(home / "datasets" / "march").images) == 2
    write_folder(full_dataset(tmp_path), tmp_path / "in", "voc")
    assert run(home, "import", tmp_path / "in", "--name", "both", "--add-to", "april") == 0
    assert len(read_dataset(home / "datasets" / "both").images) == 7


def test_answers_go_out_in_any_format_with_who_said_what(tmp_path, home):
    answered(home, 1)
    assert run(home, "export", "--format", "coco", "--out", tmp_path / "out") == 0
    _, found = read_folder(tmp_path / "out")
    assert found.images[0].tags["answered_by"] == "Ada"
    assert run(home, "export", "--format", "coco") == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a named pipe holds the import up")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_import_that_ends_in_the_middle_leaves_nothing_that_is_listed(tmp_path, home, number):
    write_folder(full_dataset(tmp_path), tmp_path / "in", "yolo")
    progress = tmp_path / "progress"
    os.mkfifo(progress)
    words = ("dataset", "import", tmp_path / "in", "--name", "one", "--home", home, "--progress", progress)
    # a test run in the background is told to ignore Ctrl-C, and hands that down
    command = [
        "env",
        "--default-signal=INT",
        sys.executable,
        "-m",
        "inspector_app.cli.main",
        *map(str, words),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as importing:
        for _ in range(3):  # the images that are read; then it waits in the middle of writing
            progress.read_text(encoding="utf-8")
        while not list((home / "datasets").glob(".one.*.part")):
            assert importing.poll() is None, importing.stderr.read()
            time.sleep(0.02)
        importing.send_signal(number)
        try:
            importing.communicate(timeout=60)
        finally:
            importing.kill()
    assert importing.returncode != 0
    left = [each.name for each in (home / "datasets").iterdir()]
    assert all(each.startswith(".one.") for each in left)
    assert left == [] or number == signal.SIGKILL
    assert run(home, "import", tmp_path / "in", "--name", "one") == 0
