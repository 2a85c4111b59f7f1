"""Hand-made outputs of a network."""

import numpy as np
import pytest

from inspector_app.imaging import DecodingError, OutlinedOutput, decode


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


def outlined(*boxes, size=64, stride=4):
    """Two classes; the first prototype covers the left half, the second the right one."""
    prototypes = np.full((1, 2, size // stride, size // stride), -1, np.float32)
    prototypes[0, 0, :, : size // stride // 2] = 1
    prototypes[0, 1, :, size // stride // 2 :] = 1
    candidates = np.zeros((1, 4 + 2 + 2, 50), np.float32)
    for place, (cx, cy, w, h, defect_class, score, coefficients) in enumerate(boxes):
        candidates[0, :4, place * 7] = cx, cy, w, h
        candidates[0, 4 + defect_class, place * 7] = score
        candidates[0, 6:, place * 7] = coefficients
    return OutlinedOutput(candidates, prototypes, stride)


def test_masks_are_of_the_boxes_that_stay():
    found = decode(
        outlined(
            (30, 10, 20, 10, 0, 0.6, (1, 0)),
            (31, 10, 20, 10, 1, 0.8, (0, 1)),
            (30, 40, 20, 10, 0, 0.7, (1, 0)),
        ),
        min_score=0.25,
        class_count=2,
    )
    assert found.classes.tolist() == [1, 0]
    right, left = found.masks
    assert right.area_px == 9 * 10  # of a box from 21 to 41, what lies right of 32
    assert left.area_px == 12 * 10  # of a box from 20 to 40, what lies left of it


def test_boxes_of_a_network_with_masks_are_those_of_one_without():
    said = outlined((30, 10, 20, 10, 0, 0.6, (1, 0)), (50, 50, 9, 9, 1, 0.5, (0, 1)))
    both, boxes = decode(said, min_score=0.25), decode(said.candidates[:, :6], min_score=0.25)
    assert both.boxes.tolist() == boxes.boxes.tolist()
    assert both.scores.tolist() == boxes.scores.tolist()
    assert boxes.masks is None


@pytest.mark.parametrize("where", ["coefficient", "prototype"])
def test_masks_that_are_no_numbers_are_a_broken_network(where):
    said = outlined((30, 10, 20, 10, 0, 0.6, (1, 0)))
    if where == "coefficient":
        said.candidates[0, 7, 0] = np.nan
    else:
        said.prototypes[0, 1, 3, 3] = np.inf
    with pytest.raises(DecodingError, match="masks contain"):
        decode(said, min_score=0.25)


def test_another_number_of_classes_is_refused_with_masks_as_well():
    with pytest.raises(DecodingError, match="2 classes, the model has 3"):
        decode(outlined(), min_score=0.25, class_count=3)
