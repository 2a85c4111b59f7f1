"""A golden from good parts that lie, and are lit, each a little otherwise."""

import cv2
import numpy as np
import pytest

from inspector_app.boards import render_golden, render_view, training_product
from inspector_app.imaging import Reference
from inspector_app.imaging.golden_merging import GoldenPartError, bring_to, merge_parts

PRODUCT = training_product(7)


@pytest.fixture(scope="module")
def anchor():
    return Reference.from_image(render_golden(PRODUCT, 0))


@pytest.fixture(scope="module")
def brought(anchor):
    return [bring_to(anchor, render_view(PRODUCT, 0, seed=seed).image)[0] for seed in range(7)]


def test_the_median_is_nearer_the_truth_than_any_part(brought):
    truth = render_golden(PRODUCT, 0)
    merged = merge_parts(brought).image
    inner = np.s_[30:-30, 30:-30]

    def off(image):  # structure, not light: that of the parts differs from the ideal golden's
        level = cv2.GaussianBlur(image, (0, 0), 40).astype(float) - cv2.GaussianBlur(truth, (0, 0), 40)
        return np.abs(image.astype(float) - level - truth)[inner].mean()

    assert off(merged) < min(off(part) for part in brought)


def test_what_one_part_has_does_not_reach_the_golden_and_is_seen(brought):
    spoilt = [part.copy() for part in brought]
    cv2.circle(spoilt[3], (200, 200), 18, (255, 255, 255), -1)
    merged, clean = merge_parts(spoilt), merge_parts(brought)
    place = np.s_[190:210, 190:210]
    assert np.abs(merged.image[place].astype(int) - clean.image[place]).max() <= 12
    assert np.argmax(np.subtract(merged.unlike, clean.unlike)) == 3


def test_where_half_the_parts_differ_the_picture_says_so(brought):
    mixed = [part.copy() for part in brought]
    for part in mixed[:3]:
        part[300:330, 300:330] = 255
    for part in mixed[3:6]:
        part[300:330, 300:330] = 20
    differs = merge_parts(mixed).differs
    assert differs[305:325, 305:325].min() > 2 * np.median(differs)


def test_another_product_is_not_merged(anchor):
    with pytest.raises(GoldenPartError, match="does not look like"):
        bring_to(anchor, render_golden(training_product(8), 0))


def test_another_size_is_not_merged(anchor):
    with pytest.raises(GoldenPartError, match="its golden has"):
        bring_to(anchor, np.zeros((200, 200, 3), np.uint8))


def test_gray_parts_are_merged_as_well(brought):
    gray = [np.ascontiguousarray(part[..., 1]) for part in brought[:3]]
    assert merge_parts(gray).image.shape == gray[0].shape


@pytest.mark.parametrize("count", [2, 41])
def test_too_few_and_too_many_are_refused(brought, count):
    with pytest.raises(ValueError, match="3 to 40"):
        merge_parts([brought[0]] * count)
