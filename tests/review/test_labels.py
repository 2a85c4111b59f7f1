from __future__ import annotations

import pytest

from inspector_app.domain.disposition import Answer, Condition, Disposition, DrawnDefect
from inspector_app.domain.geometry import Box
from inspector_app.domain.part import new_id
from inspector_app.domain.verdict import Outcome, Rule
from inspector_app.review.labels import labelled_views
from inspector_app.review.ports import AnsweredInspection

from .fakes import AT, finding, inspected

DRAWN = DrawnDefect("bottom", "spur", Box(1, 2, 30, 40))
FOUND = DrawnDefect("top", "open", Box(10, 20, 30, 40))
TWO = (finding(), finding("bottom", "short", (50.0, 20.0, 60.0, 40.0)))
SECOND = DrawnDefect("bottom", "short", Box(50, 20, 60, 40))


def _given(answer, **more):
    return Disposition(new_id(), "i", answer, Condition.UNKNOWN, "Ada", AT, **more)


CONFIRM = (Answer.CONFIRM, {})
GOOD = (Answer.OVERRIDE, {"reason": "Dust or fibre"})
SMALL = (Answer.OVERRIDE, {"reason": "Within tolerance"})
SPUR = (Answer.OVERRIDE, {"defect_class": "spur"})
MOVED = (Answer.OVERRIDE, {"defect_class": "spur", "drawn": (DRAWN,)})
MISSED = (Answer.MISSED, {"drawn": (DRAWN,)})
CANT_TELL = (Answer.CANT_TELL, {})


@pytest.mark.parametrize(
    ("part", "answers", "labels"),
    [
        (inspected(), [CONFIRM], [FOUND]),
        (inspected(findings=TWO), [CONFIRM], [FOUND, SECOND]),
        (inspected(), [GOOD], []),
        (inspected(), [SMALL], [FOUND]),
        (inspected(), [SPUR], [DrawnDefect("top", "spur", FOUND.box)]),
        (inspected(findings=TWO, deciding=1), [SPUR], [FOUND, DrawnDefect("bottom", "spur", SECOND.box)]),
        (inspected(findings=TWO, deciding=None), [SPUR], None),
        (inspected(), [MOVED], [DRAWN]),
        (inspected(), [MISSED], None),
        (inspected(), [MISSED, CONFIRM], [FOUND, DRAWN]),
        (inspected(), [CONFIRM, MISSED], [FOUND, DRAWN]),
        (inspected(), [MISSED, GOOD], [DRAWN]),
        (inspected(), [CONFIRM, GOOD], []),
        (inspected(), [CANT_TELL], None),
        (inspected(), [CANT_TELL, MISSED], None),
        (inspected(Outcome.PASS), [MISSED], [DRAWN]),
        (inspected(Outcome.PASS, findings=[finding()]), [MISSED], [FOUND, DRAWN]),
        (inspected(Outcome.PASS), [SPUR], None),
        (inspected(Outcome.PASS), [MOVED], [DRAWN]),
        (inspected(Outcome.REVIEW, findings=[], rule=Rule.EMPTY_FIXTURE), [CONFIRM], None),
        (inspected(Outcome.REVIEW, findings=[], rule=Rule.LATE), [CONFIRM], None),
        (inspected(Outcome.REVIEW, rule=Rule.LATE), [CONFIRM], None),
        (
            inspected(Outcome.REVIEW, rule=Rule.LATE, deciding=0),
            [SPUR],
            [DrawnDefect("top", "spur", FOUND.box)],
        ),
        (inspected(Outcome.REVIEW, findings=[], rule=Rule.EMPTY_FIXTURE), [SPUR], None),
        (inspected(Outcome.REVIEW, findings=[], rule=Rule.BLURRED), [GOOD], []),
    ],
)
def test_labels_follow_from_the_answers_in_force(part, answers, labels):
    given = tuple(_given(answer, **more) for answer, more in answers)
    views = list(labelled_views(AnsweredInspection(part, given)))
    if labels is None:
        assert views == []
        return
    assert [each.view.view for each in views] == ["top", "bottom"]
    assert [defect for each in views for defect in each.defects] == sorted(
        labels, key=lambda each: each.view != "top"
    )
    assert all(each.answer is given[-1] for each in views)


def test_an_answer_that_was_taken_back_labels_nothing():
    given = _given(Answer.CONFIRM)
    undo = _given(Answer.UNDO, undoes=given.id)
    assert list(labelled_views(AnsweredInspection(inspected(), (given, undo)))) == []
    again = _given(Answer.OVERRIDE, reason="Not a defect")
    views = list(labelled_views(AnsweredInspection(inspected(), (given, undo, again))))
    assert [each.defects for each in views] == [(), ()]
