"""Taught from good boards: what is flagged, where, and what is not."""

import numpy as np
import pytest

from inspector_app.boards import held_out_product, render_view
from inspector_app.domain.geometry import Box
from inspector_app.novelty import Lesson, TaughtError, same_place
from tests.novelty.conftest import good_board


def test_a_stain_that_nobody_has_seen_is_flagged_where_it_is(look, stained):
    seen = look(stained)
    worst = seen.regions()[0]
    assert worst.score == pytest.approx(seen.score)
    assert worst.score > 1.5
    assert same_place(worst.box, Box(286, 286, 314, 314))
    assert worst.box.long_side < 80
    assert (
        sum(same_place(one.box, worst.box) for one in seen.regions()) == 1
    )  # one place, not a nest of boxes


def test_most_good_boards_are_not_flagged(look):
    flagged = sum(look(good_board(seed)).score >= 1 for seed in range(800, 820))
    assert flagged <= 3


def test_a_recipe_that_asks_for_more_gets_fewer_regions(look, stained):
    seen = look(stained)
    assert seen.regions(seen.score * 1.01) == ()
    assert len(seen.regions(0.3)) >= len(seen.regions(1.0))
    assert len(seen.regions(0.1)) <= 5


def test_the_heat_map_is_hot_at_the_stain_in_the_images_frame(look, stained):
    heat = look(stained).heat()
    assert heat.dtype == np.uint8
    assert heat.shape == (160, 160)
    row, column = np.unravel_index(heat.argmax(), heat.shape)
    assert abs(4 * row - 300) < 24
    assert abs(4 * column - 300) < 24
    assert np.median(heat) < 64


def test_a_bad_board_among_the_good_is_named_and_where_it_is_bad(golden, stained):
    lesson = Lesson(golden)
    for seed in range(500, 521):
        lesson.add(good_board(seed))
    lesson.add(stained)
    _, odd = lesson.finish()
    assert [one.number for one in odd] == [21]
    assert abs(odd[0].x - 300) < 40
    assert abs(odd[0].y - 300) < 40


def test_another_boards_image_is_refused(golden):
    stranger = render_view(held_out_product(77), 0, seed=1).image
    with pytest.raises(TaughtError, match="can't be aligned to the golden"):
        Lesson(golden).add(stranger)


def test_an_image_of_another_size_is_refused(golden):
    with pytest.raises(TaughtError, match="is 600 x 640 px, the golden 640 x 640"):
        Lesson(golden).add(good_board(1)[:, :600])


def test_a_golden_that_is_all_edge_is_refused(golden):
    with pytest.raises(TaughtError, match="examined at 64 x 64 px, too small to be taught"):
        Lesson(golden, scale=0.1)


def test_too_few_parts_are_refused(golden):
    lesson = Lesson(golden)
    lesson.add(good_board(1))
    with pytest.raises(TaughtError, match="1 good parts are too few"):
        lesson.finish()


def test_a_view_that_is_examined_smaller_is_taught_smaller(golden):
    lesson = Lesson(golden, scale=0.5)
    for seed in range(500, 520):
        lesson.add(good_board(seed))
    taught, _ = lesson.finish()
    assert taught.scale == 0.5
    assert taught.statistics.mean.shape == (3, 80, 80)
