"""Fault 24: a shift report over 100,000 rows is drawn while parts are inspected."""

import sqlite3
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader

from inspector_app.bootstrap.report_jobs import ShiftReportJobs
from inspector_app.domain.shift import Shift
from inspector_app.domain.verdict import Outcome
from inspector_app.records.store import Store
from inspector_app.settings.station import Settings
from tests.bootstrap.line_process import make_home
from tests.faults.conftest import until
from tests.faults.watched import WatchedLine
from tests.records.builders import inspect, recipe

ROWS = 100_000
START = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
COPIES = """
WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < {count})
INSERT INTO {table} ({columns}) SELECT {values} FROM copy, (SELECT * FROM {table} WHERE {key} = 1)
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home with an ended shift of 100,000 parts: one as the store records it, and copies of its rows."""
    home = make_home(tmp_path / "home", views=1)
    with Store.open(home, Settings(disk_reserve_mb=0)) as store:
        store.remember_recipe(recipe())
        store.start_shift(Shift("s1", "Early", "Site", "Line 1", "UTC", "Ana", START))
        inspect(store, 1, Outcome.PASS, at=START, shift_id="s1", views=("top",))
        store.end_shift("", START + timedelta(hours=8))
    with closing(sqlite3.connect(home.database)) as database:
        copy_rows(database, "parts", "seq", {"seq": "1 + n", "id": "printf('part-%d', n)", "number": "1 + n"})
        copy_rows(
            database,
            "inspections",
            "seq",
            {"seq": "1 + n", "id": "printf('copy-%d', n)", "part_seq": "1 + n"},
        )
        copy_rows(database, "verdicts", "inspection_seq", {"inspection_seq": "1 + n"})
        database.commit()
    return home


def copy_rows(database, table, key, changed):
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(changed.get(column, column) for column in columns)
    database.execute(
        COPIES.format(count=ROWS - 1, table=table, columns=", ".join(columns), values=values, key=key)
    )


def test_parts_are_inspected_while_a_report_of_100_000_rows_is_drawn(home):
    line = WatchedLine(home)
    try:
        files = []
        job = threading.Thread(target=lambda: files.append(ShiftReportJobs(home).draw("s1")))
        began = time.monotonic()
        job.start()
        until(lambda: not job.is_alive(), 100, "the report")
        meanwhile = line.parts(began)
        accepted = [part for part in meanwhile if part.signal == "ACCEPT"]
        assert len(accepted) >= max(3, len(meanwhile) / 2)
        assert not [
            notice for notice in line.heard("notice", began) if "could not be recorded" in notice.text
        ]
        assert line.dog.restarts == 0
        text = "".join(page.extract_text() for page in PdfReader(files[0]).pages[:2])
        assert "100,000" in text
    finally:
        line.close()
