import cv2
import numpy as np
import pytest

from inspector_app.boards import held_out_product, render_golden, render_view
from inspector_app.imaging import Comparison, Pyramid, Reference, align, compare, measure_likeness
from tests.imaging.pictures import board, lit, moved

ASKED_FROM = 0.45
"""The default of a recipe's limit."""


def difference(image, golden):
    reference = Reference.from_image(golden)
    frame = reference.frame_of(image)
    alignment = align(frame, reference)
    assert alignment.succeeded
    return measure_likeness(frame, compare(frame, reference, alignment), reference).worst_difference


@pytest.mark.parametrize("number", [*range(4), 27, 49])
def test_boards_as_they_come_are_alike_and_so_are_those_with_defects(number):
    product = held_out_product(number)  # 27 and 49 have much print, and it lies off
    golden = render_golden(product, 0)
    good, bad = (render_view(product, 0, seed=number, defects=count).image for count in (0, 3))
    assert difference(good, golden) < ASKED_FROM - 0.1
    assert difference(bad, golden) < ASKED_FROM


@pytest.mark.parametrize("level", [20, 90, 235])
def test_a_covered_twentieth_of_the_view_is_not(level):
    golden = board(1)
    image = lit(moved(golden, (6, -4), 0.5)[0])
    assert difference(image, golden) < 0.3
    image[100:245, 380:525] = level
    assert difference(image, golden) > ASKED_FROM


def test_nor_is_what_a_cut_off_file_leaves_grey():
    golden = board(2)
    image = golden.copy()
    image[576:] = 128
    assert difference(image, golden) > ASKED_FROM


def test_nor_is_a_piece_of_another_place():
    golden = board(3)
    image = golden.copy()
    image[40:160, 60:200] = golden[400:520, 300:440]
    assert difference(image, golden) > ASKED_FROM


def detail(image, golden):
    reference = Reference.from_image(golden)
    frame = reference.frame_of(image)
    compared = compare(frame, reference, align(frame, reference))
    return measure_likeness(frame, compared, reference).lowest_detail


@pytest.mark.parametrize("number", range(6))
def test_boards_as_they_come_have_their_detail_everywhere(number):
    product = held_out_product(number)
    assert detail(render_view(product, 0, seed=number, defects=2).image, render_golden(product, 0)) > 0.4


def test_a_smeared_region_is_noticed_though_the_rest_is_sharp():
    golden = board(1)
    image = lit(moved(golden, (6, -4), 0.5)[0])
    assert detail(image, golden) > 0.6
    image[200:360, 240:400] = cv2.GaussianBlur(image, (0, 0), 6)[200:360, 240:400]
    assert detail(image, golden) < 0.33
    assert difference(image, golden) < ASKED_FROM  # nothing else would have


def test_where_the_golden_has_no_edges_nothing_can_be_smeared():
    plain = np.full((128, 128), 90, np.uint8)
    reference = Reference.from_image(plain)
    same = Comparison(plain, plain, np.full_like(plain, 128))
    assert measure_likeness(Pyramid(plain), same, reference).lowest_detail == 1.0


def test_small_goldens_are_one_region():
    golden = cv2.resize(board(4), (80, 72), interpolation=cv2.INTER_AREA)
    reference = Reference.from_image(golden)
    same = Comparison(golden, golden, np.full_like(golden, 128))
    assert measure_likeness(Pyramid(golden), same, reference).worst_difference == 0
