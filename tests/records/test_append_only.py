from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import StatementError

from inspector_app.domain.disposition import Answer, Condition, Disposition, DrawnDefect
from inspector_app.domain.geometry import Box
from inspector_app.domain.inspector_answer import InspectorAnswer
from inspector_app.domain.mode import ModeChange
from inspector_app.domain.part import new_id
from inspector_app.domain.recipe import Mode
from inspector_app.domain.second_opinion import SecondOpinion
from inspector_app.domain.shift import Shift
from inspector_app.domain.verdict import Outcome, Rule
from inspector_app.inspection.ports import RecordError
from inspector_app.records.tables import APPEND_ONLY

from .builders import inspect, recipe


@pytest.fixture
def filled(store, home):
    """A row in every table."""
    store.start_shift(Shift(new_id(), "Early", "Site", "Line", "UTC", "Ada", datetime.now(UTC)))
    store.remember_recipe(recipe())
    store.remember_model("boards", "ab" * 32, "{}")
    store.set_lot("L1")
    done = inspect(store, outcome=Outcome.FAIL, lot="L1")
    drawn = (DrawnDefect("top", "open", Box(1, 2, 3, 4)),)
    answer = Disposition(
        new_id(), done.id, Answer.MISSED, Condition.BAD, "Ada", datetime.now(UTC), drawn=drawn
    )
    store.add_disposition(answer)
    store.add_hold_event(done.id, "scrapped", "Ada", datetime.now(UTC))
    store.end_event(store.add_event("stop", "belt"))
    store.end_shift("quiet")
    store.keep_mode(ModeChange("board", "boards", "ab" * 32, Mode.SHADOW, "Ada", "new", datetime.now(UTC)))
    store.add_second_opinion(
        SecondOpinion(done.id, "other", "cd" * 32, Outcome.PASS, Rule.NO_FINDING, (), 5.0)
    )
    own = InspectorAnswer(new_id(), done.id, None, Condition.BAD, "Ada", datetime.now(UTC), "bench")
    store.add_inspector_answers([own])
    store.note_uninspected(0)
    return home


@pytest.mark.parametrize("table", [table.__tablename__ for table in APPEND_ONLY])
def test_no_row_can_be_changed_or_removed(filled, table):
    with closing(sqlite3.connect(filled.database)) as connection:
        column = connection.execute(f"SELECT name FROM pragma_table_info('{table}') LIMIT 1").fetchone()[0]
        before = connection.execute(f"SELECT * FROM {table}").fetchall()
        assert before
        with pytest.raises(sqlite3.IntegrityError, match=f"rows of {table} are never changed"):
            connection.execute(f"UPDATE {table} SET {column} = {column}")
        with pytest.raises(sqlite3.IntegrityError, match=f"rows of {table} are never removed"):
            connection.execute(f"DELETE FROM {table}")
        assert connection.execute(f"SELECT * FROM {table}").fetchall() == before


def test_an_answer_can_be_taken_back_only_once(store):
    done = inspect(store, outcome=Outcome.FAIL)
    given = Disposition(new_id(), done.id, Answer.CONFIRM, Condition.BAD, "Ada", datetime.now(UTC))
    store.add_disposition(given)
    for attempt in range(2):
        undo = Disposition(
            new_id(), done.id, Answer.UNDO, Condition.UNKNOWN, "Ada", datetime.now(UTC), undoes=given.id
        )
        if attempt:
            with pytest.raises(RecordError):
                store.add_disposition(undo)
        else:
            store.add_disposition(undo)
    assert len(store.answers(done.id)) == 2


def test_a_time_without_a_zone_is_refused(store):
    with pytest.raises((RecordError, StatementError), match="no time zone"):
        inspect(store, at=datetime(2026, 1, 1))
    assert store.counters().inspected == 0
