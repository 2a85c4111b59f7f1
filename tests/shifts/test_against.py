"""Machine against person."""

from datetime import timedelta

from inspector_app.domain.disposition import Answer, Condition, DrawnDefect
from inspector_app.domain.geometry import Box
from inspector_app.domain.verdict import Outcome
from inspector_app.shifts.against import machine_and_person
from inspector_app.shifts.tally import gather_cases
from tests.shifts.sample_shift import START, make_answer, make_row

DRAWN = (DrawnDefect("top", "pinhole", Box(1, 1, 5, 5)), DrawnDefect("top", "pinhole", Box(9, 9, 12, 12)))


def _section(*plan):
    """plan: (outcome, answer, condition, further fields) for each part; answer None where there is none."""
    rows, answers = [], []
    for number, (outcome, *given) in enumerate(plan, 1):
        rows.append(make_row(number, START + timedelta(minutes=number), outcome))
        if given:
            answer, condition, *more = given
            at = START + timedelta(hours=2, minutes=-number)
            answers.append(make_answer(rows[-1].id, answer, condition, at=at, **(more[0] if more else {})))
    return machine_and_person(gather_cases(rows, answers, ()), tuple(answers))


PLAN = (
    (Outcome.FAIL, Answer.CONFIRM, Condition.BAD),
    (Outcome.FAIL, Answer.OVERRIDE, Condition.BAD, {"defect_class": "short"}),
    (Outcome.FAIL, Answer.OVERRIDE, Condition.GOOD, {"reason": "Dust or fibre", "person": "Jörg Müller"}),
    (Outcome.FAIL,),
    (Outcome.REVIEW, Answer.CANT_TELL, Condition.UNKNOWN),
    (Outcome.REVIEW, Answer.OVERRIDE, Condition.GOOD, {"reason": "Not a defect"}),
    (Outcome.PASS, Answer.MISSED, Condition.BAD, {"drawn": DRAWN}),
    (Outcome.PASS, Answer.CONFIRM, Condition.GOOD),
    (Outcome.PASS,),
)


def test_rows_of_the_table():
    rows = [(r.outcome, r.bad, r.good, r.cant_tell, r.unanswered) for r in _section(*PLAN).rows]
    assert rows == [(Outcome.FAIL, 2, 1, 0, 1), (Outcome.REVIEW, 0, 1, 1, 0), (Outcome.PASS, 1, 1, 0, 1)]


def test_two_by_two_leaves_out_what_either_left_open():
    table = _section(*PLAN).two_by_two
    assert (table.bad_bad, table.bad_good, table.good_bad, table.good_good) == (2, 1, 1, 1)


def test_every_drawn_defect_was_missed():
    assert _section(*PLAN).missed_defects == 2


def test_overrides_in_order_of_time_with_class_or_reason_and_name():
    overrides = _section(*PLAN).overrides
    assert [(o.part, o.answer, o.detail, o.person) for o in overrides] == [
        ("no. 7", "bad: machine missed it", "Pinhole", "Ana Kovač"),
        ("no. 6", "good", "Not a defect", "Ana Kovač"),
        ("no. 5", "can't tell", "no class or reason given", "Ana Kovač"),
        ("no. 3", "good: false call", "Dust or fibre", "Jörg Müller"),
        ("no. 2", "bad", "Short", "Ana Kovač"),
    ]
    assert overrides[-1].machine == "FAIL (above tolerance)"


def test_people_with_what_they_took_back():
    rows = [make_row(1, START, Outcome.FAIL)]
    answers = (
        make_answer(rows[0].id, id="a", in_force=False),
        make_answer(rows[0].id, Answer.UNDO, Condition.UNKNOWN, id="b", undoes="a", in_force=False),
        make_answer(rows[0].id, Answer.OVERRIDE, Condition.GOOD, id="c", person="Bo", authenticated=True),
    )
    people = machine_and_person(gather_cases(rows, answers, ()), answers).people
    assert [(p.person, p.confirmed, p.overridden, p.taken_back) for p in people] == [
        ("Ana Kovač", 0, 0, 1),
        ("Bo", 0, 1, 0),
    ]
    assert [p.authenticated for p in people] == [False, True]


def test_nobody_answered():
    section = _section((Outcome.FAIL,))
    assert (section.people, section.overrides, section.two_by_two.n) == ((), (), 0)
