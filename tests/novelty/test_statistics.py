"""Mean and spread of cells, with and without one part."""

import numpy as np
import pytest

from inspector_app.novelty.cells import SQUARES
from inspector_app.novelty.statistics import GoodParts


@pytest.fixture
def parts():
    rng = np.random.default_rng(3)
    return [rng.normal(0, 4, (60, 80)).astype(np.float32) for _ in range(20)]


def test_leaving_one_out_is_the_same_as_never_having_seen_it(parts):
    without = GoodParts(parts).statistics(without=4)
    never = GoodParts(parts[:4] + parts[5:]).statistics()
    np.testing.assert_allclose(without.mean, never.mean, atol=1e-5)
    np.testing.assert_allclose(without.inverse, never.inverse, rtol=1e-4)


def test_a_place_that_always_differs_is_familiar_and_a_new_one_is_not(parts):
    for part in parts:
        part[20:28, 20:28] += 40
    known, new = parts[0].copy(), parts[0].copy()
    new[40:48, 50:58] += 40
    statistics = GoodParts(parts).statistics()
    assert statistics.standardised(known).max() < 8
    off = statistics.standardised(new)
    assert off.max() > 12
    _, row, column = np.unravel_index(off.argmax(), off.shape)
    assert abs(row - 44) < 4
    assert abs(column - 54) < 4


def test_a_place_that_varies_may_go_on_varying(parts):
    for number, part in enumerate(parts):
        part[20:28, 20:28] += 40 * (-1) ** number
    part = parts[0].copy()
    assert GoodParts(parts).statistics().standardised(part)[:, 20:28, 20:28].max() < 3


def test_the_edge_says_nothing(parts):
    part = parts[0].copy()
    part[:3] += 200
    off = GoodParts(parts).statistics().standardised(part)
    assert off[:, 0].max() == 0
    assert off.shape == (len(SQUARES), 60, 80)


def test_parts_that_never_differ_leave_a_spread():
    statistics = GoodParts([np.zeros((60, 80), np.float32)] * 20).statistics()
    assert np.isfinite(statistics.inverse).all()
