"""One simulated product: what it teaches, and boards that nobody has seen."""

import numpy as np
import pytest

from inspector_app.boards import held_out_product, render_golden, render_view
from inspector_app.imaging import Reference, align, compare
from inspector_app.novelty import Lesson

PRODUCT = held_out_product(33)


def good_board(seed):
    return render_view(PRODUCT, 0, seed=seed).image


@pytest.fixture(scope="session")
def golden():
    return render_golden(PRODUCT, 0)


@pytest.fixture(scope="session")
def lesson(golden):
    lesson = Lesson(golden)
    for seed in range(500, 524):
        lesson.add(good_board(seed))
    return lesson


@pytest.fixture(scope="session")
def taught(lesson):
    taught, odd = lesson.finish()
    assert not odd
    return taught


@pytest.fixture(scope="session")
def look(golden, taught):
    reference = Reference.from_image(golden)

    def look(image):
        frame = reference.frame_of(image)
        alignment = align(frame, reference)
        return taught.look(compare(frame, reference, alignment), alignment)

    return look


@pytest.fixture
def stained():
    """A good board with a stain of 28 px at (300, 300)."""
    board = good_board(700).copy()
    board[286:314, 286:314] = np.uint8(255) - board[286:314, 286:314]
    return board
