"""Modes and what parts showed in them, on real records."""

from datetime import UTC, datetime, timedelta

import pytest

from inspector_app.domain.disposition import Answer, Condition, Disposition
from inspector_app.domain.inspector_answer import InspectorAnswer
from inspector_app.domain.mode import ModeChange
from inspector_app.domain.part import new_id
from inspector_app.domain.recipe import Mode
from inspector_app.domain.second_opinion import SecondOpinion
from inspector_app.domain.verdict import Outcome, Rule
from inspector_app.records.mode_reader import ModeReader
from inspector_app.records.second_reader import SecondReader

from .builders import finding, inspect, recipe

SHA = "ab" * 32
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def change(mode, sha=SHA):
    return ModeChange("board", "boards", sha, mode, "Ada", "why", datetime.now(UTC), ("a: 1", "b: 2"))


def answer(store, inspection, condition, answer=Answer.OVERRIDE, undoes=None):
    given = Disposition(new_id(), inspection.id, answer, condition, "Ada", datetime.now(UTC), undoes=undoes)
    store.add_disposition(given)
    return given


@pytest.fixture
def reader(store, home):
    with ModeReader(home) as reader:
        yield reader


def test_the_newest_change_of_a_pair_is_in_force_and_all_stay(store, reader):
    store.keep_mode(change(Mode.SHADOW))
    store.keep_mode(change(Mode.ALERT))
    store.keep_mode(change(Mode.AUTO_REJECT, sha="cd" * 32))
    newest = store.newest_mode("board", SHA)
    assert newest.mode is Mode.ALERT
    assert newest.said == ("a: 1", "b: 2")
    assert [one.mode for one in reader.history("board", SHA)] == [Mode.ALERT, Mode.SHADOW]
    assert store.newest_mode("other", SHA) is None


def test_parts_are_counted_by_verdict_and_by_what_people_hold_them_to_be(store, reader):
    store.remember_recipe(recipe(mode=Mode.SHADOW))
    store.remember_model("boards", SHA, "{}")
    inspect(store)
    good = inspect(store, outcome=Outcome.FAIL)
    answer(store, good, Condition.GOOD)
    bad = inspect(store, outcome=Outcome.REVIEW)
    answer(store, bad, Condition.BAD, Answer.CONFIRM)
    undone = inspect(store, outcome=Outcome.FAIL)
    first = answer(store, undone, Condition.BAD, Answer.CONFIRM)
    answer(store, undone, Condition.UNKNOWN, Answer.UNDO, undoes=first.id)
    blind = inspect(store)
    own = InspectorAnswer(new_id(), blind.id, None, Condition.BAD, "Bo", datetime.now(UTC), "bench", "open")
    assert store.add_inspector_answers([own]) == 1
    seen = reader.evidence("board", SHA, Mode.SHADOW, LONG_AGO)
    assert (seen.days, seen.passed, seen.rejected) == (1, 2, 3)
    assert (seen.passed_bad, seen.rejected_good, seen.rejected_bad, seen.rejected_unknown) == (1, 1, 1, 0)
    later = reader.evidence("board", SHA, Mode.SHADOW, datetime.now(UTC) + timedelta(minutes=1))
    assert later.parts == 0


def test_parts_of_another_mode_do_not_count(store, reader):
    store.remember_recipe(recipe(mode=Mode.SHADOW))
    store.remember_model("boards", SHA, "{}")
    inspect(store)
    store.remember_recipe(recipe(mode=Mode.ALERT))
    inspect(store)
    inspect(store, outcome=Outcome.FAIL)
    assert reader.evidence("board", SHA, Mode.SHADOW, LONG_AGO).parts == 1
    assert reader.evidence("board", SHA, Mode.ALERT, LONG_AGO).parts == 2
    assert store.mode_of_last_run("board", SHA) is Mode.ALERT
    assert store.mode_of_last_run("other", SHA) is None
    assert store.counters().in_hold_bin == 0  # neither mode drives the gate


def test_what_went_by_without_the_station_is_counted_from_the_first_word_of_the_plc(store):
    assert store.note_uninspected(12) == 0
    assert store.note_uninspected(12) == 0
    assert store.note_uninspected(20) == 8
    assert store.note_uninspected(3) == 0  # its count began anew
    assert store.note_uninspected(5) == 2


def test_both_models_are_read_with_what_each_found(store, home):
    store.remember_model("boards", SHA, "{}")
    first = inspect(store, outcome=Outcome.FAIL)
    found = (finding(defect_class="short"),)
    store.add_second_opinion(
        SecondOpinion(first.id, "other", "cd" * 32, Outcome.FAIL, Rule.ABOVE_TOLERANCE, found, 9.0)
    )
    inspect(store)
    last = inspect(store)
    store.add_second_opinion(
        SecondOpinion(last.id, "other", "cd" * 32, Outcome.PASS, Rule.NO_FINDING, (), 9.0)
    )
    answer(store, first, Condition.BAD, Answer.CONFIRM)
    with SecondReader(home) as reader:
        [(name, sha256, begun)] = reader.second_models(LONG_AGO)
        both = reader.both_judged(sha256, LONG_AGO)
        assert name == "other"
        assert reader.not_compared(sha256, begun, LONG_AGO) == 1
    assert [(one.active_passed, one.second_passed, one.held) for one in both] == [
        (False, False, Condition.BAD),
        (True, True, None),
    ]
    assert (both[0].active_classes, both[0].second_classes) == ({"open"}, {"short"})
