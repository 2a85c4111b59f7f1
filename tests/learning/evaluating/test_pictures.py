from dataclasses import replace

import numpy as np
import pytest

from inspector_app.domain.geometry import Box
from inspector_app.domain.verdict import Outcome, Rule, Verdict
from inspector_app.imaging import Alignment, read_image
from inspector_app.inspection.examine import Examination
from inspector_app.learning.evaluating.known_images import KnownImage
from inspector_app.learning.evaluating.pictures import MOST_FALSE_CALLS, OTHER_BOX, PictureBook
from tests.learning.examined import board, recipe


def known(one, name="image 1", image=None):
    image = np.full((200, 400, 3), 60, np.uint8) if image is None else image
    return KnownImage(name, image, np.full_like(image, 200), 0.02, one.defects, one.good)


@pytest.fixture
def book(tmp_path):
    return PictureBook(tmp_path, recipe())


def shown(book, *boards):
    for one in boards:
        book.see(known(one), Examination(findings=one.findings), one)
    return book.pictures()


def test_every_missed_defect_has_its_picture_and_its_reason(book, tmp_path):
    pictures = shown(
        book,
        board((("open", 0.4), None), (("short", 0.4), ("short", 0.4)), (("spur", 0.4), ("short", 0.8))),
    )
    missed = [one for one in pictures if one.kind == "missed"]
    assert {one.code: one.what for one in missed} == {
        "open": "nothing found there",
        "short": "score 0.40, counts from 0.50",
        "spur": "taken for short, score 0.80",
    }
    assert book.missed == 3
    for one in missed:
        assert read_image(tmp_path / one.image).shape == read_image(tmp_path / one.golden).shape
        assert read_image(tmp_path / one.image)[0, 0, 0] == 60
        assert read_image(tmp_path / one.golden)[0, 0, 0] == 200
        assert one.verdict == "FAIL"


def test_a_box_of_another_size_is_told_from_nothing(book):
    one = board((("open", 0.4), ("open", 0.9)))
    wide = replace(one.defects[0], box=Box(0, 0, 40, 40))  # the finding covers a quarter of it
    pictures = shown(book, replace(one, defects=(wide,)))
    assert next(one for one in pictures if one.kind == "missed").what == f"{OTHER_BOX}, IoU 0.25"


def test_a_part_that_could_not_be_judged_says_why(book):
    problem = Verdict(Outcome.REVIEW, Rule.BLURRED, "blurred")
    (one,) = shown(book, board((("open", 0.4), None), problem=problem))
    assert (one.what, one.verdict) == ("not judged: blurred", "REVIEW")


def test_a_defect_that_was_found_on_a_part_that_passed_is_shown(book):
    """It was measured within tolerance: no missed defect, but an escape."""
    (one,) = shown(book, board((("open", 0.4), ("open", 0.9, 0.1))))
    assert (one.kind, one.verdict, book.missed) == ("escaped", "PASS", 0)
    assert one.what == "measured 0.10, tolerance 0.16"


def test_the_surest_false_calls_are_kept_and_all_are_counted(book):
    many = [board((None, ("open", 0.5 + n / 1000)), good=True) for n in range(MOST_FALSE_CALLS + 10)]
    pictures = shown(book, *many)
    assert book.false_calls == len(many)
    assert [round(one.score, 3) for one in pictures] == [
        round(0.5 + n / 1000, 3) for n in reversed(range(10, len(many)))
    ]


def test_a_good_image_that_is_right_leaves_nothing(book, tmp_path):
    assert shown(book, board(good=True), board((("open", 0.4), ("open", 0.9)))) == ()
    assert not list(tmp_path.iterdir())


def test_the_golden_is_moved_to_where_it_lies_in_the_image(tmp_path):
    golden = np.zeros((200, 400), np.uint8)
    golden[0:20, 0:20] = 255
    one = board((("open", 0.4), None))
    shifted = np.array([[1.0, 0, 30], [0, 1, 40]])
    book = PictureBook(tmp_path, recipe())
    image = KnownImage("n", np.zeros_like(golden), golden, 0.02, one.defects, good=False)
    book.see(image, Examination(alignment=Alignment(shifted, 50, 0, 0.1, 0.99, 1.0)), one)
    (picture,) = book.pictures()
    piece = read_image(tmp_path / picture.golden)
    assert piece[45, 35] == 255
    assert piece[5, 90] == 0
