"""Kinds of good cells."""

import numpy as np

from inspector_app.novelty.mixture import GoodCells


def cells(rng, count=400):
    """Two kinds, far apart, with different spreads."""
    first = rng.normal(0, 1, (count, 3)) * (1, 1, 0.2)
    second = rng.normal(0, 1, (count, 3)) * (0.2, 1, 1) + (20, 0, 0)
    return np.concatenate([first, second]).astype(np.float32)


def test_each_kind_has_its_own_mean_and_spread():
    rng = np.random.default_rng(1)
    mixture = GoodCells([cells(rng) for _ in range(10)]).mixture()
    near = mixture.distances(np.array([[0, 0, 0], [20, 0, 0]], np.float32))
    between = mixture.distances(np.array([[10, 0, 0]], np.float32))
    assert near.max() < 2
    assert between[0] > 3 * near.max()


def test_a_part_that_is_left_out_is_farther_from_the_others():
    rng = np.random.default_rng(2)
    parts = [cells(rng) for _ in range(10)]
    parts[3][:40] = rng.normal(10, 0.1, (40, 3))
    good = GoodCells(parts)
    with_it = good.mixture().distances(parts[3]).max()
    without = good.mixture(without=3).distances(parts[3]).max()
    assert without > with_it
