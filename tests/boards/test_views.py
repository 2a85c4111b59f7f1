import os
import subprocess
import sys

import cv2
import numpy as np
import pytest

from inspector_app.boards import (
    DEFECT_CODES,
    CameraCondition,
    Product,
    held_out_product,
    render_golden,
    render_view,
    training_product,
)

PRODUCTS = [training_product(5), training_product(12), held_out_product(3)]
_PROGRAM = """
import hashlib
from inspector_app.boards import render_view, training_product
view = render_view(training_product(5), 1, seed=8, defects=4)
print(hashlib.sha256(view.image.tobytes() + view.golden.tobytes() + repr(view.defects).encode()).hexdigest())
"""


def test_golden_is_a_picture_of_the_right_kind():
    golden = render_golden(PRODUCTS[0], 0)
    assert golden.shape == (640, 640, 3)
    assert golden.dtype == np.uint8
    assert golden.std() > 10


def test_the_same_arguments_give_the_same_bytes_in_another_process():
    runs = {
        subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_order_of_calls_does_not_matter():
    first = render_view(PRODUCTS[1], 0, seed=1, defects=5)
    render_view(PRODUCTS[1], 0, seed=2, defects=8)
    again = render_view(PRODUCTS[1], 0, seed=1, defects=5)
    assert (first.image == again.image).all()
    assert first.defects == again.defects
    assert first.condition == again.condition


def test_seeds_products_and_views_differ():
    pictures = [
        render_view(product, view, seed=seed).image.tobytes()
        for product in PRODUCTS
        for view in (0, 1)
        for seed in (0, 1)
    ]
    assert len(set(pictures)) == 12


def test_eight_views_all_differ():
    product = Product("wide", 77, views=8, size_px=320)
    assert len({render_golden(product, view).tobytes() for view in range(8)}) == 8
    with pytest.raises(ValueError, match="views 0 to 7"):
        render_golden(product, 8)


def test_another_size_is_drawn_too():
    view = render_view(Product("small", 5, size_px=384), 0, seed=1, defects=2)
    assert view.image.shape == view.golden.shape == (384, 384, 3)


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.name)
def test_outside_the_boxes_a_bad_board_is_the_good_board(product):
    """Seed and condition alone give the same picture but for the boxes, which are tight."""
    bad = render_view(product, 0, seed=3, defects=DEFECT_CODES)
    good = render_view(product, 0, seed=3, defects=())
    assert bad.condition == good.condition
    difference = np.abs(bad.image.astype(int) - good.image).max(axis=2)
    for defect in bad.defects:
        x1, y1, x2, y2 = (round(side) for side in defect.box.as_tuple())
        around = difference[y1 - 3 : y2 + 3, x1 - 3 : x2 + 3].copy()
        ys, xs = np.nonzero(around > around.max() / 2)
        # the visible change fills the box to within 3 px a side: irregular corners are a little fainter
        assert xs.min() <= 6
        assert ys.min() <= 6
        assert xs.max() >= around.shape[1] - 7
        assert ys.max() >= around.shape[0] - 7
        assert around.max() > 25
        difference[y1 - 3 : y2 + 3, x1 - 3 : x2 + 3] = 0
    # the sensor's shot noise knows the whole picture's light, hence not exactly 0
    assert difference.max() <= 3


def test_size_is_that_of_the_board_not_of_the_turned_picture():
    straight = render_view(PRODUCTS[0], 0, seed=4, defects=4, condition=CameraCondition())
    turned = render_view(
        PRODUCTS[0], 0, seed=4, defects=4, condition=CameraCondition(rotation=1.0, shift=(9, -9))
    )
    assert [defect.size_mm for defect in straight.defects] == [defect.size_mm for defect in turned.defects]
    for defect in straight.defects:
        assert defect.size_mm == pytest.approx(defect.box.long_side * 0.02)
    for a, b in zip(straight.defects, turned.defects, strict=True):
        assert b.box.width == pytest.approx(a.box.width, abs=2.0)
        x, y = turned.golden_to_image @ (a.box.centre[0] - 0.5, a.box.centre[1] - 0.5, 1)
        assert b.box.centre == pytest.approx((x + 0.5, y + 0.5), abs=1.0)


def test_the_matrix_carries_the_golden_onto_the_picture():
    view = render_view(PRODUCTS[2], 0, seed=5, condition=CameraCondition(shift=(11, -7), rotation=-0.8))
    moved = cv2.warpAffine(view.golden, view.golden_to_image, (640, 640))
    inner = (slice(40, 600), slice(40, 600))
    apart = np.abs(moved[inner].astype(int) - view.image[inner]).mean()
    unmoved = np.abs(view.golden[inner].astype(int) - view.image[inner]).mean()
    assert apart < 3
    assert unmoved > 2 * apart


def test_a_turned_board_lies_upside_down():
    view = render_view(PRODUCTS[0], 0, seed=1, condition=CameraCondition(), turned=True)
    back = view.image[::-1, ::-1]
    assert np.abs(back.astype(int) - view.golden).mean() < 4
    assert np.abs(view.image.astype(int) - view.golden).mean() > 12


def test_boxes_of_a_turned_board_are_where_its_defects_are():
    condition = CameraCondition()
    bad = render_view(PRODUCTS[0], 0, seed=2, defects=4, condition=condition, turned=True)
    good = render_view(PRODUCTS[0], 0, seed=2, condition=condition, turned=True)
    difference = np.abs(bad.image.astype(int) - good.image).max(axis=2)
    for defect in bad.defects:
        x1, y1, x2, y2 = (round(side) for side in defect.box.as_tuple())
        assert difference[y1:y2, x1:x2].max() > 25


def test_none_and_eight_defects():
    assert render_view(PRODUCTS[0], 0, seed=1).defects == ()
    assert len(render_view(PRODUCTS[0], 0, seed=1, defects=8).defects) == 8


def test_an_unknown_defect_is_refused():
    with pytest.raises(ValueError, match="scratch"):
        render_view(PRODUCTS[0], 0, seed=1, defects=["scratch"])


def test_the_golden_can_not_be_spoilt():
    with pytest.raises(ValueError, match="read-only"):
        render_golden(PRODUCTS[0], 0)[0, 0] = 0
