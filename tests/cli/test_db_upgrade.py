import json

from inspector_app.cli import main
from inspector_app.records.locking import HomeLock
from inspector_app.settings.home import Home
from tests.cli.running import inspector


def test_it_makes_a_database_and_then_leaves_it_alone(tmp_path):
    first = inspector("db", "upgrade", "--home", str(tmp_path), "--json")
    assert first.returncode == 0, first.stderr
    made = json.loads(first.stdout)
    assert made["from"] is None
    again = json.loads(inspector("db", "upgrade", "--home", str(tmp_path), "--json").stdout)
    assert again["from"] == again["to"] == made["to"]


def test_while_a_line_runs_it_is_refused_in_one_sentence(tmp_path):
    home = Home(tmp_path).create()
    with HomeLock(home):
        done = inspector("db", "upgrade", "--home", str(tmp_path))
    assert done.returncode == 1
    assert str(tmp_path) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_malformed_database_is_left_as_it_is(tmp_path):
    database = tmp_path / "station.db"
    database.write_bytes(b"not a database at all" * 100)
    done = inspector("db", "upgrade", "--home", str(tmp_path), "--json")
    assert done.returncode == 1
    assert str(database) in json.loads(done.stdout)["error"]
    assert database.read_bytes() == b"not a database at all" * 100


def test_a_home_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = inspector("db", "upgrade", "--home", str(tmp_path / "file" / "home"))
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1


def test_used_wrongly(tmp_path):
    assert main.run(["db", "upgrade", "--nonsense"]) == 2
