"""Area under the ROC curve with its interval."""

import numpy as np
import pytest

from inspector_app.learning.taught.figures import auroc


def test_it_is_the_chance_that_a_bad_one_scores_higher():
    area = auroc([[1.0, 2.0, 3.0]], [[2.5, 4.0]])
    assert area.value == pytest.approx(5 / 6)
    assert (area.good, area.bad) == (3, 2)


def test_ties_count_half():
    assert auroc([[1.0, 1.0]], [[1.0]]).value == 0.5


def test_products_are_compared_with_themselves_only():
    assert auroc([[1.0, 2.0], [100.0, 101.0]], [[3.0], [102.0]]).value == 1.0


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    rng = np.random.default_rng(5)
    truth = 0.76025  # of two normal distributions one standard deviation apart
    held = 0
    for seed in range(20):
        good = [rng.normal(0, 1, 20).tolist() for _ in range(6)]
        bad = [rng.normal(1, 1, 20).tolist() for _ in range(6)]
        area = auroc(good, bad, seed=seed)
        held += area.low <= truth <= area.high
    assert held >= 15


def test_a_product_without_good_or_bad_images_is_refused():
    with pytest.raises(ValueError, match="a good and a bad image"):
        auroc([[1.0], []], [[2.0], [3.0]])
