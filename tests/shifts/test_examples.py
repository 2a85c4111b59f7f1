"""Which defects are shown as pictures."""

from inspector_app.domain.disposition import Answer, DrawnDefect
from inspector_app.domain.geometry import Box
from inspector_app.domain.verdict import Outcome
from inspector_app.shifts.defects import main_findings, rank_defects
from inspector_app.shifts.examples import pick_examples
from inspector_app.shifts.ports import ViewImageRow
from inspector_app.shifts.tally import gather_cases
from tests.shifts.sample_shift import START, make_answer, make_finding, make_row
from tests.shifts.test_defects import CONFIRM, FALSE_CALL, ID, _shift


def no_image(inspection_id, view):
    return None


def test_examples_are_confirmed_before_larger():
    cases, main = _shift(("open", CONFIRM), ("open", None), ("spur", FALSE_CALL), ("short", None))
    examples = pick_examples(cases, main, rank_defects(cases, main), no_image)
    assert [(e.name, e.part, e.is_confirmed) for e in examples] == [
        ("Open", "no. 1", True),
        ("Short", "no. 4", False),
    ]


def test_no_more_examples_than_asked_for():
    cases, main = _shift(*[(kind, CONFIRM) for kind in ("open", "short", "spur")])
    assert len(pick_examples(cases, main, rank_defects(cases, main), no_image, limit=2)) == 2


def test_a_corrected_class_is_no_example_of_the_machine_s():
    rows = [make_row(1, START, Outcome.FAIL)]
    cases = gather_cases(rows, [make_answer(ID, Answer.OVERRIDE, defect_class="short")], ())
    main = main_findings(cases, [make_finding(ID, "open")])
    assert pick_examples(cases, main, rank_defects(cases, main), no_image) == ()


def test_a_missed_defect_is_shown_as_the_person_drew_it():
    rows = [make_row(1, START, Outcome.FAIL), make_row(2, START, Outcome.PASS)]
    drawn = DrawnDefect("bottom", "spur", Box(10, 20, 40, 30))
    missed = make_answer("insp-000002", Answer.MISSED, drawn=(drawn,))
    cases = gather_cases(rows, [missed], ())
    main = main_findings(cases, [make_finding(ID, "spur", size_mm=9.0)])
    asked = []

    def image_of(*view):
        asked.append(view)
        return ViewImageRow(0.02, "images/2.jpg", "images/golden.png")

    [example] = pick_examples(cases, main, rank_defects(cases, main), image_of)
    assert asked == [("insp-000002", "bottom")]
    assert (example.part, example.view, example.box) == ("no. 2", "bottom", drawn.box)
    assert (example.score, example.is_confirmed, round(example.size_mm, 2)) == (None, True, 0.6)
    assert (example.image_path, example.golden_path) == ("images/2.jpg", "images/golden.png")
