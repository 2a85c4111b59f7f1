import json

import pytest

from inspector_app.cli import main
from tests.cli.running import inspector


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
