"""Frozen pictures."""

import numpy as np

from inspector_app.cameras.frozen_picture import FrozenPicture


def test_three_equal_pictures_in_a_row_are_frozen():
    watch = FrozenPicture()
    picture, other = np.full((64, 64, 3), 5, np.uint8), np.full((64, 64, 3), 6, np.uint8)
    assert [watch.frozen(image) for image in (picture, picture, other, other)] == [False] * 4
    assert watch.frozen(other)
    assert not watch.frozen(picture)
