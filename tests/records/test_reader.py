from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest

from inspector_app.domain.disposition import Answer, Condition, Disposition, DrawnDefect
from inspector_app.domain.geometry import Box
from inspector_app.domain.messages import EVENTS, FindingInfo, ViewImage
from inspector_app.domain.part import new_id
from inspector_app.domain.verdict import Outcome, Rule, Signal
from inspector_app.records.database import DatabaseError
from inspector_app.records.reader import Reader
from inspector_app.records.store import Store

from .builders import finding, inspect
from .conftest import SETTINGS


def _answer(store, inspection_id, answer=Answer.CONFIRM, condition=Condition.BAD, person="Ada", **more):
    given = Disposition(new_id(), inspection_id, answer, condition, person, datetime.now(UTC), **more)
    store.add_disposition(given)
    return given


@pytest.fixture
def reader(store, home):
    with Reader(home) as opened:
        yield opened


def test_an_inspection_comes_back_as_it_was_told(store, reader):
    at = datetime(2026, 3, 29, 2, 30, 0, 123456, tzinfo=timezone(timedelta(hours=2)))
    found = (finding(), finding("bottom", "short", 0.125))
    done = inspect(store, 7, Outcome.FAIL, findings=found, lot="L1", at=at)
    read = reader.inspection(done.id)
    assert read.model_dump(exclude={"views", "findings"}) == {
        "kind": "part_inspected",
        "inspection_id": done.id,
        "part_id": done.part.id,
        "number": 7,
        "lot": "L1",
        "serial": None,
        "at": at,
        "outcome": Outcome.FAIL,
        "rule": Rule.ABOVE_TOLERANCE,
        "reason": "open of 0.40 mm",
        "signal": Signal.REJECT,
        "latency_ms": 12.5,
        "repeats": 0,
        "truth": None,
        "deciding": 1,
    }
    assert read.findings[0] == FindingInfo(
        view="top", defect_class="open", score=0.9, box=(10.5, 20.25, 30.0, 28.125), size_mm=0.4
    )
    path = done.frames[1].image_path
    assert read.views[1] == ViewImage(
        view="bottom", image_path=path, golden_path=None, mm_per_px=0.02, width=96, height=64
    )
    assert EVENTS.validate_json(read.model_dump_json()) == read


def test_waiting_parts_stand_oldest_first_until_an_answer_is_in_force(store, reader):
    parts = [inspect(store, number, outcome) for number, outcome in enumerate(Outcome)]
    assert [each.number for each in reader.waiting()] == [1, 2]
    assert [each.number for each in reader.recent(2)] == [2, 1]
    drawn = (DrawnDefect("top", "open", Box(1, 2, 3, 4)),)
    _answer(store, parts[1].id, Answer.MISSED, drawn=drawn)
    assert [each.number for each in reader.waiting()] == [1, 2]
    given = _answer(store, parts[1].id)
    assert [each.number for each in reader.waiting()] == [2]
    _answer(store, parts[1].id, Answer.UNDO, undoes=given.id)
    assert [each.number for each in reader.waiting(limit=1)] == [1]
    _answer(store, parts[0].id, Answer.MISSED, drawn=drawn)
    assert [each.number for each in reader.waiting()] == [1, 2]
    assert not store.is_waiting(parts[0].id)


def test_answers_come_back_whole_with_what_was_drawn(store, reader):
    done = inspect(store, 1, Outcome.FAIL)
    drawn = (DrawnDefect("top", "open", Box(1.25, 2, 3, 4)), DrawnDefect("bottom", "short", Box(0, 0, 9, 9)))
    given = _answer(store, done.id, Answer.MISSED, drawn=drawn, person='李 "x" <y>')
    taken_back = _answer(store, done.id, Answer.UNDO, Condition.UNKNOWN, undoes=given.id)
    good = _answer(store, done.id, Answer.OVERRIDE, Condition.GOOD, reason="Dust or fibre")
    assert list(reader.answers(done.id)) == [given, taken_back, good] == list(store.answers(done.id))
    assert [each.id for each in store.open_answers_of("Ada")] == [good.id, taken_back.id]
    assert reader.answers("nothing") == []


def test_the_hold_bin_shows_what_lies_there_before_what_left(store, reader):
    parts = [inspect(store, number, Outcome.FAIL) for number in range(4)]
    inspect(store, 9)
    _answer(store, parts[3].id, Answer.OVERRIDE, Condition.GOOD, reason="Not a defect")
    store.add_hold_event(parts[3].id, "released", "Ada", datetime.now(UTC))
    store.add_hold_event(parts[2].id, "scrapped", "Bo", datetime.now(UTC))
    held = reader.hold_bin()
    assert [(each.inspection.number, each.state, each.settled_by) for each in held] == [
        (3, "released", "Ada"),
        (2, "scrapped", "Bo"),
        (1, "held", None),
        (0, "held", None),
    ]
    assert held[0].answer.reason == "Not a defect"
    assert [each.inspection.number for each in reader.hold_bin(limit=2)] == [1, 0]
    assert [store.held_state(each.id) for each in parts] == ["held", "held", "scrapped", "released"]


def test_answered_inspections_stream_in_pages(store, reader, monkeypatch):
    monkeypatch.setattr("inspector_app.records.reader.ROWS_AT_ONCE", 2)
    parts = [inspect(store, number, Outcome.FAIL) for number in range(6)]
    for done in parts[1:]:
        _answer(store, done.id, Answer.CANT_TELL, Condition.UNKNOWN)
        _answer(store, done.id)
    found = list(reader.answered())
    assert [each.inspection.number for each in found] == [1, 2, 3, 4, 5]
    assert all(len(each.answers) == 2 for each in found)
    assert reader.count_answered() == 5


def test_a_reader_can_never_write(store, home, reader):
    with pytest.raises(Exception, match="read-only"), reader._reading() as connection:
        connection.exec_driver_sql("INSERT INTO lots (name, first_at) VALUES ('x', '2026-01-01')")


def test_reading_goes_on_while_the_line_writes_and_from_many_threads(store, reader):
    stop, seen, wrong = threading.Event(), [], []

    def read():
        while not stop.is_set():
            for part in reader.recent(5):
                seen.append(part.number)
                if len(part.views) != 2:
                    wrong.append(part)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for number in range(30):
        inspect(store, number, Outcome.FAIL)
        store.purge_step()
    stop.set()
    for thread in threads:
        thread.join()
    assert not wrong
    assert [part.number for part in reader.recent(1)] == [29]


def test_without_a_database_there_is_a_clear_error(tmp_path, home):
    with pytest.raises(DatabaseError, match="start the station once"):
        Reader(home)
    assert not home.database.exists()


def test_a_large_queue_reads_in_portions(home, monkeypatch):
    monkeypatch.setattr("inspector_app.records.inspection_queries.ROWS_AT_ONCE", 3)
    with Store.open(home, SETTINGS) as store, Reader(home) as reader:
        for number in range(10):
            inspect(store, number, Outcome.REVIEW, views=("top",))
        assert [len(each.findings) + len(each.views) for each in reader.waiting()] == [2] * 10
