import numpy as np

from inspector_app.learning.quantising.rows import of_chosen_candidates, of_fixed_places

CLASSES, PLACES = 2, 5
CANDIDATES = np.random.default_rng(1).random((1, 4 + CLASSES, PLACES)).astype(np.float32)


def test_what_comes_after_the_scores_is_no_score():
    """Mask coefficients are far larger than any score, and prototypes are another output."""
    masks = np.full((1, 32, PLACES), 9.0, np.float32)
    with_masks = np.concatenate([CANDIDATES, masks], axis=1)
    rows = of_fixed_places([with_masks, np.zeros((1, 32, 8, 8), np.float32)], CLASSES)
    assert (rows.scores == CANDIDATES[0, 4:]).all()
    assert (rows.boxes == CANDIDATES[0, :4]).all()


def test_candidates_in_another_order_are_the_same_answer():
    given = of_chosen_candidates([CANDIDATES], CLASSES)
    turned = of_chosen_candidates([CANDIDATES[..., ::-1]], CLASSES)
    assert (given.scores == turned.scores).all()
    assert (np.diff(given.scores, axis=1) <= 0).all()
    assert len(given.boxes) == len(turned.boxes) == 0


def test_a_score_that_fell_is_seen_in_either_way():
    lower = CANDIDATES.copy()
    lower[0, 4, np.argmax(lower[0, 4])] -= 0.5
    for rows in (of_fixed_places, of_chosen_candidates):
        assert (rows([lower], CLASSES).scores[0] != rows([CANDIDATES], CLASSES).scores[0]).any()
