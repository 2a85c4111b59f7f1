"""People's answers as labelled images, on the real records."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from inspector_app.bootstrap.answers_dataset import read_answers
from inspector_app.domain.disposition import Answer, Condition, Disposition, DrawnDefect
from inspector_app.domain.geometry import Box
from inspector_app.domain.part import new_id
from inspector_app.domain.verdict import Outcome
from inspector_app.records.reader import Reader
from inspector_app.records.store import Store
from inspector_app.review.dispositions import Dispositions
from inspector_app.settings.home import Home
from inspector_app.settings.station import Settings
from tests.records.builders import BOX, finding, image, inspect


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home").create()


@pytest.fixture
def store(home):
    with Store.open(home, Settings(disk_reserve_mb=0)) as opened:
        yield opened


def test_who_said_what_when_comes_along_as_tags(store, home):
    with Reader(home) as reader:
        desk = Dispositions(store, reader)
        bad = inspect(store, 1, Outcome.FAIL, golden=image(9), findings=(finding(),), serial="S-7", lot="L1")
        good = inspect(store, 2, Outcome.REVIEW)
        unsure = inspect(store, 3, Outcome.REVIEW)
        desk.give_answer(bad.id, Answer.CONFIRM, "Ødegård")
        desk.give_answer(good.id, Answer.OVERRIDE, "Bo", reason="Dust or fibre")
        desk.give_answer(unsure.id, Answer.CANT_TELL, "Bo")
        steps = []
        found = read_answers(reader, home, lambda *step: steps.append(step))
    by_name = {each.name: each for each in found.dataset.images}
    assert set(by_name) == {f"{part.id}-{view}" for part in (bad, good) for view in ("top", "bottom")}
    assert dict(found.left_out) == {"truth left open by the answers": 1}
    assert steps == [(1, 3), (2, 3), (3, 3)]
    top = by_name[f"{bad.id}-top"]
    assert [(label.defect_class, label.box) for label in top.labels] == [("open", BOX)]
    assert top.golden is not None
    expected = {
        "source": "production",
        "lot": "L1",
        "serial": "S-7",
        "part": "1",
        "view": "top",
        "verdict": "FAIL",
    }
    expected |= {"answer": "confirm", "answered_by": "Ødegård", "authenticated": "no", "condition": "bad"}
    assert expected.items() <= top.tags.items()
    assert {"answered_at", "inspected_at", "inspection", "rule", "mm_per_px"} <= set(top.tags)
    clean = by_name[f"{good.id}-bottom"]
    assert (clean.labels, clean.golden, clean.tags["reason"]) == ((), None, "Dust or fibre")


def test_a_confirmed_outline_becomes_one_of_the_label(store, home):
    outline = ((10.0, 20.0), (30.5, 21.0), (12.0, 28.25))
    found_defect = replace(finding(), outlines=(outline,), area_mm2=0.1)
    with Reader(home) as reader:
        part = inspect(store, 1, Outcome.FAIL, findings=(found_defect,))
        Dispositions(store, reader).give_answer(part.id, Answer.CONFIRM, "Bo")
        found = read_answers(reader, home)
    (label,) = (label for each in found.dataset.images for label in each.labels)
    assert label.outlines == (outline,)
    assert label.box.as_tuple() == (10, 20, 30.5, 28.25)  # holds the outline as well


def test_what_people_draw_beyond_the_edge_is_cut_off_and_a_new_class_joins(store, home):
    with Reader(home) as reader:
        part = inspect(store, 1, Outcome.PASS)
        drawn = (DrawnDefect("top", "stain", Box(-9, 10, 30, 700)),)
        answer = Disposition(
            new_id(), part.id, Answer.MISSED, Condition.BAD, "Bo", datetime.now(UTC), drawn=drawn
        )
        store.add_disposition(answer)
        found = read_answers(reader, home)
    label = next(label for each in found.dataset.images for label in each.labels)
    assert label.box.as_tuple() == (0, 10, 30, 64)
    assert found.dataset.classes[-1] == "stain"


def test_an_image_that_is_gone_is_left_out_with_its_reason(store, home):
    with Reader(home) as reader:
        desk = Dispositions(store, reader)
        part = inspect(store, 1, Outcome.FAIL)
        desk.give_answer(part.id, Answer.CONFIRM, "Bo")
        (home.path / part.frames[0].image_path).unlink()
        (home.path / part.frames[1].image_path).write_bytes(b"broken")
        found = read_answers(reader, home)
    assert found.dataset.images == ()
    assert dict(found.left_out) == {
        "image no longer kept": 1,
        "image can't be read, or its labels lie outside": 1,
    }
