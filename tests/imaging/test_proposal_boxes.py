import numpy as np
import pytest

from inspector_app.imaging import DecodingError, decode
from inspector_app.imaging.proposal_boxes import judged_boxes

WINDOWS = np.array([[100, 40, 64], [104, 42, 64], [300, 300, 128]], np.int32)


def answers(*rows):
    return np.array(rows, np.float32)


def test_boxes_come_back_to_the_planes_and_decode_as_a_detectors():
    raw = judged_boxes(answers((0.25, 0.5, 0.75, 1, 0.1, 0.8)), WINDOWS[2:])
    found = decode(raw, min_score=0.3, class_count=2)
    assert found.boxes[0].tolist() == [332, 364, 396, 428]
    assert found.classes.tolist() == [1]
    assert found.scores[0] == pytest.approx(0.8)


def test_of_two_answers_about_one_spot_the_surer_stays():
    raw = judged_boxes(
        answers((0.25, 0.25, 0.75, 0.75, 0.6, 0.1), (0.2, 0.2, 0.7, 0.7, 0.1, 0.9), (0, 0, 1, 1, 0.5, 0)),
        WINDOWS,
    )
    assert raw.shape == (1, 6, 2)
    assert sorted(raw[0, 4:].max(axis=0)) == pytest.approx([0.5, 0.9])


def test_a_whole_defect_comes_before_its_pieces_even_where_one_is_surer():
    whole = (0, 0, 1, 1, 0.8, 0)
    pieces = [(0, 0, 0.4, 0.4, 0.9, 0), (0.6, 0.6, 1, 1, 0.1, 0)]
    raw = judged_boxes(answers(pieces[0], whole, pieces[1]), np.array([[0, 0, 100]] * 3, np.int32))
    assert raw[0, :5, 0].tolist() == pytest.approx([50, 50, 100, 100, 0.8])
    assert raw.shape[2] == 1


def test_a_piece_stays_where_what_lies_round_it_is_hardly_a_defect():
    raw = judged_boxes(
        answers((0, 0, 1, 1, 0.05, 0), (0.1, 0.1, 0.4, 0.4, 0.9, 0)), np.array([[0, 0, 100]] * 2, np.int32)
    )
    assert raw[0, 4].tolist() == pytest.approx([0.9])


def test_neighbours_that_hardly_overlap_both_stay():
    raw = judged_boxes(
        answers((0, 0, 0.5, 0.5, 0.9, 0), (0.4, 0, 0.9, 0.5, 0.8, 0)), np.array([[0, 0, 100]] * 2, np.int32)
    )
    assert raw.shape[2] == 2


def test_a_box_turned_inside_out_is_turned_back():
    raw = judged_boxes(answers((0.75, 0.75, 0.25, 0.25, 0.9, 0)), WINDOWS[:1])
    assert (raw[0, 2:4, 0] > 0).all()


def test_what_is_nothing_is_left_out():
    assert judged_boxes(answers((0, 0, 1, 1, 0.001, 0.002)), WINDOWS[:1]).shape == (1, 6, 0)
    assert len(decode(judged_boxes(np.empty((0, 6), np.float32), WINDOWS[:0]), min_score=0.1)) == 0


def test_an_answer_that_is_no_number_is_an_error():
    with pytest.raises(DecodingError, match="NaN"):
        judged_boxes(answers((0, 0, 1, float("nan"), 0.5, 0.5)), WINDOWS[:1])
