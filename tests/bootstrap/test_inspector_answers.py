"""Inspectors' answers from a file into the records, whole or not at all."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from inspector_app.bootstrap.inspector_answers import import_answers
from inspector_app.records.store import Store
from inspector_app.review.inspector_csv import InspectorCsvError
from inspector_app.settings.home import Home
from inspector_app.settings.station import Settings
from tests.records.builders import inspect

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path / "home")
    with Store.open(home, Settings()) as store:
        inspect(store, serial="S-1")
    return home


def take(home, tmp_path, text, **more):
    file = tmp_path / "answers.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return import_answers(home, file, **({"by": "Bo", "not_inspected": False, "now": NOW} | more))


def rows(home):
    with closing(sqlite3.connect(f"file:{home.database}?mode=ro", uri=True)) as database:
        query = "SELECT serial, condition, person, source, inspection_seq IS NULL FROM inspector_answers"
        return database.execute(query).fetchall()


def test_they_are_kept_with_who_and_of_which_part(home, tmp_path):
    text = "serial,condition\nS-1,good\nM-1,bad\n"
    kept = take(home, tmp_path, text, not_inspected=True)
    assert (kept.all, kept.without_machine) == (2, 1)
    assert rows(home) == [("S-1", "good", "Bo", "import", 0), ("M-1", "bad", "Bo", "import", 1)]


def test_one_bad_line_keeps_nothing_and_is_named(home, tmp_path):
    with pytest.raises(
        InspectorCsvError, match=r"answers\.csv: line 3: condition is 'maybe'.*Nothing was kept"
    ):
        take(home, tmp_path, "serial,condition\nS-1,good\nS-1,maybe\n")
    with pytest.raises(InspectorCsvError, match="not UTF-8"):
        take(home, tmp_path, b"serial,condition\n\xff\xfe,good\n")
    assert rows(home) == []
