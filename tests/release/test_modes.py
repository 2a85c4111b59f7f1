"""In which mode a package works: by the records, never above its recipe."""

from datetime import UTC, datetime

import pytest

from inspector_app.domain.mode import ModeChange
from inspector_app.domain.recipe import Mode
from inspector_app.release.modes import ModeError, check_ceiling, first_mode, mode_at_work
from tests.station.fakes import recipe_of


def kept(mode):
    return ModeChange("board", "model", "ab", mode, "Ada", "why", datetime(2026, 1, 1, tzinfo=UTC))


def test_on_real_cameras_a_new_model_begins_in_shadow_whatever_its_recipe_allows():
    recipe = recipe_of(mode=Mode.AUTO_REJECT)
    assert first_mode(recipe, real_line=True, last_run=None) is Mode.SHADOW
    assert first_mode(recipe, real_line=False, last_run=None) is Mode.AUTO_REJECT


def test_one_that_drove_the_gate_before_modes_were_kept_goes_on_so():
    recipe = recipe_of(mode=Mode.AUTO_REJECT)
    assert first_mode(recipe, real_line=True, last_run=Mode.AUTO_REJECT) is Mode.AUTO_REJECT
    assert first_mode(recipe_of(mode=Mode.ALERT), real_line=True, last_run=Mode.AUTO_REJECT) is Mode.ALERT


def test_a_recipe_takes_down_and_never_up():
    assert mode_at_work(recipe_of(mode=Mode.AUTO_REJECT), kept(Mode.SHADOW)) is Mode.SHADOW
    assert mode_at_work(recipe_of(mode=Mode.SHADOW), kept(Mode.AUTO_REJECT)) is Mode.SHADOW


def test_going_beyond_the_recipe_is_refused_and_says_what_to_do():
    with pytest.raises(ModeError, match=r'no more than shadow.*mode = "alert"'):
        check_ceiling(recipe_of(mode=Mode.SHADOW), Mode.ALERT)
    check_ceiling(recipe_of(mode=Mode.AUTO_REJECT), Mode.ALERT)
