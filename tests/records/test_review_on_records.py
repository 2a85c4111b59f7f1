"""Answers from a command to the dataset, on the real records."""

from __future__ import annotations

import pytest

from inspector_app.domain.disposition import Answer
from inspector_app.domain.verdict import Outcome
from inspector_app.records.reader import Reader
from inspector_app.review.checks import AnswerError
from inspector_app.review.dispositions import Dispositions
from inspector_app.review.yolo_export import export_yolo

from .builders import finding, image, inspect


def test_an_answer_goes_all_the_way_to_a_label(store, home, tmp_path):
    with Reader(home) as reader:
        desk = Dispositions(store, reader)
        bad = inspect(store, 1, Outcome.FAIL, golden=image(9), findings=(finding(),))
        good = inspect(store, 2, Outcome.REVIEW, golden=image(9))
        without_golden = inspect(store, 3, Outcome.FAIL)
        for part in (bad, without_golden):
            desk.give_answer(part.id, Answer.CONFIRM, "Ada")
        desk.give_answer(good.id, Answer.OVERRIDE, "Ada", reason="Reflection or light")
        desk.settle(good.id, "released", "Ada")
        with pytest.raises(AnswerError, match="can't be taken back"):
            desk.undo("Ada")
        assert reader.waiting() == []
        assert store.counters().in_hold_bin == 2
        result = export_yolo(reader, home, tmp_path / "out")
    assert (result.images, dict(result.boxes), dict(result.left_out)) == (4, {"open": 1}, {"no golden": 2})
    text = (tmp_path / "out" / "labels" / f"{bad.id}-top.txt").read_text()
    assert text == "0 0.21093750 0.37792969 0.20312500 0.12304688\n"
