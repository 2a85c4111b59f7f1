"""What onnxruntime's side does after the network is what ours does: the same boxes."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.imaging import decode
from inspector_app.learning.peers.onnxruntime_peer import boxes_of


@given(st.integers(0, 2**32 - 1))
def test_suppression_leaves_the_boxes_that_the_stations_own_leaves(seed):
    rng = np.random.default_rng(seed)
    output = np.zeros((1, 8, 60), np.float32)
    output[0, :2] = rng.uniform(50, 300, (2, 60))
    output[0, 2:4] = rng.uniform(20, 90, (2, 60))
    output[0, 4:] = rng.permutation(4 * 60).reshape(4, 60) / 240
    ours = decode(output, min_score=0.7, iou=0.5, max_findings=300)
    np.testing.assert_allclose(boxes_of(output, 0.7), ours.boxes, atol=0.01)


def test_nothing_above_the_score_is_no_box():
    assert boxes_of(np.zeros((1, 8, 60), np.float32), 0.5).shape[0] == 0
