"""The truth is checked on the whole board, by other means than the generator's own rules."""

from functools import cache

import cv2
import numpy as np
import pytest

from inspector_app.boards import DEFECT_CODES, held_out_product, training_product
from inspector_app.boards.defects import spoil
from inspector_app.boards.layers import layers_of
from inspector_app.boards.seeds import rng_for

PRODUCTS = [training_product(3), training_product(11), held_out_product(2), held_out_product(5)]


def islands(copper):
    return cv2.connectedComponents((copper > 0).astype(np.uint8), connectivity=4)[0] - 1


def lakes(copper):
    return cv2.connectedComponents((copper == 0).astype(np.uint8), connectivity=8)[0] - 1


@cache
def made(code):
    """(before, after, change) of some defects of a class, on boards of several products."""
    return list(draw(code))


def draw(code):
    for product in PRODUCTS:
        layers = layers_of(product, 0)
        for seed in range(4):
            after, changes = spoil(layers, [code], rng_for("test", product.seed, seed))
            for change in changes:
                yield layers.layout.copper, after, change


def depth_from(mask, changed):
    """How far the changed pixels reach from what was already so, in image px."""
    return cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, 5)[changed].max() / 2


@pytest.mark.parametrize("code", DEFECT_CODES)
def test_every_class_finds_a_place(code):
    assert len(made(code)) >= 15  # of 16 boards


@pytest.mark.parametrize("code", DEFECT_CODES)
def test_the_change_is_all_that_changed(code):
    for before, after, change in made(code):
        ys, xs = np.nonzero(before != after)
        assert ys.size == change.pixels.sum()
        assert (xs.min(), ys.min()) == (change.left, change.top)
        assert (ys.max() + 1 - ys.min(), xs.max() + 1 - xs.min()) == change.pixels.shape
        copper_added = code in {"short", "spur", "spurious_copper"}
        assert (after[ys, xs] == (255 if copper_added else 0)).all()


def test_an_open_separates_its_trace():
    more = 0
    for before, after, _ in made("open"):
        assert islands(after) >= islands(before)
        # each part of the cut's surroundings: two stumps where one trace was
        changed = before != after
        near = cv2.dilate(changed.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
        assert islands(np.where(near, before, 0)) == 1
        assert islands(np.where(near, after, 0)) == 2
        more += islands(after) > islands(before)
    assert more >= 12  # the others lie on a trace that goes round


def test_a_short_joins_exactly_two_nets():
    for before, after, _ in made("short"):
        assert islands(after) == islands(before) - 1


def test_a_mousebite_goes_in_and_severs_nothing():
    for before, after, _ in made("mousebite"):
        assert islands(after) == islands(before)
        assert lakes(after) == lakes(before)
        assert depth_from(before == 0, before != after) >= 4


def test_a_spur_sticks_out_and_bridges_nothing():
    for before, after, _ in made("spur"):
        assert islands(after) == islands(before)
        assert lakes(after) == lakes(before)
        assert depth_from(before > 0, before != after) >= 4


def test_spurious_copper_is_an_island_with_board_around_it():
    for before, after, _ in made("spurious_copper"):
        assert islands(after) == islands(before) + 1
        changed = (before != after).astype(np.uint8)
        assert not before[cv2.dilate(changed, np.ones((7, 7), np.uint8)) > 0].any()


def test_a_pinhole_has_copper_all_around():
    for before, after, _ in made("pinhole"):
        assert islands(after) == islands(before)
        assert lakes(after) == lakes(before) + 1


def test_sizes_spread_over_the_range():
    sizes = [change.long_side for code in DEFECT_CODES for _, _, change in made(code)]
    assert 4 <= min(sizes) < 7
    assert 38 < max(sizes) <= 48
    assert 0.12 < np.mean(np.array(sizes) < 10) < 0.38


def test_defects_keep_apart_and_off_the_edge():
    for product in PRODUCTS:
        layers = layers_of(product, 0)
        _, changes = spoil(layers, ["spur", "pinhole"] * 4, rng_for("apart", product.seed))
        boxes = [
            (c.left / 2, c.top / 2, c.left / 2 + c.pixels.shape[1] / 2, c.top / 2 + c.pixels.shape[0] / 2)
            for c in changes
        ]
        size = layers.allowed.shape[0]
        assert all(min(box[:2]) >= 52 and max(box[2:]) <= size - 52 for box in boxes)
        for index, a in enumerate(boxes):
            for b in boxes[index + 1 :]:
                assert max(a[0] - b[2], b[0] - a[2], a[1] - b[3], b[1] - a[3]) >= 8


def test_what_can_not_be_is_left_out(monkeypatch):
    layers = layers_of(PRODUCTS[0], 0)
    monkeypatch.setattr("inspector_app.boards.defects.holds", lambda code, window, change: False)
    after, changes = spoil(layers, ["open"], rng_for(1))
    assert changes == []
    assert (after == layers.layout.copper).all()
