from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from inspector_app.domain.disposition import Answer, Condition, Disposition, DrawnDefect
from inspector_app.domain.geometry import Box
from inspector_app.domain.part import Part, new_id
from inspector_app.domain.recipe import Mode
from inspector_app.domain.shift import Shift
from inspector_app.domain.verdict import Outcome, Rule
from inspector_app.records.database import DatabaseError
from inspector_app.records.shift_reader import ShiftReader
from inspector_app.shifts.ports import EventRow, HoldCounts, RecipeRow, ShiftData

from .builders import finding, inspect, recipe

START = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


def _shift(name, hours=0):
    started = START + timedelta(hours=hours)
    return Shift(new_id(), name, "Site", "Line 1", "Europe/Berlin", "Ada", started, planned_parts=500)


def _answer(store, inspection_id, answer=Answer.CONFIRM, condition=Condition.BAD, **more):
    given = Disposition(new_id(), inspection_id, answer, condition, "Ada", datetime.now(UTC), **more)
    store.add_disposition(given)
    return given


@pytest.fixture
def read(home):
    """A fresh look at the records."""
    opened = []

    def open_reader() -> ShiftData:
        opened.append(ShiftReader(home))
        return opened[-1]

    yield open_reader
    for reader in opened:
        reader.close()


def test_shifts_come_back_as_they_were_newest_first(store, read):
    early, late = _shift("Early"), _shift("Late", 8)
    store.start_shift(early)
    ended = store.end_shift("belt was slow", START + timedelta(hours=8))
    store.start_shift(late)
    assert list(read().shifts()) == [late, ended]
    assert read().shift(early.id) == ended
    assert (ended.notes, ended.ended_at) == ("belt was slow", START + timedelta(hours=8))
    assert read().shift("nothing") is None


def test_inspections_of_the_shift_and_of_no_other(store, read):
    inspect(store, 1)
    shift = _shift("Early")
    store.start_shift(shift)
    at = START + timedelta(minutes=1)
    later = inspect(store, 3, at=at)
    done = inspect(store, 2, Outcome.FAIL, lot="L1", serial="S", at=START)
    store.end_shift()
    inspect(store, 4)
    rows = list(read().inspections(shift.id))
    assert [row.id for row in rows] == [done.id, later.id]
    first = rows[0]
    assert (first.part_id, first.number, first.serial, first.lot, first.at) == (
        done.part.id,
        2,
        "S",
        "L1",
        START,
    )
    assert (first.outcome, first.rule, first.latency_ms) == (Outcome.FAIL, Rule.ABOVE_TOLERANCE, 12.5)
    assert (first.recipe, first.recipe_version, first.model, first.program_version) == (
        "demo",
        1,
        "boards",
        "0.1.0",
    )


def test_findings_name_their_image_their_golden_and_the_one_that_decided(store, read):
    store.start_shift(shift := _shift("Early"))
    found = (finding("bottom"), finding("top", "short", 0.7))
    done = inspect(store, 1, Outcome.FAIL, findings=found, golden=None)
    first, second = read().findings(shift.id)
    assert (first.view, first.defect_class, first.deciding) == ("bottom", "open", False)
    assert (second.view, second.defect_class, second.deciding) == ("top", "short", True)
    assert first.image_path == done.frames[1].image_path
    assert second.box == Box(10.5, 20.25, 30.0, 28.125)


def test_an_answer_is_in_force_once_an_inspection(store, read):
    store.start_shift(shift := _shift("Early"))
    done, other, good = (
        inspect(store, n, o) for n, o in enumerate((Outcome.FAIL, Outcome.REVIEW, Outcome.PASS))
    )
    drawn = (DrawnDefect("top", "open", Box(1, 2, 3, 4)),)
    first = _answer(store, done.id)
    second = _answer(store, done.id, Answer.OVERRIDE, Condition.GOOD, reason="Dust or fibre")
    undo = _answer(store, done.id, Answer.UNDO, undoes=second.id)
    only_drawn = _answer(store, other.id, Answer.MISSED, drawn=drawn)
    escape = _answer(store, good.id, Answer.MISSED, drawn=drawn)
    store.end_shift()
    afterwards = _answer(store, done.id, Answer.CANT_TELL, Condition.UNKNOWN)
    rows = list(read().answers(shift.id))
    assert [row.answer for row in rows] == [first, second, undo, only_drawn, escape, afterwards]
    assert [row.in_force for row in rows] == [False, False, False, False, True, True]


def test_what_a_part_is_held_to_be_follows_from_all_its_answers(store, read):
    store.start_shift(shift := _shift("Early"))
    done = inspect(store, 1, Outcome.FAIL)
    drawn = (DrawnDefect("top", "open", Box(1, 2, 3, 4)),)
    missed = _answer(store, done.id, Answer.MISSED, drawn=drawn)
    _answer(store, done.id, Answer.OVERRIDE, Condition.BAD, reason="Dust or fibre")
    assert [row.answer.condition for row in read().answers(shift.id) if row.in_force] == [Condition.BAD]
    _answer(store, done.id, Answer.UNDO, undoes=missed.id)
    assert [row.answer.condition for row in read().answers(shift.id) if row.in_force] == [Condition.GOOD]


def test_events_lost_frames_and_the_hold_bin_are_the_shifts_own(store, read):
    store.add_event("alarm", "before")
    store.start_shift(shift := _shift("Early"))
    outage = store.add_event("camera outage", "top is gone", "top", START)
    store.add_event("stop", "belt", "line", START - timedelta(minutes=1))
    store.end_event(outage, START + timedelta(minutes=2))
    store.add_event("lost frame", "no frame", "top")
    bad = [inspect(store, number, Outcome.FAIL) for number in range(3)]
    store.add_hold_event(bad[0].id, "scrapped", "Ada", START)
    late = [inspect(store, number) for number in (3, 4)]
    for each in late:
        store.hold_passed(each.id, "too late")
    store.add_hold_event(late[0].id, "released", "Ada", START)
    store.end_shift()
    inspect(store, 9, Outcome.FAIL)
    store.add_event("lost frame", "no frame", "top")
    assert [row for row in read().events(shift.id) if row.kind != "event"] == [
        EventRow(START - timedelta(minutes=1), "stop", "belt", "line", None),
        EventRow(START, "camera outage", "top is gone", "top", START + timedelta(minutes=2)),
    ]
    assert read().lost_frames(shift.id) == 1
    assert read().hold_counts(shift.id) == HoldCounts(held=3, released=1, scrapped=1, passed=2)


def test_the_image_of_a_view_is_found_for_what_was_drawn_on_it(store, read):
    store.start_shift(_shift("Early"))
    done = inspect(store, 1)
    found = read().view_image(done.id, "top")
    [frame] = [frame for frame in done.frames if frame.view == "top"]
    assert (found.mm_per_px, found.golden_path) == (frame.mm_per_px, frame.golden_path)
    assert found.image_path == frame.image_path
    assert read().view_image(done.id, "side") is None


def test_the_newest_content_of_a_recipe_version_is_read(store, read):
    store.remember_recipe(recipe(3, Mode.SHADOW))
    store.remember_recipe(recipe(3))
    assert read().recipe("demo", 3) == RecipeRow("demo", 3, "board", Mode.AUTO_REJECT)
    inspect(store)
    assert read().recipe("demo", 1) is None


def test_serials_that_came_again_are_told(store, read):
    for serial in ("A", "B", None):
        inspect(store, 1, Outcome.FAIL, serial=serial)
    store.start_shift(shift := _shift("Early"))
    for serial in ("B", "C", "C", None):
        inspect(store, 2, serial=serial, part=Part(new_id(), 2, None, serial))
    store.end_shift()
    inspect(store, 3, serial="D")
    assert list(read().serials_seen_before(shift.id)) == ["B"]


def test_an_unknown_shift_is_empty(store, read):
    inspect(store)
    reader = read()
    assert [
        list(part("x")) for part in (reader.inspections, reader.findings, reader.answers, reader.events)
    ] == [[]] * 4
    assert list(reader.serials_seen_before("x")) == []
    assert reader.hold_counts("x") == HoldCounts(0, 0, 0)
    assert reader.lost_frames("x") is None


def test_what_the_line_adds_later_is_not_seen(store, read):
    store.start_shift(shift := _shift("Early"))
    inspect(store, 1)
    reader = read()
    assert len(list(reader.inspections(shift.id))) == 1
    inspect(store, 2)
    store.purge_step()
    assert len(list(reader.inspections(shift.id))) == 1
    assert len(list(read().inspections(shift.id))) == 2


def _spoil(home, tables):
    """Writes over the first page of these tables and of their indices."""
    with closing(sqlite3.connect(home.database)) as connection:
        found = connection.execute("SELECT rootpage, tbl_name FROM sqlite_master").fetchall()
    data = bytearray(home.database.read_bytes())
    for page in (page for page, table in found if table in tables and page):
        data[4096 * (page - 1) : 4096 * page] = b"\xaa" * 4096
    home.database.write_bytes(data)


def test_a_file_that_went_bad_is_a_sentence_whatever_is_asked(store, home):
    store.start_shift(_shift("Early"))
    store.close()
    _spoil(home, ("shifts", "recipes", "held", "hold_events"))
    with ShiftReader(home) as reader:
        asked = (
            *(reader.shifts, lambda: reader.shift("x"), lambda: reader.recipe("demo", 1)),
            *(lambda: reader.hold_counts("x"), lambda: reader.lost_frames("x")),
        )
        for ask in asked:
            with pytest.raises(DatabaseError, match="malformed"):
                ask()
