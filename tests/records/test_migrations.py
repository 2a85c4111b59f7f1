from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from inspector_app.domain.verdict import Outcome
from inspector_app.records.checking import HEAD, MIGRATIONS, check_database
from inspector_app.records.database import DatabaseError, check_sqlite_version, writer_engine
from inspector_app.records.migrate import set_aside_malformed, upgrade
from inspector_app.records.reader import Reader
from inspector_app.records.store import Store
from inspector_app.records.tables import APPEND_ONLY, Base
from inspector_app.settings.station import Settings

from .builders import finding, inspect
from .conftest import SETTINGS


def _digest(home):
    return hashlib.sha256(home.database.read_bytes()).hexdigest()


def _sql(home, *statements):
    with closing(sqlite3.connect(home.database)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_an_upgrade_from_nothing_gives_the_tables_of_the_models(home):
    upgrade(home)
    engine = writer_engine(home.database)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_the_newest_migration_is_the_one_that_a_start_expects():
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]


def test_every_table_but_the_work_lists_is_append_only(home):
    upgrade(home)
    with closing(sqlite3.connect(home.database)) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    protected = {table.__tablename__ for table in APPEND_ONLY}
    assert {name for (name,) in rows} == {
        f"{table}_no_{what}" for table in protected for what in ("update", "delete")
    }
    assert set(Base.metadata.tables) - protected == {"waiting", "held", "kept_images"}


def _made_by_the_first_version(home):
    engine = writer_engine(home.database)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()


def test_findings_of_before_there_were_outlines_stay_as_they_were_and_new_ones_join_them(home):
    _made_by_the_first_version(home)
    _sql(
        home,
        "INSERT INTO recipes VALUES (1, 'r', 1, 'a', '{}', '2026-01-01 00:00:00')",
        "INSERT INTO models VALUES (1, 'm', 'b', '{}', '2026-01-01 00:00:00')",
        "INSERT INTO parts VALUES (1, 'p', 1, NULL, NULL)",
        "INSERT INTO inspections VALUES (1, 'i', 1, NULL, '2026-01-01 00:00:00', 1, 1, '0.1', 9.0, '{}')",
        "INSERT INTO findings VALUES (1, 1, 0, 'top', 'open', 0.9, 1, 2, 3, 4, 0.5)",
        "INSERT INTO verdicts VALUES (1, 'FAIL', 'above tolerance', 'open', 'REJECT', 0)",
        "INSERT INTO waiting VALUES (1)",
    )
    outlined = replace(finding(), outlines=(((1.0, 2.0), (30.5, 2.25), (9.0, 8.0)),), area_mm2=0.25)
    with Store.open(home, SETTINGS) as store:
        inspect(store, 2, Outcome.FAIL, findings=(outlined,))
    with Reader(home) as reader:
        old, new = (part.findings[0] for part in reader.waiting(10))
    assert (old.size_mm, old.outlines, old.area_mm2) == (0.5, (), None)
    assert (new.outlines, new.area_mm2) == (outlined.outlines, 0.25)
    assert check_database(home.database, full=True) == HEAD


def test_upgrading_twice_changes_nothing(home):
    upgrade(home)
    before = _digest(home)
    upgrade(home)
    assert _digest(home) == before


def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(home):
    upgrade(home)
    _sql(home, "UPDATE alembic_version SET version_num = '9999'", "CREATE TABLE future (x)")
    before = _digest(home)
    with pytest.raises(DatabaseError, match=r"newer version of Inspector \(tables 9999"):
        upgrade(home)
    with pytest.raises(DatabaseError, match="newer version"):
        Store.open(home, Settings())
    assert _digest(home) == before


def test_a_database_of_another_program_is_refused_and_left_as_it_is(home):
    _sql(home, "CREATE TABLE notes (x)")
    before = _digest(home)
    with pytest.raises(DatabaseError, match="not made by Inspector"):
        upgrade(home)
    assert _digest(home) == before


@pytest.mark.parametrize(
    "content", [b"", b"not a database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 4096]
)
def test_a_file_that_is_no_database_is_refused_and_never_replaced(home, content):
    home.database.write_bytes(content)
    with pytest.raises(DatabaseError, match=r"malformed .*set it aside"):
        upgrade(home)
    assert home.database.read_bytes() == content


def test_a_flipped_page_is_found_at_the_start(home):
    with Store.open(home, SETTINGS) as store:
        for number in range(50):
            inspect(store, number)
    data = bytearray(home.database.read_bytes())
    for place in range(4096 * 8, len(data), 512):
        data[place : place + 64] = b"\xa5" * 64
    home.database.write_bytes(data)
    with pytest.raises(DatabaseError, match="malformed"):
        Store.open(home, SETTINGS)
    assert home.database.read_bytes() == bytes(data)


def test_a_database_that_lacks_a_table_is_malformed(home):
    upgrade(home)
    _sql(home, "DROP TABLE findings")
    with pytest.raises(DatabaseError, match=r"malformed .* tables are there"):
        check_database(home.database)


def test_a_malformed_database_is_set_aside_by_command_and_nothing_is_lost(home):
    home.database.write_bytes(b"broken")
    aside = set_aside_malformed(home, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    assert aside.name == "station.db.malformed-20260102T030405Z"
    assert aside.read_bytes() == b"broken"
    assert not home.database.exists()
    home.database.write_bytes(b"again")
    with pytest.raises(DatabaseError, match="exists already"):
        set_aside_malformed(home, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))


def test_a_missing_database_is_no_silent_new_one_where_images_are(home):
    with Store.open(home, SETTINGS) as store:
        inspect(store)
    home.database.unlink()
    with pytest.raises(DatabaseError, match=r"is missing, but .* holds images"):
        upgrade(home)
    assert not home.database.exists()


def test_a_database_that_stays_locked_is_a_clear_error(home):
    upgrade(home)
    _sql(home, "PRAGMA journal_mode=DELETE")
    with closing(sqlite3.connect(home.database)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseError, match="locked by another program"):
            check_database(home.database, busy_timeout_s=0.1)


def test_what_a_power_cut_left_of_the_first_start_is_no_obstacle(home):
    home.database.with_name("station.db.new").write_bytes(b"half")
    upgrade(home)
    assert check_database(home.database, full=True) == HEAD


def test_an_old_sqlite_is_refused():
    check_sqlite_version((3, 40, 1))
    with pytest.raises(DatabaseError, match=r"SQLite 3\.36\.0 is too old"):
        check_sqlite_version((3, 36, 0))
