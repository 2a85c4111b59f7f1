"""Taught from good pieces of a surface that has no golden."""

import numpy as np
import pytest

from inspector_app.novelty import SurfaceLesson, TaughtError, same_place
from inspector_app.surfaces import held_out_surface, render_surface

METAL = held_out_surface("metal", 4)


@pytest.fixture(scope="module")
def taught():
    lesson = SurfaceLesson()
    for part in range(20):
        lesson.add(render_surface(METAL, part).image)
    return lesson.finish()[0]


def test_a_flaw_is_flagged_where_it_is(taught):
    view = render_surface(METAL, 900, "hole")
    seen = taught.look(view.image)
    assert seen.score > 1
    assert same_place(seen.regions()[0].box, view.box)
    assert seen.heat().shape == (56, 56)


def test_fresh_good_pieces_are_mostly_not_flagged(taught):
    assert sum(taught.look(render_surface(METAL, part).image).score >= 1 for part in range(500, 515)) <= 3


def test_brighter_light_is_no_flaw(taught):
    image = render_surface(METAL, 500).image
    brighter = np.clip(image * 1.15, 0, 255).astype(np.uint8)
    assert taught.look(brighter).score < 1.3 * max(1.0, taught.look(image).score)


def test_another_material_is_unlike_everywhere(taught):
    assert taught.look(render_surface(held_out_surface("tiles", 1), 1).image).score > 3


def test_a_colour_picture_is_looked_at_in_gray(taught):
    image = render_surface(METAL, 500).image
    assert taught.look(np.dstack([image] * 3)).score == pytest.approx(taught.look(image).score, rel=0.01)


def test_the_same_parts_teach_the_same(taught):
    lesson = SurfaceLesson()
    for part in range(20):
        lesson.add(render_surface(METAL, part).image)
    np.testing.assert_array_equal(lesson.finish()[0].limits, taught.limits)


def test_other_sizes_and_too_few_parts_are_refused(taught):
    lesson = SurfaceLesson()
    lesson.add(render_surface(METAL, 1).image)
    with pytest.raises(TaughtError, match="is 400 x 448 px, the others 448 x 448"):
        lesson.add(render_surface(METAL, 2).image[:, :400])
    with pytest.raises(TaughtError, match="1 good parts are too few"):
        lesson.finish()
    with pytest.raises(ValueError, match="400x448 px"):
        taught.look(render_surface(METAL, 2).image[:, :400])


def test_parts_that_are_all_alike_still_teach():
    lesson = SurfaceLesson()
    for _ in range(20):
        lesson.add(np.full((96, 96), 120, np.uint8))
    taught, _ = lesson.finish()
    stained = np.full((96, 96), 120, np.uint8)
    stained[40:56, 40:56] = 60
    assert np.isfinite(taught.look(stained).score)
    assert taught.look(stained).score > 1
