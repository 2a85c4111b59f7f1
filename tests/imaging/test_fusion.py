"""What several networks found becomes one list: nothing invented, nothing depends on who was asked first."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.imaging import Detections, decode
from inspector_app.imaging.fusion import as_output, fuse


def found(*rows):
    """Rows of (left, top, right, bottom, score, class)."""
    table = np.array(rows, np.float64).reshape(-1, 6)
    return Detections(
        table[:, :4].astype(np.float32), table[:, 4].astype(np.float32), table[:, 5].astype(np.intp)
    )


def rows_of(detections):
    return sorted(
        (*box, score, index)
        for box, score, index in zip(
            detections.boxes.tolist(), detections.scores.tolist(), detections.classes.tolist(), strict=True
        )
    )


score = st.floats(0.0625, 1, width=32)
jitter = st.integers(0, 6).map(float)
place = st.sampled_from((0.0, 12.0, 60.0))
# few places and little jitter, so that most boxes lie on others
row = st.builds(
    lambda x, y, wide, high, score, index: (x, y, x + 20 + wide, y + 20 + high, score, index),
    st.builds(float.__add__, place, jitter),
    jitter,
    jitter,
    jitter,
    score,
    st.integers(0, 1),
)
network = st.lists(row, max_size=6).map(
    lambda rows: decode(
        as_output(found(*rows), 2), min_score=0.01, class_count=2
    )  # suppressed, as any network's are
)
weight = st.sampled_from((0.5, 1.0, 2.0, 3.0))
members = st.lists(st.tuples(network, weight), min_size=1, max_size=4)
iou = st.sampled_from((0.5, 0.55, 0.8))


@given(members, iou, st.randoms(use_true_random=False))
def test_the_order_of_the_networks_makes_no_difference(members, iou, chance):
    shuffled = list(members)
    chance.shuffle(shuffled)
    one, other = (
        fuse([each for each, _ in order], [weight for _, weight in order], iou=iou)
        for order in (members, shuffled)
    )
    assert rows_of(one) == rows_of(other)


@given(network, weight, iou)
def test_one_network_alone_keeps_its_answer(network, weight, iou):
    alone = fuse([network], [weight], iou=iou)
    assert np.array(rows_of(alone)) == pytest.approx(np.array(rows_of(network)), abs=1e-4)
    assert list(alone.scores) == sorted(alone.scores, reverse=True)


@given(members, iou)
def test_scores_and_boxes_stay_within_what_went_in(members, iou):
    networks = [each for each, _ in members]
    fused = fuse(networks, [weight for _, weight in members], iou=iou)
    every = [row for each in networks for row in rows_of(each)]
    assert len(fused) <= len(every)
    for *box, one_score, index in rows_of(fused):
        same = np.array([row for row in every if row[5] == index])
        assert 0 < one_score <= same[:, 4].max() + 1e-6
        low, high = same[:, :4].min(axis=0), same[:, :4].max(axis=0)
        assert (low - 1e-4 <= box).all()
        assert (box <= high + 1e-4).all()


@given(members, members, iou)
def test_places_far_apart_have_nothing_to_do_with_each_other(here, there, iou):
    """So the hull of a fused box is that of the boxes at its place."""
    count = min(len(here), len(there))
    weights = [weight for _, weight in here[:count]]
    far = [Detections(one.boxes + np.float32(512), one.scores, one.classes) for one, _ in there[:count]]
    near = [one for one, _ in here[:count]]
    together = [
        Detections(
            *(
                np.concatenate(parts)
                for parts in ((a.boxes, b.boxes), (a.scores, b.scores), (a.classes, b.classes))
            )
        )
        for a, b in zip(near, far, strict=True)
    ]
    apart = rows_of(fuse(near, weights, iou=iou)) + rows_of(fuse(far, weights, iou=iou))
    assert rows_of(fuse(together, weights, iou=iou)) == apart


def test_boxes_are_averaged_by_score_and_the_score_over_all_networks():
    """By hand, after the paper: (0.9 x a + 0.3 x b) / 1.2, and (0.9 + 0.3) / 2."""
    fused = fuse([found((0, 0, 100, 100, 0.9, 0)), found((8, 0, 108, 100, 0.3, 0))], [1, 1])
    assert fused.boxes.tolist() == [[2, 0, 102, 100]]
    assert fused.scores.tolist() == pytest.approx([0.6])


def test_what_one_of_three_found_is_worth_a_third():
    fused = fuse([found((0, 0, 9, 9, 0.9, 1)), found(), found()], [1, 1, 1])
    assert fused.scores.tolist() == pytest.approx([0.3])
    assert fused.classes.tolist() == [1]


def test_a_network_of_more_weight_counts_more():
    fused = fuse([found((0, 0, 100, 100, 0.5, 0)), found((20, 0, 120, 100, 0.5, 0))], [3, 1])
    assert fused.boxes[0, 0] == pytest.approx(5)
    alone = fuse([found((0, 0, 100, 100, 0.8, 0)), found()], [3, 1])
    assert alone.scores.tolist() == pytest.approx([0.6])


def test_classes_are_never_averaged_with_each_other():
    fused = fuse([found((0, 0, 10, 10, 0.9, 0)), found((0, 0, 10, 10, 0.8, 1))], [1, 1])
    assert list(zip(fused.classes.tolist(), fused.scores.tolist(), strict=True)) == [
        (0, pytest.approx(0.45)),
        (1, pytest.approx(0.4)),
    ]


def test_nothing_found_is_nothing():
    assert len(fuse([found(), found()], [1, 2])) == 0


@pytest.mark.parametrize("weights", [[1], [1, 0], [1, -1], []])
def test_weights_that_fit_nothing_are_refused(weights):
    with pytest.raises(ValueError, match="as many weights above 0"):
        fuse([found(), found()], weights)


def test_two_boxes_of_one_network_in_one_average_count_once():
    one = found((0, 0, 100, 100, 0.9, 0), (0, 0, 100, 90, 0.3, 0))
    fused = fuse([one, found()], [3, 1])
    assert fused.scores.tolist() == pytest.approx([0.9 * 3 / 4])
    assert fused.boxes.tolist() == [[0, 0, 100, pytest.approx(97.5)]]


@given(network)
def test_the_output_decodes_to_what_was_fused(network):
    decoded = decode(as_output(network, 3), min_score=0.005, iou=1.0, class_count=3)
    assert np.array(rows_of(decoded)) == pytest.approx(np.array(rows_of(network)), abs=1e-3)
