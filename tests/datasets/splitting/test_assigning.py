import numpy as np
import pytest

from inspector_app.datasets.splitting.assigning import Deal, deal_out, held_by


def _deal(held, shares, fixed=None):
    held = np.asarray(held, float)
    free = np.full(len(held), -1, np.intp)
    return Deal(held, np.asarray(shares, float), free if fixed is None else np.asarray(fixed, np.intp))


def test_each_part_gets_its_share_of_every_kind():
    rng = np.random.default_rng(0)
    held = rng.integers(0, 4, (300, 5)).astype(float)
    given = deal_out(_deal(held, [0.7, 0.15, 0.15]), seed=3)
    for part, share in enumerate((0.7, 0.15, 0.15)):
        assert held[given == part].sum(axis=0) / held.sum(axis=0) == pytest.approx(share, abs=0.01)


def test_the_seed_decides_and_repeats():
    held = np.ones((40, 1))
    one, same, other = (deal_out(_deal(held, [0.5, 0.5]), seed) for seed in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()


def test_what_is_fixed_stays_and_counts():
    given = deal_out(_deal(np.ones((10, 1)), [0.5, 0.5], fixed=[0] * 5 + [-1] * 5), seed=1)
    assert list(given) == [0] * 5 + [1] * 5


def test_one_large_group_does_not_starve_a_part():
    given = deal_out(_deal([[50], [5], [5], [5], [5]], [0.7, 0.15, 0.15]), seed=1)
    assert given[0] == 0
    assert set(given) == {0, 1, 2}


def test_no_single_group_would_be_better_elsewhere():
    shares = np.array([0.7, 0.15, 0.15])

    def off(held, given):
        wanted = np.outer(shares, held.sum(axis=0))
        has = np.array([held[given == part].sum(axis=0) for part in range(3)])
        return ((has - wanted) ** 2 / wanted).sum()

    for seed in range(20):
        held = np.random.default_rng(seed).integers(1, 9, (12, 3)).astype(float)
        given = deal_out(_deal(held, shares), seed)
        for group in range(12):
            for part in range(3):
                other = given.copy()
                other[group] = part
                assert off(held, other) >= off(held, given) - 1e-9


def test_no_groups():
    assert len(deal_out(_deal(np.empty((0, 1)), [0.5, 0.5]), seed=1)) == 0


def test_groups_are_counted_by_kind():
    held = held_by([["a", "b"], ["c"]], {"a": [0, 1], "b": [0], "c": [0, 2]}, 3)
    assert held.tolist() == [[2, 1, 0], [1, 0, 1]]
