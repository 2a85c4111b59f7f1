from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_app.domain.disposition import Answer, Condition, DrawnDefect
from inspector_app.domain.geometry import Box
from inspector_app.domain.verdict import Outcome, Rule
from inspector_app.review.answers import answer_in_force, condition_in_force, standing_answers
from inspector_app.review.checks import AnswerError
from inspector_app.review.dispositions import Dispositions

from .fakes import AT, Records, inspected

DRAWN = (DrawnDefect("top", "open", Box(1, 2, 30, 40)),)


@pytest.fixture
def records():
    return Records()


@pytest.fixture
def desk(records):
    return _desk(records)


def _desk(records):
    return Dispositions(records, records, now=lambda: AT)


@pytest.mark.parametrize(
    ("outcome", "answer", "more", "condition", "waits"),
    [
        (Outcome.FAIL, Answer.CONFIRM, {}, Condition.BAD, False),
        (Outcome.REVIEW, Answer.CONFIRM, {}, Condition.BAD, False),
        (Outcome.FAIL, Answer.OVERRIDE, {"reason": "Dust or fibre"}, Condition.GOOD, False),
        (Outcome.FAIL, Answer.OVERRIDE, {"defect_class": "short"}, Condition.BAD, False),
        (Outcome.FAIL, Answer.OVERRIDE, {"defect_class": "short", "drawn": DRAWN}, Condition.BAD, False),
        (Outcome.PASS, Answer.OVERRIDE, {"defect_class": "short"}, Condition.BAD, False),
        (Outcome.REVIEW, Answer.CANT_TELL, {}, Condition.UNKNOWN, False),
        (Outcome.PASS, Answer.MISSED, {"drawn": DRAWN}, Condition.BAD, False),
        (Outcome.FAIL, Answer.MISSED, {"drawn": DRAWN}, Condition.BAD, True),
    ],
)
def test_an_answer_says_what_the_part_is_held_to_be(records, desk, outcome, answer, more, condition, waits):
    part = records.add(inspected(outcome))
    kept = desk.give_answer(part.inspection_id, answer, " Ada ", **more)
    assert (kept.condition, kept.person, kept.at, kept.authenticated) == (condition, "Ada", AT, False)
    assert list(records.answers(part.inspection_id)) == [kept]
    assert desk.is_waiting(part.inspection_id) is waits


@pytest.mark.parametrize(
    ("rule", "found", "condition"),
    [
        (Rule.LATE, False, Condition.UNKNOWN),
        (Rule.NO_IMAGE, False, Condition.UNKNOWN),
        (Rule.BLURRED, False, Condition.UNKNOWN),
        (Rule.LATE, True, Condition.UNKNOWN),
        (Rule.WRONG_PRODUCT, False, Condition.BAD),
        (Rule.UNSURE_SCORE, True, Condition.BAD),
    ],
)
def test_confirming_that_the_machine_could_not_judge_makes_no_part_bad(records, desk, rule, found, condition):
    part = records.add(inspected(Outcome.REVIEW, rule=rule, findings=None if found else ()))
    kept = desk.give_answer(part.inspection_id, Answer.CONFIRM, "Ada")
    assert kept.condition is condition_in_force(records.answers(part.inspection_id)) is condition
    assert not desk.is_waiting(part.inspection_id)


@pytest.mark.parametrize(
    ("outcome", "answer", "more", "words"),
    [
        (Outcome.PASS, Answer.CONFIRM, {}, "needs no answer"),
        (Outcome.PASS, Answer.CANT_TELL, {}, "needs no answer"),
        (Outcome.PASS, Answer.OVERRIDE, {"reason": "Dust or fibre"}, "say which defect"),
        (Outcome.FAIL, Answer.OVERRIDE, {}, "class or a reason"),
        (Outcome.FAIL, Answer.OVERRIDE, {"reason": "  "}, "class or a reason"),
        (Outcome.FAIL, Answer.OVERRIDE, {"defect_class": "scratch"}, "no defect class 'scratch'"),
        (Outcome.FAIL, Answer.OVERRIDE, {"reason": "x" * 501}, "longer than 500"),
        (Outcome.FAIL, Answer.OVERRIDE, {"reason": "Dust", "drawn": DRAWN}, "is not good"),
        (Outcome.FAIL, Answer.CONFIRM, {"drawn": DRAWN}, "Only a missed defect"),
        (Outcome.FAIL, Answer.MISSED, {}, "Draw the defect"),
        (Outcome.FAIL, Answer.UNDO, {}, "not an answer"),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused_and_adds_nothing(
    records, desk, outcome, answer, more, words
):
    part = records.add(inspected(outcome))
    with pytest.raises(AnswerError, match=words):
        desk.give_answer(part.inspection_id, answer, "Ada", **more)
    assert records.rows == []


@pytest.mark.parametrize(
    ("view", "box", "words"),
    [
        ("side", (1, 2, 3, 4), "no image of a view 'side'"),
        ("top", (1, 2, 101, 4), "outside the image"),
        ("top", (1, 2, 3, 81), "outside the image"),
        ("top", (-1, 2, 3, 4), "outside the image"),
        ("top", (3, 2, 1, 4), "too small"),
        ("top", (3, 2, 3.5, 4), "too small"),
        ("top", (float("nan"), 2, 3, 4), "no place"),
        ("top", (1, 2, float("inf"), 4), "no place"),
    ],
)
def test_a_drawn_box_lies_on_an_image_of_the_part(records, desk, view, box, words):
    part = records.add(inspected(Outcome.PASS))
    drawn = (*DRAWN, DrawnDefect(view, "open", Box(*box)))
    with pytest.raises(AnswerError, match=words):
        desk.give_answer(part.inspection_id, Answer.MISSED, "Ada", drawn=drawn)
    assert records.rows == []


@pytest.mark.parametrize(
    ("person", "words"), [("", "who you are"), (" \t", "who you are"), ("x" * 81, "longer than 80")]
)
def test_an_answer_has_a_person(records, desk, person, words):
    part = records.add(inspected())
    with pytest.raises(AnswerError, match=words):
        desk.give_answer(part.inspection_id, Answer.CONFIRM, person)


def test_an_unknown_inspection_is_refused(desk):
    with pytest.raises(AnswerError, match="no inspection abc"):
        desk.give_answer("abc", Answer.CONFIRM, "Ada")


def test_undo_takes_back_the_newest_answer_of_that_person_and_then_the_one_before(records, desk):
    first, second, other = (records.add(inspected()) for _ in range(3))
    one = desk.give_answer(first.inspection_id, Answer.CONFIRM, "Ada")
    two = desk.give_answer(second.inspection_id, Answer.CANT_TELL, "Ada")
    desk.give_answer(other.inspection_id, Answer.CONFIRM, "Bo")
    assert desk.undo("Ada").undoes == two.id
    assert desk.is_waiting(second.inspection_id)
    assert desk.undo(" Ada ").undoes == one.id
    with pytest.raises(AnswerError, match="no answer to take back"):
        desk.undo("Ada")
    assert not desk.is_waiting(other.inspection_id)
    assert len(records.rows) == 5


def test_an_answer_of_a_shift_that_has_ended_can_be_taken_back_until_its_report_goes_out(records, desk):
    first, second = (records.add(inspected()) for _ in range(2))
    desk.give_answer(first.inspection_id, Answer.CONFIRM, "Ada")
    two = desk.give_answer(second.inspection_id, Answer.CONFIRM, "Ada")
    records.shift = "late"
    assert desk.undo("Ada").undoes == two.id
    records.issued.add("early")
    with pytest.raises(AnswerError, match="final once it is saved or printed"):
        desk.undo("Ada")
    assert not desk.is_waiting(first.inspection_id)


def test_a_drawn_defect_keeps_a_part_bad_until_it_is_taken_back(records, desk):
    part = records.add(inspected())
    desk.give_answer(part.inspection_id, Answer.MISSED, "Ada", drawn=DRAWN)
    good = desk.give_answer(part.inspection_id, Answer.OVERRIDE, "Bo", reason="Dust or fibre")
    assert good.condition is Condition.BAD
    with pytest.raises(AnswerError, match="Only a part"):
        desk.settle(part.inspection_id, "released", "Bo")
    undo = desk.undo("Ada")
    assert undo.condition is condition_in_force(records.answers(part.inspection_id)) is Condition.GOOD
    desk.settle(part.inspection_id, "released", "Bo")


def test_the_hold_bin_releases_only_what_a_person_holds_to_be_good(records, desk):
    unanswered, bad, good = (records.add(inspected()) for _ in range(3))
    desk.give_answer(bad.inspection_id, Answer.CONFIRM, "Ada")
    desk.give_answer(good.inspection_id, Answer.OVERRIDE, "Ada", reason="Not a defect")
    for part in (unanswered, bad):
        with pytest.raises(AnswerError, match="Only a part that a person has answered to be good"):
            desk.settle(part.inspection_id, "released", "Ada")
        desk.settle(part.inspection_id, "scrapped", "Ada")
    desk.settle(good.inspection_id, "released", "Ada")
    assert list(records.held.values()) == ["scrapped", "scrapped", "released"]
    with pytest.raises(AnswerError, match="does not lie in the hold bin"):
        desk.settle(good.inspection_id, "scrapped", "Ada")
    with pytest.raises(AnswerError, match="can't be taken back"):
        desk.undo("Ada")
    with pytest.raises(AnswerError, match="who you are"):
        desk.settle(bad.inspection_id, "scrapped", " ")


def test_a_part_that_passed_and_was_held_for_being_late_is_released_without_an_answer(records, desk):
    late, missed = (records.add(inspected(Outcome.PASS)) for _ in range(2))
    records.held |= {late.inspection_id: "held", missed.inspection_id: "held"}
    desk.give_answer(missed.inspection_id, Answer.MISSED, "Ada", drawn=DRAWN)
    desk.settle(late.inspection_id, "released", "Ada")
    with pytest.raises(AnswerError, match="Only a part"):
        desk.settle(missed.inspection_id, "released", "Ada")


_ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["Ada", "Bo"]),
        st.sampled_from(["confirm", "good", "class", "can't tell", "missed", "undo"]),
        st.integers(0, 2),
    ),
    max_size=25,
)
_GIVEN = {
    "confirm": (Answer.CONFIRM, {}),
    "good": (Answer.OVERRIDE, {"reason": "Not a defect"}),
    "class": (Answer.OVERRIDE, {"defect_class": "spur"}),
    "can't tell": (Answer.CANT_TELL, {}),
    "missed": (Answer.MISSED, {"drawn": DRAWN}),
}


@given(_ACTIONS)
@settings(max_examples=60, deadline=None)
def test_whatever_people_do_no_answer_is_lost_and_an_undo_takes_back_exactly_one(actions):
    parts = [inspected(), inspected(Outcome.REVIEW), inspected()]
    records = Records(*parts)
    desk = _desk(records)
    for person, action, which in actions:
        ident = parts[which].inspection_id
        before = list(records.rows)
        standing = {each.id for _, each in before} & {
            each.id for each in standing_answers(e for _, e in before)
        }
        if action == "undo":
            mine = [each for _, each in before if each.person == person and each.id in standing]
            if not mine:
                with pytest.raises(AnswerError):
                    desk.undo(person)
                continue
            kept = desk.undo(person)
            now = {each.id for each in standing_answers(each for _, each in records.rows)}
            assert standing - now == {mine[-1].id}
            assert now <= standing
        else:
            answer, more = _GIVEN[action]
            kept = desk.give_answer(ident, answer, person, **more)
            assert answer_in_force(records.answers(ident)) == kept
        assert records.rows[:-1] == before
        assert kept.condition == (
            condition_in_force(records.answers(kept.inspection_id)) or Condition.UNKNOWN
        )
