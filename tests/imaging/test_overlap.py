import numpy as np
import pytest

from inspector_app.imaging import lost_px
from tests.imaging.pictures import motion


@pytest.mark.parametrize(
    ("shift", "degrees", "lost"),
    [((0, 0), 0.0, 0.0), ((30, 0), 0.0, 30.0), ((-7, 12), 0.0, 12.0), ((0, 0), 2.0, 10.96)],
)
def test_what_lies_beyond_the_frame(shift, degrees, lost):
    assert lost_px(motion((640, 480), shift, degrees), 640, 480) == pytest.approx(lost, abs=0.3)


def test_a_golden_that_shrank_loses_nothing():
    assert lost_px(np.array([[0.98, 0, 5], [0, 0.98, 5]]), 640, 640) == 0.0
