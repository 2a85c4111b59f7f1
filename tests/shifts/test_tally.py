"""Where inspections stand, and which of a part's inspections is its first."""

from datetime import timedelta

import pytest

from inspector_app.domain.disposition import Answer, Condition
from inspector_app.domain.verdict import Outcome
from inspector_app.shifts.tally import Standing, count_totals, gather_cases, part_label
from tests.shifts.sample_shift import START, make_answer, make_row


def _case(outcome, *answers):
    rows = [make_row(1, START, outcome)]
    return gather_cases(rows, answers, ())[0]


@pytest.mark.parametrize(
    ("outcome", "answers", "standing"),
    [
        (Outcome.PASS, [], Standing.GOOD_BY_MACHINE),
        (Outcome.FAIL, [], Standing.WAITING),
        (Outcome.REVIEW, [], Standing.WAITING),
        (Outcome.FAIL, [make_answer("insp-000001")], Standing.BAD_CONFIRMED),
        (
            Outcome.FAIL,
            [make_answer("insp-000001", Answer.OVERRIDE, Condition.GOOD, reason="Dust or fibre")],
            Standing.GOOD_BY_PERSON,
        ),
        (
            Outcome.REVIEW,
            [make_answer("insp-000001", Answer.CANT_TELL, Condition.UNKNOWN)],
            Standing.CANT_TELL,
        ),
        (Outcome.PASS, [make_answer("insp-000001", Answer.MISSED)], Standing.BAD_CONFIRMED),
        (Outcome.FAIL, [make_answer("insp-000001", Answer.MISSED, in_force=False)], Standing.WAITING),
    ],
)
def test_each_stands_in_one_place(outcome, answers, standing):
    assert _case(outcome, *answers).standing is standing


def test_a_missed_defect_stays_whatever_else_is_answered():
    missed = make_answer("insp-000001", Answer.MISSED, id="a", in_force=False)
    false_call = make_answer("insp-000001", Answer.OVERRIDE, Condition.GOOD, id="b", reason="Dust or fibre")
    case = _case(Outcome.FAIL, missed, false_call)
    assert case.standing is Standing.BAD_CONFIRMED
    assert (case.judgement, case.missed) == (false_call.answer, (missed.answer,))


def test_what_was_taken_back_does_not_count():
    given = make_answer("insp-000001", id="a", in_force=False)
    undo = make_answer("insp-000001", Answer.UNDO, Condition.UNKNOWN, id="b", undoes="a", in_force=False)
    case = _case(Outcome.FAIL, given, undo)
    assert (case.standing, case.given) == (Standing.WAITING, ())


def test_a_part_that_came_again_is_first_once():
    rows = [
        make_row(1, START, Outcome.FAIL, serial="A"),
        make_row(2, START + timedelta(minutes=1), serial="B"),
        make_row(3, START + timedelta(minutes=2), serial="A"),
    ]
    cases = gather_cases(rows, (), ())
    assert [case.is_first for case in cases] == [True, True, False]
    totals = count_totals(cases, None)
    assert (totals.inspected, totals.parts, totals.came_again) == (3, 2, 1)


def test_the_first_is_the_earliest_even_where_rows_come_out_of_order():
    late, early = make_row(2, START + timedelta(hours=1), serial="A"), make_row(1, START, serial="A")
    cases = gather_cases([late, early], (), ())
    assert [(case.row.number, case.is_first) for case in cases] == [(1, True), (2, False)]


def test_a_part_of_an_earlier_shift_is_not_first_here():
    assert not gather_cases([make_row(1, START, serial="A")], (), ["A"])[0].is_first


def test_parts_without_a_serial_are_told_apart_by_their_id():
    rows = [make_row(1, START), make_row(2, START), make_row(3, START, part_id="part-000001")]
    assert [case.is_first for case in gather_cases(rows, (), ())] == [True, True, False]


def test_an_answer_about_an_unknown_inspection_is_left_alone():
    cases = gather_cases([make_row(1, START)], [make_answer("elsewhere")], ())
    assert cases[0].standing is Standing.GOOD_BY_MACHINE


def test_a_part_is_called_by_serial_and_number():
    assert part_label(make_row(7, START)) == "no. 7"
    assert part_label(make_row(7, START, serial="SN1")) == "SN1 (no. 7)"
