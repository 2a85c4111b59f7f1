import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from inspector_app.cli import main
from inspector_app.domain.disposition import Answer, Condition, Disposition
from inspector_app.domain.part import new_id
from inspector_app.domain.verdict import Outcome
from inspector_app.records.store import Store
from inspector_app.settings.home import Home
from inspector_app.settings.station import Settings
from tests.cli.running import inspector
from tests.records.builders import inspect


@pytest.fixture
def home(tmp_path):
    """A home with an empty record."""
    folder = tmp_path / "home"
    assert main.run(["db", "upgrade", "--home", str(folder)]) == 0
    return folder


def test_without_answers_the_dataset_is_empty_and_the_answer_is_no(home, tmp_path):
    out = tmp_path / "out"
    done = inspector("dataset", "export", "--home", str(home), "--out", str(out), "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == {"folder": str(out), "images": 0, "boxes": {}, "left_out": {}}
    assert (out / "data.yaml").is_file()


def test_a_folder_with_something_in_it_is_left_alone(home, tmp_path, capsys):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("x", encoding="utf-8")
    assert main.run(["dataset", "export", "--home", str(home), "--out", str(tmp_path / "out")]) == 1
    assert "choose another folder" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_a_home_without_a_record_is_one_sentence(tmp_path):
    done = inspector("dataset", "export", "--home", str(tmp_path / "new"))
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a named pipe holds the export up")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_export_that_is_told_to_end_leaves_nothing_half_done(home, tmp_path, number):
    with Store.open(Home(home), Settings()) as store:
        part = inspect(store, 1, Outcome.FAIL)
        answer = Disposition(new_id(), part.id, Answer.CONFIRM, Condition.BAD, "Ada", datetime.now(UTC))
        store.add_disposition(answer)
    out, progress = tmp_path / "sets" / "out", tmp_path / "progress"
    os.mkfifo(progress)
    options = ("--home", home, "--out", out, "--progress", progress, "--json")
    # a test run in the background is told to ignore Ctrl-C, and hands that down
    heeding = ["env", "--default-signal=INT"]
    command = [
        *heeding,
        sys.executable,
        "-m",
        "inspector_app.cli.main",
        "dataset",
        "export",
        *map(str, options),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as export:
        # nobody reads the pipe, so the export can't get beyond its first line of progress
        while not [path for path in out.parent.glob("*") if path.name.endswith(".part")]:
            assert export.poll() is None, "the export ended before it was told to"
            time.sleep(0.02)
        export.send_signal(number)
        try:
            told, _ = export.communicate(timeout=60)
        finally:
            export.kill()
    assert export.returncode not in {0, 2}
    assert json.loads(told) == {"error": "It was told to stop."}
    assert list(out.parent.iterdir()) == []
