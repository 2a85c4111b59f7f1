from dataclasses import replace

from inspector_app.domain.geometry import Box
from inspector_app.learning.evaluating.confusion import confusion_of
from inspector_app.validation.content import BACKGROUND
from tests.learning.examined import board, recipe


def cells(*boards):
    table = confusion_of(boards, recipe())
    return {
        (truth, said): count
        for truth, counts in zip(table.truth, table.counts, strict=True)
        for said, count in zip(table.said, counts, strict=True)
        if count
    }


def test_right_missed_false_and_taken_for_another_class():
    found = cells(
        board(
            (("open", 0.4), ("open", 0.9)),
            (("open", 0.4), None),
            (("spur", 0.4), ("short", 0.8)),
            (None, ("pinhole", 0.7)),
        )
    )
    assert found == {
        ("open", "open"): 1,
        ("open", BACKGROUND): 1,
        ("spur", "short"): 1,
        (BACKGROUND, "pinhole"): 1,
    }


def test_a_score_below_the_threshold_was_not_said():
    assert cells(board((("open", 0.4), ("open", 0.49)))) == {("open", BACKGROUND): 1}


def test_a_defect_within_tolerance_is_neither_missed_nor_a_false_call():
    assert cells(board((("spur", 0.1), ("spur", 0.9)), (("spur", 0.1), None), good=True)) == {}


def test_a_second_finding_on_a_found_defect_is_a_false_call():
    one = board((("open", 0.4), ("open", 0.9)))
    twice = board((("open", 0.4), ("open", 0.9)))
    second = twice.findings[0].__class__("v", "short", 0.8, twice.findings[0].box, 0.4)
    doubled = one.__class__((*one.findings, second), None, one.defects, good=False)
    assert cells(doubled) == {("open", "open"): 1, (BACKGROUND, "short"): 1}


def test_a_true_class_that_the_model_does_not_know_has_a_row_and_no_column():
    table = confusion_of([board((("scratch", 0.4), ("spur", 0.9)))], recipe())
    assert "scratch" in table.truth
    assert "scratch" not in table.said
    assert table.counts[table.truth.index("scratch")][table.said.index("spur")] == 1


def test_a_loosely_drawn_label_is_found_where_less_overlap_is_asked():
    one = board((("open", 0.4), ("open", 0.9)))
    wide = replace(one.defects[0], box=Box(-6, -6, 26, 26))  # 20 x 20 within 32 x 32: IoU 0.39
    loose = replace(one, defects=(wide,))
    assert cells(loose) == {("open", BACKGROUND): 1, (BACKGROUND, "open"): 1}
    assert cells(replace(loose, iou=0.33)) == {("open", "open"): 1}
