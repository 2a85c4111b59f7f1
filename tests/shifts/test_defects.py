"""Kinds of defect, their Pareto, their examples."""

from datetime import timedelta

from inspector_app.domain.disposition import Answer, Condition, DrawnDefect
from inspector_app.domain.geometry import Box
from inspector_app.domain.verdict import Outcome, Rule
from inspector_app.shifts.defects import kinds_of, main_findings, rank_defects
from inspector_app.shifts.tally import gather_cases
from tests.shifts.sample_shift import START, make_answer, make_finding, make_row

DRAWN = (DrawnDefect("top", "pinhole", Box(1, 1, 5, 5)), DrawnDefect("top", "spur", Box(9, 9, 12, 12)))
ID = "insp-000001"


def _kinds(outcome, *answers, **row):
    case = gather_cases([make_row(1, START, outcome, **row)], answers, ())[0]
    return kinds_of(case, make_finding(ID) if outcome is not Outcome.PASS and not row else None)


def test_the_machine_s_class_until_a_person_says_otherwise():
    assert _kinds(Outcome.FAIL) == ("open",)
    assert _kinds(Outcome.FAIL, make_answer(ID)) == ("open",)
    assert _kinds(Outcome.FAIL, make_answer(ID, Answer.OVERRIDE, defect_class="short")) == ("short",)
    assert _kinds(Outcome.FAIL, make_answer(ID, Answer.OVERRIDE, drawn=DRAWN)) == ("pinhole", "spur")


def test_missed_defects_come_on_top():
    missed = make_answer(ID, Answer.MISSED, id="m", drawn=DRAWN, in_force=False)
    assert _kinds(Outcome.FAIL, missed, make_answer(ID)) == ("open", "pinhole", "spur")
    false_call = make_answer(ID, Answer.OVERRIDE, Condition.GOOD, reason="Dust or fibre")
    assert _kinds(Outcome.FAIL, missed, false_call) == ("pinhole", "spur")
    assert _kinds(Outcome.PASS, make_answer(ID, Answer.MISSED)) == ("missed, no class given",)


def test_without_a_finding_the_rule_is_the_kind():
    assert _kinds(Outcome.REVIEW, rule=Rule.BLURRED) == ("blurred",)


def test_the_main_finding_decided_or_is_the_most_certain():
    rows = [make_row(1, START, Outcome.FAIL), make_row(2, START, Outcome.FAIL), make_row(3, START)]
    findings = [
        make_finding(ID, "spur", score=0.99, deciding=False),
        make_finding(ID, "open", score=0.5),
        make_finding("insp-000002", "short", score=0.4, deciding=False),
        make_finding("insp-000002", "pinhole", score=0.6, deciding=False),
        make_finding("insp-000003", "spur"),
    ]
    main = main_findings(gather_cases(rows, (), ()), findings)
    assert {key: row.defect_class for key, row in main.items()} == {ID: "open", "insp-000002": "pinhole"}


def test_what_was_found_on_a_part_that_came_too_late_did_not_reject_it():
    cases = gather_cases([make_row(1, START, Outcome.REVIEW, rule=Rule.LATE)], (), ())
    found = [make_finding(ID, "spur", score=0.99, deciding=False)]
    assert main_findings(cases, found) == {}
    assert [row.code for row in rank_defects(cases, main_findings(cases, found)).rows] == ["late"]


def _shift(*plan):
    """plan: (class, answer or None) for each failed part."""
    rows = [make_row(n, START + timedelta(minutes=n), Outcome.FAIL) for n in range(1, len(plan) + 1)]
    findings = [
        make_finding(row.id, kind, size_mm=row.number / 10) for row, (kind, _) in zip(rows, plan, strict=True)
    ]
    answers = [
        make_answer(row.id, *given) for row, (_, given) in zip(rows, plan, strict=True) if given is not None
    ]
    cases = gather_cases(rows, answers, ())
    return cases, main_findings(cases, findings)


CONFIRM = ()
FALSE_CALL = (Answer.OVERRIDE, Condition.GOOD)
CANT_TELL = (Answer.CANT_TELL, Condition.UNKNOWN)


def test_confirmed_and_waiting_stand_side_by_side():
    cases, main = _shift(("open", CONFIRM), ("spur", CONFIRM), ("spur", CONFIRM), ("spur", None), ("open", FALSE_CALL),
                         ("short", None), ("pinhole", CANT_TELL))  # fmt: skip
    pareto = rank_defects(cases, main)
    assert pareto.basis == "confirmed"
    rows = [(r.name, r.confirmed, r.waiting, r.held_good, r.cant_tell) for r in pareto.rows]
    assert rows == [
        ("Spur", 2, 1, 0, 0),
        ("Open", 1, 0, 1, 0),
        ("Short", 0, 1, 0, 0),
        ("Pinhole", 0, 0, 0, 1),
    ]
    assert [row.cumulative for row in pareto.rows] == [2 / 3, 1.0, None, None]


def test_with_nothing_confirmed_the_pareto_is_of_what_waits():
    cases, main = _shift(("open", None), ("spur", None), ("spur", None))
    pareto = rank_defects(cases, main)
    assert (pareto.basis, [row.waiting for row in pareto.rows]) == ("not yet reviewed", [2, 1])


def test_no_defects_no_rows():
    assert rank_defects((), {}).rows == ()
