"""The whole report: a shift counted by hand, and the ones at the edge."""

from dataclasses import replace
from datetime import timedelta

import pytest

from inspector_app.domain.disposition import Answer, Condition
from inspector_app.domain.recipe import Mode
from inspector_app.domain.verdict import Outcome, Rule
from inspector_app.shifts.ports import EventRow, HoldCounts
from inspector_app.shifts.report import ShiftUnknownError, build_shift_report
from tests.shifts import sample_shift
from tests.shifts.sample_shift import (
    DEMO_RECIPE,
    SHIFT_ID,
    START,
    MemoryShift,
    make_answer,
    make_finding,
    make_row,
    make_shift,
)


def _report(data, now=None):
    return build_shift_report(data, SHIFT_ID, now)


@pytest.fixture
def ten_parts():
    """Ten inspections of nine parts: A failed, was confirmed, and came again good after rework."""
    data = MemoryShift(make_shift(planned_parts=20), recipes=[DEMO_RECIPE], hold=HoldCounts(1, 1, 2))
    plan = ["FAIL", "PASS", "PASS", "FAIL", "REVIEW", "PASS", "FAIL", "PASS", "PASS", "PASS"]
    serials = {1: "A", 8: "A"}
    for number, outcome in enumerate(plan, 1):
        at = START + timedelta(minutes=number)
        data.rows.append(make_row(number, at, Outcome(outcome), serial=serials.get(number)))
    data.finding_rows = [
        make_finding(data.rows[i].id, kind) for i, kind in ((0, "open"), (3, "open"), (6, "spur"))
    ]
    data.answer_rows = [
        make_answer(data.rows[0].id),
        make_answer(data.rows[3].id, Answer.OVERRIDE, Condition.GOOD, reason="Dust or fibre"),
        make_answer(data.rows[4].id, Answer.CANT_TELL, Condition.UNKNOWN),
    ]
    return data


def test_counts_by_hand(ten_parts):
    totals = _report(ten_parts).totals
    assert (totals.inspected, totals.parts, totals.came_again) == (10, 9, 1)
    assert (totals.passed, totals.failed, totals.review) == (6, 3, 1)
    assert (totals.good_by_machine, totals.good_by_person, totals.bad_confirmed) == (6, 1, 1)
    assert (totals.cant_tell, totals.waiting) == (1, 1)
    assert totals.good + totals.bad_confirmed + totals.cant_tell + totals.waiting == totals.inspected


def test_rates_by_hand(ten_parts):
    rates = _report(ten_parts).rates
    assert (rates.first_pass.count, rates.first_pass.n) == (5, 9)
    assert rates.first_pass_reviewed is None
    assert (rates.machine_fail.count, rates.machine_fail.n) == (3, 10)
    assert (rates.confirmed.count, rates.waiting.count) == (1, 1)
    assert rates.confirmed.ppm == pytest.approx(100_000)
    assert (rates.dpmo, rates.oee, rates.oee_missing) == (None, None, "1 not yet reviewed")


def test_once_all_is_answered_first_pass_yield_after_review_is_there(ten_parts):
    ten_parts.answer_rows.append(make_answer(ten_parts.rows[6].id))
    rates = _report(ten_parts).rates
    # good at first: the five that passed and the false call; not A (rework), not the one nobody can tell
    assert (rates.first_pass_reviewed.count, rates.first_pass_reviewed.n) == (6, 9)
    assert rates.oee is not None
    assert rates.oee.quality == pytest.approx(7 / 10)
    assert rates.oee.performance == pytest.approx(10 / (180 * 8))


def test_a_part_of_an_earlier_shift_is_in_no_first_pass_yield(ten_parts):
    ten_parts.seen_before = ["A"]
    rates = _report(ten_parts).rates
    assert (rates.first_pass.count, rates.first_pass.n) == (5, 8)


def test_dpmo_where_opportunities_are_set(ten_parts):
    ten_parts.recipes = [replace(DEMO_RECIPE, opportunities_per_part=50)]
    assert _report(ten_parts).rates.dpmo == pytest.approx(1 / (10 * 50) * 1e6)


def test_the_same_data_give_the_same_report():
    assert _report(sample_shift.busy_shift()) == _report(sample_shift.busy_shift())


def test_one_more_answer_gives_another_hash_and_id(ten_parts):
    before = _report(ten_parts)
    ten_parts.answer_rows.append(make_answer(ten_parts.rows[6].id))
    after = _report(ten_parts)
    assert before.sha256 != after.sha256
    assert before.report_id != after.report_id
    assert after.report_id == f"SR-20261123-{after.sha256[:8].upper()}"


def test_pictures_that_went_do_not_change_the_hash(ten_parts):
    before = _report(ten_parts)
    ten_parts.finding_rows = [replace(row, image_path=None) for row in ten_parts.finding_rows]
    after = _report(ten_parts)
    assert (before.sha256, before.totals) == (after.sha256, after.totals)
    assert after.top_defects[0].image_path is None


def _texts(report):
    return " ".join(f"{item.level}:{item.text}" for item in report.attention)


def test_what_needs_an_action_comes_first():
    levels = [item.level for item in _report(sample_shift.busy_shift()).attention]
    assert levels == sorted(levels)
    assert "act" in levels


def test_a_quiet_shift_needs_no_attention():
    data = MemoryShift(make_shift(planned_parts=None), [make_row(1, START)], recipes=[DEMO_RECIPE])
    assert _report(data).attention == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: setattr(d, "lost", 3), "act:3 triggered frames lost."),
        (
            lambda d: setattr(d, "hold", HoldCounts(0, 0, 0)),
            "act:Hold bin: 0 parts on record, but 4 were rejected.",
        ),
        (
            lambda d: setattr(d, "hold", HoldCounts(3, 1, 2, passed=2)),
            "look:2 parts that had passed were rejected",
        ),
        (lambda d: setattr(d, "the_shift", replace(d.the_shift, ended_at=None)), "act:Shift still running"),
        (
            lambda d: setattr(d, "the_shift", replace(d.the_shift, zone="Mars/Base")),
            "act:The plant's zone 'Mars/Base'",
        ),
        (
            lambda d: d.rows.append(make_row(99, START, model="boards-2")),
            "look:2 models decided in this shift",
        ),
        (
            lambda d: d.rows.append(make_row(99, START, Outcome.REVIEW, rule=Rule.LATE)),
            "another cause than a defect: late 1",
        ),
        (lambda d: setattr(d, "recipes", [replace(DEMO_RECIPE, mode=Mode.SHADOW)]), "act:Mode was shadow"),
        (
            lambda d: d.event_rows.append(EventRow(START, "stop", "x")),
            "act:1 stop, 8 h 0 min in all, 1 without an end.",
        ),
        (lambda d: d.event_rows.append(EventRow(START, "alarm", "x")), "look:1 alarm"),
        (
            lambda d: d.answer_rows.append(make_answer("insp-000002", Answer.MISSED)),
            "act:1 bad part passed by the machine",
        ),
        (lambda d: None, "look:False calls: 1 of 2 answered fails (50.0 %)"),
        (lambda d: None, "look:Below plan: 10 of 20 inspected."),
        (lambda d: None, "look:1 part lies in the hold bin"),
        (lambda d: None, "act:1 part was left open (“can't tell”"),
        (lambda d: None, "act:1 part waits for an answer, the oldest since 06:07:00."),
    ],
)
def test_attention(ten_parts, change, words):
    change(ten_parts)
    assert words in _texts(_report(ten_parts))


def test_parts_of_a_shadow_recipe_are_not_missed_in_the_hold_bin(ten_parts):
    ten_parts.recipes = [replace(DEMO_RECIPE, mode=Mode.SHADOW)]
    ten_parts.hold = HoldCounts(0, 0, 0)
    assert "Hold bin" not in _texts(_report(ten_parts))


def test_parts_that_passed_and_were_held_are_no_surplus_in_the_hold_bin(ten_parts):
    ten_parts.hold = HoldCounts(3, 1, 2, passed=2)
    assert "on record, but" not in _texts(_report(ten_parts))


def test_an_unknown_shift_is_said_so():
    with pytest.raises(ShiftUnknownError, match="no shift 'nope'"):
        build_shift_report(sample_shift.empty_shift(), "nope")


def test_an_empty_shift():
    report = _report(sample_shift.empty_shift())
    assert (report.totals.inspected, report.rates.first_pass.share, report.chart.centre) == (0, None, None)
    assert len(report.hours) == 8
    assert "No part was inspected" in _texts(report)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_one_part(outcome):
    report = _report(sample_shift.one_part_shift(outcome))
    assert (report.totals.inspected, len(report.chart.points)) == (1, 1)
    assert report.totals.waiting == (0 if outcome is Outcome.PASS else 1)


def test_over_midnight_and_the_end_of_summer_time():
    report = _report(sample_shift.midnight_shift())
    assert [row.inspected for row in report.hours] == [100] * 9
    assert report.report_id.startswith("SR-20261024-")


def test_a_running_shift_goes_to_now_or_to_what_happened_last():
    data = sample_shift.running_shift()
    last = _report(data)
    assert last.head.as_of == max(row.at for row in data.rows) or last.head.as_of > max(
        row.at for row in data.rows
    )
    now = START + timedelta(hours=12)
    assert _report(data, now).head.as_of == now
    assert _report(data, now).rates.oee_missing == "the shift is not over"
    assert last.head.is_running


def test_now_does_not_matter_once_a_shift_is_over(ten_parts):
    assert _report(ten_parts, START + timedelta(days=9)) == _report(ten_parts)


def test_a_recipe_that_is_no_longer_known_leaves_the_report_standing(ten_parts):
    ten_parts.recipes = []
    report = _report(ten_parts)
    assert (report.head.products, report.head.recipes) == ((), ("demo v4",))
    assert "Hold bin" not in _texts(report)


def test_times_without_a_zone_are_refused(ten_parts):
    ten_parts.rows[0] = replace(ten_parts.rows[0], at=ten_parts.rows[0].at.replace(tzinfo=None))
    with pytest.raises(ValueError, match="zone"):
        _report(ten_parts)


def test_a_shift_that_ended_before_it_began_still_prints():
    data = sample_shift.one_part_shift()
    data.the_shift = replace(data.the_shift, ended_at=START - timedelta(hours=1), planned_parts=-5)
    report = _report(data)
    assert report.totals.inspected == 1
    assert report.rates.oee is None


def test_fifty_thousand_parts_are_counted():
    report = _report(sample_shift.huge_shift())
    assert report.totals.inspected == 50_000
    assert sum(row.inspected for row in report.hours) == 50_000
    assert report.operation.p99_ms.n == 50_000
