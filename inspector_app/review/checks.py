"""What an answer must be like to be taken."""

from __future__ import annotations

import math
from collections.abc import Collection

from inspector_app.domain.disposition import Answer, Disposition, DrawnDefect
from inspector_app.domain.messages import PartInspected
from inspector_app.domain.verdict import Outcome

LONGEST_NAME = 80
LONGEST_REASON = 500
SMALLEST_SIDE_PX = 1.0


class AnswerError(Exception):
    """An answer that makes no sense; the message is a sentence for the person who gave it."""


def check_answer(answer: Disposition, inspection: PartInspected, classes: Collection[str]) -> None:
    """Raises AnswerError where an answer does not fit the inspection. classes: known codes."""
    _check_person(answer.person)
    _check_kind(answer, inspection)
    if answer.defect_class is not None:
        _check_class(answer.defect_class, classes)
    if len(answer.reason or "") > LONGEST_REASON:
        raise AnswerError(f"The reason is longer than {LONGEST_REASON} characters.")
    for drawn in answer.drawn:
        _check_class(drawn.defect_class, classes)
        _check_box(drawn, inspection)


def _check_person(person: str) -> None:
    if not person:
        raise AnswerError("Say who you are first.")
    if len(person) > LONGEST_NAME:
        raise AnswerError(f"The name is longer than {LONGEST_NAME} characters.")


def _check_kind(answer: Disposition, inspection: PartInspected) -> None:
    passed = inspection.outcome is Outcome.PASS
    if answer.answer is Answer.UNDO:
        raise AnswerError("An undo is not an answer.")
    if passed and answer.answer in {Answer.CONFIRM, Answer.CANT_TELL}:
        raise AnswerError("A part that passed needs no answer, unless you see a defect.")
    if answer.answer is Answer.OVERRIDE:
        _check_override(answer, passed)
    elif answer.answer is Answer.MISSED and not answer.drawn:
        raise AnswerError("Draw the defect that was missed.")
    elif answer.answer is not Answer.MISSED and answer.drawn:
        raise AnswerError("Only a missed defect, or an override with a class, can be drawn.")


def _check_override(answer: Disposition, passed: bool) -> None:
    if answer.defect_class is None and not answer.reason:
        raise AnswerError("An override needs a defect class or a reason.")
    if answer.defect_class is None and passed:
        raise AnswerError("The part passed: say which defect it has.")
    if answer.defect_class is None and answer.drawn:
        raise AnswerError("A part with a drawn defect is not good: say which defect it has.")


def _check_class(code: str, classes: Collection[str]) -> None:
    if code not in classes:
        raise AnswerError(f"The catalogue has no defect class {code!r}.")


def _check_box(drawn: DrawnDefect, inspection: PartInspected) -> None:
    view = next((each for each in inspection.views if each.view == drawn.view), None)
    if view is None:
        raise AnswerError(f"The part has no image of a view {drawn.view!r}.")
    x1, y1, x2, y2 = drawn.box.as_tuple()
    if not all(math.isfinite(edge) for edge in (x1, y1, x2, y2)):
        raise AnswerError("The drawn box has no place.")
    if x2 - x1 < SMALLEST_SIDE_PX or y2 - y1 < SMALLEST_SIDE_PX:
        raise AnswerError("The drawn box is too small.")
    if x1 < 0 or y1 < 0 or (view.width and x2 > view.width) or (view.height and y2 > view.height):
        raise AnswerError("The drawn box lies outside the image.")
