from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from inspector_app.boards import (
    DEFECT_CODES,
    MISHAPS,
    Product,
    demo_products,
    part_truth,
    render_empty_fixture,
    render_golden,
    render_part_view,
)

PRODUCT, *OTHERS = demo_products()


def first_with(mishap):
    parts = (part_truth(7, number, PRODUCT, mishap_rate=1.0, others=OTHERS) for number in range(200))
    return next(part for part in parts if part.mishap == mishap)


def apart(a, b):
    return float(np.abs(a.astype(int) - b).mean())


def test_a_part_is_the_same_every_time():
    assert part_truth(1, 5, PRODUCT, defect_rate=0.5) == part_truth(1, 5, PRODUCT, defect_rate=0.5)
    assert len({part_truth(line, number, PRODUCT) for line in range(3) for number in range(50)}) == 150


def test_rates_are_met():
    parts = [
        part_truth(1, number, PRODUCT, defect_rate=0.2, mishap_rate=0.1, others=OTHERS)
        for number in range(4000)
    ]
    assert np.mean([part.has_defects for part in parts]) == pytest.approx(0.2, abs=0.025)
    assert np.mean([part.mishap != "none" for part in parts]) == pytest.approx(0.1, abs=0.02)
    codes = Counter(code for part in parts for view in part.views for code in view.defects)
    assert set(codes) == set(DEFECT_CODES)
    assert set(Counter(part.mishap for part in parts)) == {"none", *MISHAPS}


def test_a_line_without_rates_makes_good_parts():
    assert all(part_truth(1, n, PRODUCT, defect_rate=0, mishap_rate=0).good for n in range(200))
    assert not any(part_truth(1, n, PRODUCT, defect_rate=1, mishap_rate=0).good for n in range(200))


def test_without_others_no_product_is_wrong():
    parts = [part_truth(1, number, PRODUCT, mishap_rate=1.0) for number in range(300)]
    assert {part.mishap for part in parts} == set(MISHAPS) - {"wrong_product"}
    assert all(part.shown == PRODUCT for part in parts)


def test_truth_of_a_view_is_what_is_drawn():
    part = next(
        part
        for n in range(50)
        if (part := part_truth(2, n, PRODUCT, defect_rate=1, mishap_rate=0)).views[0].defects
    )
    view = render_part_view(part, 0)
    assert [defect.code for defect in view.defects] == list(part.views[0].defects)
    assert (view.image == render_part_view(part, 0).image).all()


def test_eight_views_can_be_drawn():
    part = part_truth(3, 0, Product("eight", 8, views=8, size_px=320), defect_rate=1.0)
    assert len({render_part_view(part, view).image.tobytes() for view in range(8)}) == 8


def test_light_and_lens_fail_for_one_camera_the_rest_for_all():
    for mishap in MISHAPS:
        struck = sum(view.mishap == mishap for view in first_with(mishap).views)
        assert struck == (1 if mishap in {"dark", "blurred"} else PRODUCT.views)


def test_a_wrong_product_is_shown_beside_the_golden_that_was_expected():
    part = first_with("wrong_product")
    view = render_part_view(part, 0)
    assert part.shown in OTHERS
    assert (view.golden == render_golden(PRODUCT, 0)).all()
    assert apart(view.image, render_golden(part.shown, 0)) < apart(view.image, view.golden)


def test_an_empty_fixture_shows_no_board_and_no_defect():
    part = first_with("empty_fixture")
    view = render_part_view(part, 0)
    assert view.defects == ()
    assert apart(view.image, view.golden) > 20
    assert not part.has_defects


def test_an_empty_fixture_is_grey_and_repeatable():
    picture = render_empty_fixture(PRODUCT, 1)
    assert picture.shape == (640, 640, 3)
    assert (picture == render_empty_fixture(PRODUCT, 1)).all()
    assert (picture != render_empty_fixture(PRODUCT, 2)).any()
    assert np.ptp(picture.mean(axis=(0, 1))) < 20


def test_light_drifts_over_a_shift():
    part = part_truth(1, 0, PRODUCT, defect_rate=0, mishap_rate=0)
    later = replace(part, number=225)  # a quarter of a period on
    drift = render_part_view(later, 0).condition.brightness / render_part_view(part, 0).condition.brightness
    assert drift == pytest.approx(1.04)
