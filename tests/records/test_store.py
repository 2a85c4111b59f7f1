from __future__ import annotations

import json
import os
import sqlite3
import threading
import time
from contextlib import closing
from datetime import UTC, datetime

import pytest

from inspector_app.domain.disposition import Answer, Condition, Disposition
from inspector_app.domain.part import Part, new_id
from inspector_app.domain.recipe import Mode
from inspector_app.domain.shift import Shift
from inspector_app.domain.verdict import Outcome, Rule, Verdict
from inspector_app.inspection.ports import RecordError
from inspector_app.records.locking import HomeBusyError, HomeLock
from inspector_app.records.reader import Reader
from inspector_app.records.store import Store
from inspector_app.station.heart import HANGS_AFTER_S

from .builders import MADE_BY, finding, inspect, recipe
from .conftest import SETTINGS


def _query(home, text):
    with closing(sqlite3.connect(f"file:{home.database}?mode=ro", uri=True)) as connection:
        return connection.execute(text).fetchall()


def _shift(name="Early", planned=None):
    return Shift(
        new_id(), name, "Site", "Line 1", "Europe/Berlin", "Ada", datetime.now(UTC), planned_parts=planned
    )


def test_one_inspection_is_all_its_rows_and_names_what_decided(store, home):
    store.remember_recipe(recipe())
    store.remember_model("boards", MADE_BY.model_sha256, '{"map": 0.9}')
    found = (finding(), finding("bottom", "short", 0.8))
    inspect(store, 7, Outcome.FAIL, findings=found, serial="S-1", lot="Lot ß")
    parts = _query(home, "SELECT number, serial, name FROM parts JOIN lots ON lots.seq = lot_seq")
    assert parts == [(7, "S-1", "Lot ß")]
    rows = _query(
        home,
        "SELECT recipes.name, version, models.name, card, program_version, latency_ms, stages_ms"
        " FROM inspections JOIN recipes ON recipes.seq = recipe_seq JOIN models ON models.seq = model_seq",
    )
    assert rows == [("demo", 1, "boards", '{"map": 0.9}', "0.1.0", 12.5, json.dumps({"detect": 8.0}))]
    assert _query(home, "SELECT outcome, rule, signal, deciding FROM verdicts") == [
        ("FAIL", "above tolerance", "REJECT", 1)
    ]
    assert _query(home, "SELECT position, view, defect_class, score, x1, y2 FROM findings") == [
        (0, "top", "open", 0.9, 10.5, 28.125),
        (1, "bottom", "short", 0.8, 10.5, 28.125),
    ]
    assert _query(home, "SELECT view, width, height, mm_per_px FROM frames") == [
        ("top", 96, 64, 0.02),
        ("bottom", 96, 64, 0.02),
    ]


def test_each_content_of_a_recipe_is_kept_once_and_rows_name_theirs(store, home):
    for mode in (Mode.AUTO_REJECT, Mode.SHADOW, Mode.AUTO_REJECT):
        store.remember_recipe(recipe(mode=mode))
        inspect(store)
    assert [
        json.loads(body)["mode"] for (body,) in _query(home, "SELECT body FROM recipes ORDER BY seq")
    ] == [
        "auto-reject",
        "shadow",
    ]
    assert _query(home, "SELECT recipe_seq FROM inspections ORDER BY seq") == [(1,), (2,), (1,)]


def test_a_part_that_comes_again_is_one_part_with_two_inspections(store, home):
    part = Part(new_id(), 5, None, "S-9")
    inspect(store, outcome=Outcome.FAIL, part=part)
    inspect(store, part=part)
    inspect(store, 6)
    assert _query(home, "SELECT number FROM parts ORDER BY seq") == [(5,), (6,)]
    assert _query(
        home, "SELECT number FROM inspections JOIN parts ON parts.seq = part_seq ORDER BY inspections.seq"
    ) == [
        (5,),
        (5,),
        (6,),
    ]


def test_the_same_inspection_twice_is_refused_and_the_first_stays_whole(store, home):
    first = inspect(store, inspection_id="a" * 32)
    with pytest.raises(RecordError):
        inspect(store, inspection_id="a" * 32)
    inspect(store)
    assert _query(home, "SELECT id FROM inspections ORDER BY seq")[0] == (first.id,)
    assert all((home.path / frame.image_path).exists() for frame in first.frames)
    assert _query(home, "SELECT count(*) FROM parts") == [(2,)]
    assert _query(home, "SELECT count(*) FROM frames") == [(4,)]


def test_only_rejects_of_a_recipe_that_drives_the_gate_lie_in_the_hold_bin(store):
    store.remember_recipe(recipe(mode=Mode.SHADOW))
    inspect(store, outcome=Outcome.FAIL)
    assert (store.counters().waiting, store.counters().in_hold_bin) == (1, 0)
    store.remember_recipe(recipe(mode=Mode.AUTO_REJECT))
    inspect(store, outcome=Outcome.REVIEW)
    assert (store.counters().waiting, store.counters().in_hold_bin) == (2, 1)


def test_a_lock_by_another_program_is_waited_for_no_longer_than_a_line_can(store, home):
    with closing(sqlite3.connect(home.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        since = time.monotonic()
        with pytest.raises(RecordError, match="locked by another program"):
            inspect(store)
        assert time.monotonic() - since < HANGS_AFTER_S / 2
        other.execute("ROLLBACK")
    inspect(store)
    assert store.counters().inspected == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user may write every file")
def test_a_database_that_may_not_be_written_is_refused_at_the_start(home):
    with Store.open(home, SETTINGS) as store:
        inspect(store)
    home.database.chmod(0o444)
    with pytest.raises(RecordError, match="can't be written"):
        Store.open(home, SETTINGS)


@pytest.mark.skipif(os.name == "nt", reason="an open file can't be moved there")
def test_rows_never_go_into_a_database_that_was_moved_away(store, home):
    inspect(store, 1)
    aside = home.database.with_name("aside.db")
    home.database.rename(aside)
    with pytest.raises(RecordError, match="removed or replaced"):
        inspect(store, 2)
    home.database.write_bytes(aside.read_bytes())
    with pytest.raises(RecordError, match="removed or replaced"):
        inspect(store, 3)
    aside.replace(home.database)
    inspect(store, 4)
    assert _query(home, "SELECT number FROM parts") == [(1,), (4,)]


def test_a_part_that_passed_and_was_rejected_after_all_lies_in_the_hold_bin(store, home):
    store.start_shift(_shift())
    passed = inspect(store)
    for _ in range(2):
        store.hold_passed(passed.id, "Part 1 passed, but was rejected.")
    assert (store.counters().waiting, store.counters().in_hold_bin) == (0, 1)
    with Reader(home) as reader:
        assert [(part.state, part.inspection.inspection_id) for part in reader.hold_bin()] == [
            ("held", passed.id)
        ]
    assert _query(home, "SELECT kind, text FROM events")[0] == ("event", "Part 1 passed, but was rejected.")
    with pytest.raises(RecordError, match="no inspection"):
        store.hold_passed("unknown", "")
    store.add_hold_event(passed.id, "released", "Ada", datetime.now(UTC))
    assert store.counters().in_hold_bin == 0


def test_counters_follow_the_shift_and_outlive_a_restart(home):
    with Store.open(home, SETTINGS) as store:
        inspect(store)
        store.start_shift(_shift())
        for outcome in (Outcome.PASS, Outcome.PASS, Outcome.FAIL, Outcome.REVIEW):
            inspect(store, outcome=outcome)
        inspect(store, outcome=Outcome.REVIEW, verdict=Verdict(Outcome.REVIEW, Rule.LATE, "late"))
        store.add_event("lost frame", "no frame", "top")
        before = store.counters()
        assert (before.inspected, before.passed, before.failed, before.review) == (5, 2, 1, 2)
        assert (before.waiting, before.in_hold_bin, before.late, before.lost_frames) == (3, 3, 1, 1)
        assert before.p99_latency_ms == 12.5
    with Store.open(home, SETTINGS) as store:
        assert store.counters().model_copy(update={"p99_latency_ms": 12.5}) == before
        assert store.current_shift().name == "Early"
        assert store.end_shift("all well").notes == "all well"
        assert store.counters().inspected == 0


def test_one_shift_runs_at_a_time(store):
    store.start_shift(_shift())
    with pytest.raises(RecordError, match="shift Early still runs"):
        store.start_shift(_shift("Late"))
    ended = store.end_shift()
    assert ended.ended_at is not None
    with pytest.raises(RecordError, match="No shift runs"):
        store.end_shift()
    store.start_shift(_shift("Late"))
    assert store.current_shift().name == "Late"


def _stops(home):
    return _query(
        home,
        "SELECT kind, text, at, ended_at FROM events LEFT JOIN event_ends ON event_seq = seq ORDER BY seq",
    )


def test_a_shift_over_a_killed_line_gets_the_time_without_it_as_a_stop(home):
    with Store.open(home, SETTINGS) as store:
        store.start_shift(_shift())
        inspect(store)
        store.add_event("camera outage", "Camera top gives no images", "top")
    died = datetime.now(UTC)
    time.sleep(0.05)
    with Store.open(home, SETTINGS) as store:
        assert 0.04 < store.resume_shift(died) < 10
        assert store.resume_shift(None) < 10
    outage, stop, _ = _stops(home)
    kept = died.strftime("%Y-%m-%d %H:%M:%S.%f")
    assert outage[-1] == kept, "the camera was not watched any more"
    assert stop[:3] == ("stop", "the line did not run", kept)
    assert stop[-1] > kept


def test_a_stop_that_nobody_ended_lasts_until_the_line_runs_again(home):
    with Store.open(home, SETTINGS) as store:
        store.start_shift(_shift())
        store.add_event("stop", "the line was closed", "line")
    time.sleep(0.05)
    with Store.open(home, SETTINGS) as store:
        assert store.resume_shift(None) > 0.04
    [(_, text, began, ended)] = _stops(home)
    assert text == "the line was closed"
    assert ended > began


def test_without_a_shift_a_restart_leaves_no_stop(store, home):
    inspect(store)
    assert store.resume_shift(datetime.now(UTC)) == 0
    assert not _stops(home)


def test_lot_and_part_number_go_on_after_a_restart(home):
    with Store.open(home, SETTINGS) as store:
        assert (store.current_lot(), store.last_part_number()) == (None, 0)
        store.set_lot("A")
        store.set_lot("B")
        inspect(store, 41)
    with Store.open(home, SETTINGS) as store:
        assert (store.current_lot(), store.last_part_number()) == ("B", 41)
        store.set_lot(None)
        assert store.current_lot() is None


def test_a_second_store_on_one_home_is_refused_and_a_lock_in_hand_is_used(home):
    with Store.open(home, SETTINGS), pytest.raises(HomeBusyError):
        Store.open(home, SETTINGS)
    with HomeLock(home) as lock:
        with Store.open(home, SETTINGS, lock):
            pass
        assert lock.held


def test_a_locked_database_is_waited_for_and_then_an_error_with_nothing_half_done(home):
    with Store.open(home, SETTINGS, busy_timeout_s=0.2) as store:
        with closing(sqlite3.connect(home.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(RecordError, match="locked by another program"):
                inspect(store, 1)
        assert list(home.images.rglob("*.jpg")) == []
        inspect(store, 2)
        assert _query(home, "SELECT number FROM parts") == [(2,)]
        assert store.counters().inspected == 1


def test_a_short_lock_is_only_waited_for(home):
    with Store.open(home, SETTINGS, busy_timeout_s=5) as store:
        locked, done = threading.Event(), threading.Event()

        def lock_for_a_moment():
            with closing(sqlite3.connect(home.database, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                locked.set()
                time.sleep(0.2)
                other.rollback()
            done.set()

        thread = threading.Thread(target=lock_for_a_moment)
        thread.start()
        assert locked.wait(5)
        inspect(store)
        assert done.wait(5)
        thread.join()
    assert _query(home, "SELECT count(*) FROM inspections") == [(1,)]


def test_many_threads_may_write_at_once(store, home):
    def work(first):
        for number in range(first, first + 5):
            inspect(store, number, Outcome.FAIL)
            store.add_event("event", str(number))
            store.counters()

    threads = [threading.Thread(target=work, args=(start * 5,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(number for (number,) in _query(home, "SELECT number FROM parts")) == list(range(20))
    assert _query(home, "SELECT count(*) FROM frames") == [(40,)]
    assert store.counters().inspected == 20


def test_the_log_goes_into_the_database_between_parts_and_stays_small(store, home):
    log = home.database.with_name("station.db-wal")
    inspect(store, 1)
    store.purge_step()
    before = home.database.stat().st_size
    largest = 0
    for number in range(2, 60):
        inspect(store, number, Outcome.FAIL, findings=(finding(),) * 60, views=("top",))
        store.purge_step()
        largest = max(largest, log.stat().st_size)
    assert home.database.stat().st_size > before
    assert largest < 2_500_000


def test_a_stop_of_the_feed_stands_until_it_is_ended_also_over_a_restart(store, home):
    assert store.standing_stop() is None
    store.add_event("stop", "the line was closed", "line")
    assert store.standing_stop() is None
    stop = store.add_event("stop", "the feed was stopped at the bench", "feed")
    store.close()
    with Store.open(home, SETTINGS) as again:
        assert again.standing_stop() == (stop, "the feed was stopped at the bench")
        again.end_event(stop)
        assert again.standing_stop() is None


def test_answers_are_open_until_a_report_of_the_parts_ended_shift_goes_out(store):
    early = _shift()
    store.start_shift(early)
    part, other = inspect(store, 1, Outcome.FAIL), inspect(store, 2, Outcome.FAIL)
    first = _answer(store, part)
    store.keep_report_issued(early.id, "it still runs, so this one is not final")
    assert [each.id for each in store.open_answers_of("Ada")] == [first.id]
    store.end_shift()
    assert [each.id for each in store.open_answers_of("Ada")] == [first.id]
    store.keep_report_issued(None, "SR-1.pdf was printed")
    assert store.open_answers_of("Ada") == []
    later = _answer(store, other)  # answered after the report went out: no paper says otherwise yet
    assert [each.id for each in store.open_answers_of("Ada")] == [later.id]


def _answer(store, inspection):
    answer = Disposition(
        id=new_id(),
        inspection_id=inspection.id,
        answer=Answer.CONFIRM,
        condition=Condition.BAD,
        person="Ada",
        at=datetime.now(UTC),
    )
    store.add_disposition(answer)
    return answer
