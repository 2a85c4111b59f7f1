import json
import sqlite3
from contextlib import closing

from inspector_app.records.migrate import upgrade
from inspector_app.settings.home import Home
from tests.cli.running import inspector


def _set_aside(home):
    done = inspector("db", "set-aside", "--home", str(home.path), "--json")
    return done.returncode, json.loads(done.stdout)


def test_a_malformed_database_is_renamed_and_kept(tmp_path):
    home = Home(tmp_path).create()
    home.database.write_bytes(b"not a database at all" * 100)
    code, said = _set_aside(home)
    assert code == 0
    aside = tmp_path / said["set_aside_as"]
    assert aside.name.startswith("station.db.malformed-")
    assert aside.read_bytes() == b"not a database at all" * 100
    assert not home.database.exists()


def test_a_good_database_stays_where_it_is(tmp_path):
    home = Home(tmp_path).create()
    upgrade(home)
    assert _set_aside(home) == (1, {"database": str(home.database), "set_aside_as": None})
    assert home.database.exists()


def test_a_database_of_another_program_is_not_touched(tmp_path):
    home = Home(tmp_path).create()
    with closing(sqlite3.connect(home.database)) as connection:
        connection.execute("CREATE TABLE notes (x)")
    code, said = _set_aside(home)
    assert code == 1
    assert "not made by Inspector" in said["error"]
    assert home.database.exists()
