"""Answers about what looked unfamiliar are the first labels of what nobody trained for."""

from __future__ import annotations

import pytest

from inspector_app.domain.disposition import Answer, Condition, Disposition, DrawnDefect
from inspector_app.domain.geometry import Box
from inspector_app.domain.part import new_id
from inspector_app.domain.verdict import Outcome, Rule
from inspector_app.review.labels import labelled_views
from inspector_app.review.ports import AnsweredInspection

from .fakes import AT, finding, inspected

STRANGE = finding("top", "unfamiliar", (50.0, 20.0, 60.0, 40.0))
ASKED = inspected(Outcome.REVIEW, findings=[STRANGE], rule=Rule.UNFAMILIAR, deciding=0)
TWO_PLACES = inspected(
    Outcome.REVIEW,
    findings=[finding("top", "unfamiliar", (1.0, 2.0, 30.0, 40.0)), STRANGE],
    rule=Rule.UNFAMILIAR,
    deciding=1,
)
BESIDE = inspected(findings=[finding(), STRANGE], deciding=0)
SPUR = DrawnDefect("top", "spur", Box(50, 20, 60, 40))
OPEN = DrawnDefect("top", "open", Box(10, 20, 30, 40))


@pytest.mark.parametrize(
    ("part", "answer", "more", "labels"),
    [
        (ASKED, Answer.OVERRIDE, {"defect_class": "spur"}, [SPUR]),
        (TWO_PLACES, Answer.OVERRIDE, {"defect_class": "spur"}, [SPUR]),
        (ASKED, Answer.OVERRIDE, {"reason": "Dust or fibre"}, []),
        (ASKED, Answer.OVERRIDE, {"reason": "Within tolerance"}, None),
        (ASKED, Answer.CONFIRM, {}, None),
        (BESIDE, Answer.CONFIRM, {}, [OPEN]),
    ],
)
def test_a_class_that_a_person_gives_makes_the_place_a_label(part, answer, more, labels):
    given = Disposition(new_id(), "i", answer, Condition.UNKNOWN, "Ada", AT, **more)
    views = list(labelled_views(AnsweredInspection(part, (given,))))
    found = [defect for view in views for defect in view.defects] if views else None
    assert found == labels
