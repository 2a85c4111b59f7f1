"""Surfaces that are no boards: repeatable, different from part to part, flawed where the truth says."""

import numpy as np
import pytest

from inspector_app.surfaces import (
    FLAWS,
    MATERIALS,
    Surface,
    held_out_surface,
    render_surface,
    validation_surface,
)

EVERY_FLAW = [(material, flaw) for material in MATERIALS for flaw in FLAWS[material]]


@pytest.mark.parametrize("material", MATERIALS)
def test_the_same_arguments_give_the_same_picture_and_others_another(material):
    surface = held_out_surface(material, 1)
    first = render_surface(surface, 5).image
    assert first.dtype == np.uint8
    assert first.shape == (448, 448)
    assert np.array_equal(first, render_surface(surface, 5).image)
    assert not np.array_equal(first, render_surface(surface, 6).image)
    assert not np.array_equal(first, render_surface(held_out_surface(material, 2), 5).image)
    assert not np.array_equal(first, render_surface(validation_surface(material, 1), 5).image)


@pytest.mark.parametrize(("material", "flaw"), EVERY_FLAW)
def test_a_flaw_changes_the_picture_in_its_box_and_nowhere_else(material, flaw):
    surface = held_out_surface(material, 1)
    good, bad = render_surface(surface, 5), render_surface(surface, 5, flaw)
    assert (good.flaw, good.box) == (None, None)
    changed = np.abs(good.image.astype(int) - bad.image.astype(int))
    box = bad.box
    inside = np.zeros(changed.shape, bool)
    inside[max(0, int(box.y1) - 12) : int(box.y2) + 12, max(0, int(box.x1) - 12) : int(box.x2) + 12] = True
    assert changed[inside].max() > 10
    assert changed[~inside].max() <= 6


@pytest.mark.parametrize("material", MATERIALS)
def test_nothing_is_clipped_away(material):
    image = render_surface(held_out_surface(material, 3), 1).image
    assert np.mean((image < 3) | (image > 252)) < 0.001
    assert image.std() > 3


def test_what_there_is_not_is_refused():
    with pytest.raises(ValueError, match="no such material: wood"):
        Surface("wood", 1)
    with pytest.raises(ValueError, match="metal has no misweave; it has scratch, stain, hole"):
        render_surface(held_out_surface("metal", 1), 1, "misweave")
