"""Hand-made outputs of a network."""

import numpy as np
import pytest

from inspector_app.imaging import DecodingError, decode


def output(*boxes, classes=6, anchors=8400):
    """(1, 4 + classes, anchors) with boxes of (cx, cy, w, h, class, score) at scattered anchors."""
    raw = np.zeros((1, 4 + classes, anchors), np.float32)
    for place, (cx, cy, w, h, defect_class, score) in enumerate(boxes):
        anchor = (place * 997 + 13) % anchors
        raw[0, :4, anchor] = cx, cy, w, h
        raw[0, 4 + defect_class, anchor] = score
    return raw


def test_nothing():
    found = decode(output(), min_score=0.25)
    assert len(found) == 0
    assert found.boxes.shape == (0, 4)
    assert found.boxes.dtype == np.float32


def test_corners_score_and_class():
    found = decode(output((100, 50, 20, 10, 3, 0.75)), min_score=0.25)
    assert found.boxes.tolist() == [[90, 45, 110, 55]]
    assert found.scores.tolist() == [0.75]
    assert found.classes.tolist() == [3]


def test_falling_scores_and_the_limit_is_inclusive():
    found = decode(
        output((50, 50, 9, 9, 0, 0.25), (150, 50, 9, 9, 1, 0.9), (250, 50, 9, 9, 2, 0.2)), min_score=0.25
    )
    assert found.classes.tolist() == [1, 0]


def test_one_spot_is_one_defect_whatever_the_classes_say():
    found = decode(
        output((100, 100, 20, 20, 0, 0.6), (101, 100, 20, 20, 0, 0.7), (100, 101, 20, 20, 4, 0.8)),
        min_score=0.25,
    )
    assert found.classes.tolist() == [4]


def test_neighbours_that_overlap_a_little_both_stay():
    found = decode(output((100, 100, 20, 20, 0, 0.6), (115, 100, 20, 20, 0, 0.7)), min_score=0.25)
    assert len(found) == 2


def test_a_suppressed_box_suppresses_nothing():
    """A chain: the middle one falls to the best, the last overlaps only the middle one."""
    found = decode(
        output((100, 100, 30, 30, 0, 0.9), (107, 100, 30, 30, 0, 0.8), (116, 100, 30, 30, 0, 0.7)),
        min_score=0.25,
    )
    assert found.scores.tolist() == pytest.approx([0.9, 0.7])


def test_at_most_so_many():
    boxes = [(20 + 30 * (k % 20), 20 + 30 * (k // 20), 9, 9, 0, 0.3 + k / 1000) for k in range(150)]
    found = decode(output(*boxes), min_score=0.25, max_findings=100)
    assert len(found) == 100
    assert found.scores[0] == pytest.approx(0.449)


def test_a_flood_ends():
    raw = np.full((1, 10, 8400), 0.9, np.float32)
    assert len(decode(raw, min_score=0.25)) <= 100


def test_a_box_turned_inside_out():
    with pytest.raises(DecodingError, match="inside out"):
        decode(output((100, 100, -20, -30, 0, 0.6)), min_score=0.25)
    assert len(decode(output((100, 100, -20, -30, 0, 0.2)), min_score=0.25)) == 0


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("row", [0, 7])
def test_numbers_that_are_none(value, row):
    raw = output((100, 100, 20, 20, 0, 0.6))
    raw[0, row, 5000] = value
    with pytest.raises(DecodingError, match="NaN or infinity"):
        decode(raw, min_score=0.25)


def test_both_infinities_do_not_cancel():
    raw = output()
    raw[0, 0, 1], raw[0, 0, 2] = np.inf, -np.inf
    with pytest.raises(DecodingError, match="NaN or infinity"):
        decode(raw, min_score=0.25)


@pytest.mark.parametrize("shape", [(10, 8400), (2, 10, 8400), (1, 4, 8400), (1, 10, 8400, 1)])
def test_wrong_shapes(shape):
    with pytest.raises(DecodingError, match="expected shape"):
        decode(np.zeros(shape, np.float32), min_score=0.25)


def test_wrong_number_of_classes():
    with pytest.raises(DecodingError, match="6 classes, the model has 5"):
        decode(output(), min_score=0.25, class_count=5)


def test_an_output_without_anchors():
    assert len(decode(np.zeros((1, 10, 0), np.float32), min_score=0.25)) == 0


def test_doubles_are_read_too():
    assert len(decode(output((100, 100, 20, 20, 0, 0.6)).astype(np.float64), min_score=0.25)) == 1
